import { Button } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { isImportActive } from '#contract/imports';
import type { ImportItem, ImportState } from '#contract/imports';
import { paths } from '../../paths.ts';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import { Forbidden } from '../../ui/forbidden.tsx';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { IconInbox } from '../../ui/icons.ts';
import { Page, PageBody, PageHeader, Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import type { ImportsSearch } from './imports-search.ts';
import { NewImport } from './new-import.tsx';
import { useImportsList, useSubjects } from './use-imports.ts';
import css from './imports.module.css';

const MEANINGS: Partial<Record<ImportState, TagMeaning>> = {
  checking: 'warn', running: 'warn', undoing: 'warn', finished: 'ok', failed: 'bad',
};

const SHOWN = ['created', 'updated', 'create', 'update', 'unchanged', 'error'] as const;

const resultOf = ({ counts }: ImportItem): string => SHOWN
  .filter((status) => counts[status] > 0)
  .map((status) => `${texts.statuses[status].toLowerCase()} ${formatNumber(counts[status])}`)
  .join(', ');

function Row({ item }: { item: ImportItem }) {
  return (
    <tr>
      <td className={css.file} data-line>
        <Link to={paths.import(item.id)}>{item.fileName}</Link>
        <p className={css.quiet}>{item.title}</p>
      </td>
      <td><Tag meaning={MEANINGS[item.state] ?? 'plain'}>{texts.states[item.state]}</Tag></td>
      <td className={css.result} data-line>{isImportActive(item.state) ? null : resultOf(item)}</td>
      <td>{item.owner.name}</td>
      <td className={css.when}>{formatMoment(item.createdAt)}</td>
    </tr>
  );
}

function List() {
  const reading = useImportsList();
  const { data, hasNextPage, fetchNextPage } = reading;
  if (!data) return <ReadingState of={reading} title={texts.listFailed} rows={5} rowHeight={44} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyState
        icon={<IconInbox size={20} stroke={1.5} />}
        title={texts.none}
        hint={texts.noneHint}
      />
    );
  }
  return (
    <>
      {/* A narrow window scrolls it sideways, by keys too. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={plain.scroll} role="region" aria-label={texts.list} tabIndex={0}>
        <table className={`${plain.table} ${plain.cards}`} aria-label={texts.list}>
          <thead>
            <tr>
              <th scope="col">{texts.file}</th>
              <th scope="col">{texts.state}</th>
              <th scope="col">{texts.result}</th>
              <th scope="col">{texts.author}</th>
              <th scope="col">{texts.when}</th>
            </tr>
          </thead>
          <tbody>{items.map((item) => <Row key={item.id} item={item} />)}</tbody>
        </table>
      </div>
      {hasNextPage ? (
        <Button variant="subtle" onClick={() => void fetchNextPage()}>{texts.more}</Button>
      ) : null}
    </>
  );
}

function Imports() {
  const search: ImportsSearch = useSearch({ strict: false });
  const reading = useSubjects();
  const { data } = reading;
  if (!data) return <ReadingState of={reading} rows={4} rowHeight={40} />;
  if (data.length === 0) {
    return <Forbidden title={texts.forbidden} hint={texts.forbiddenHint} />;
  }
  return (
    <>
      <NewImport subjects={data} noun={search.noun} />
      <Panel title={texts.list}><List /></Panel>
    </>
  );
}

/** A new import, and those of the last days with what became of them. */
export function ImportsPage() {
  return (
    <Page title={texts.title}>
      <PageHeader title={texts.title} divided />
      <PageBody padded><Imports /></PageBody>
    </Page>
  );
}
