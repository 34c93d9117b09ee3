import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { importRows } from '#contract/imports';
import type { Import, ImportRow, ImportRowStatus } from '#contract/imports';
import { routeQuery } from '../../api/query.ts';
import { pathOfEntity } from '../../paths.ts';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import { formatNumber } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import css from './imports.module.css';

const ENTITY_OF: Record<string, string> = {
  companies: 'company', contacts: 'contact', products: 'product', deals: 'deal',
};
const STEP = 100;
const MAX = 500;

type Filter = ImportRowStatus | 'all' | 'undone' | 'kept';
const FILTERS: ImportRowStatus[] = [
  'error', 'create', 'update', 'created', 'updated', 'unchanged', 'skipped',
];

function filtersOf({ counts }: Import): { value: Filter; label: string }[] {
  const item = (value: Filter, label: string, count: number) =>
    ({ value, label: `${label} ${formatNumber(count)}` });
  return [
    item('all', texts.allRows, counts.total),
    ...FILTERS.filter((status) => counts[status] > 0).map((status) =>
      item(status, texts.statuses[status], counts[status])),
    ...(counts.undone > 0 ? [item('undone', texts.undone, counts.undone)] : []),
    ...(counts.kept > 0 ? [item('kept', texts.kept, counts.kept)] : []),
  ];
}

function Title({ row, noun }: { row: ImportRow; noun: string }) {
  const entity = ENTITY_OF[noun];
  const path = row.recordId !== null && entity ? pathOfEntity(entity, row.recordId) : null;
  return path ? <Link to={path}>{row.title}</Link> : row.title;
}

function Deeds({ row }: { row: ImportRow }) {
  if (row.problems.length > 0) {
    return (
      <ul>
        {row.problems.map((problem) => (
          <li key={`${problem.label} ${problem.reason}`} className={css.problem}>
            {problem.label ? `${problem.label}: ${problem.reason}` : problem.reason}
          </li>
        ))}
      </ul>
    );
  }
  if (row.status === 'unchanged') return <span className={css.quiet}>{texts.noChanges}</span>;
  const isNew = row.status === 'create' || row.status === 'created';
  return (
    <ul className={css.changes}>
      {row.changes.map((change) => (
        <li key={change.label}>
          <span className={css.quiet}>{`${change.label}: `}</span>
          {isNew ? null : (
            <>
              <s>{change.old ?? texts.nothingOld}</s>
              {' → '}
            </>
          )}
          {change.new ?? texts.nothingOld}
        </li>
      ))}
    </ul>
  );
}

function Row({ row, noun }: { row: ImportRow; noun: string }) {
  return (
    <tr>
      <td className={plain.number}>{row.line}</td>
      <td className={css.status} data-status={row.status}>{texts.rowStatuses[row.status]}</td>
      <td className={css.record}><Title row={row} noun={noun} /></td>
      <td>
        <Deeds row={row} />
        {row.undo ? (
          <p className={css.quiet}>
            {[row.undo === 'undone' ? texts.undone : texts.kept, row.undoReason]
              .filter(Boolean).join('. ')}
          </p>
        ) : null}
      </td>
    </tr>
  );
}

function Table({ rows, noun }: { rows: ImportRow[]; noun: string }) {
  const areWrong = rows.every(({ problems }) => problems.length > 0);
  return (
    // A phone scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.rowsOf} tabIndex={0}>
      <table className={`${plain.table} ${css.rows}`} aria-label={texts.rowsOf}>
        <thead>
          <tr>
            <th scope="col" className={plain.number}>{texts.line}</th>
            <th scope="col">{texts.state}</th>
            <th scope="col">{texts.record}</th>
            <th scope="col">{areWrong ? texts.wrong : texts.does}</th>
          </tr>
        </thead>
        <tbody>{rows.map((row) => <Row key={row.position} row={row} noun={noun} />)}</tbody>
      </table>
    </div>
  );
}

function Found({ rows, noun }: { rows: ImportRow[]; noun: string }) {
  return rows.length > 0 ? <Table rows={rows} noun={noun} />
    : <p className={css.quiet}>{texts.noRows}</p>;
}

const defaultOf = ({ counts }: Import): Filter => (counts.error > 0 ? 'error' : 'all');

const queryOf = (filter: Filter) => {
  if (filter === 'all') return {};
  return filter === 'undone' || filter === 'kept' ? { undo: filter } : { status: filter };
};

/** Rows of the file with what became of them, wrong ones first to be seen. */
export function ImportRows({ data }: { data: Import }) {
  const [wanted, setWanted] = useState<Filter | null>(null);
  const [limit, setLimit] = useState(STEP);
  const filters = filtersOf(data);
  const filter = filters.find(({ value }) => value === wanted)?.value ?? defaultOf(data);
  const { data: page, error, refetch } = useQuery({
    ...routeQuery(importRows, { params: { id: data.id }, query: { limit, ...queryOf(filter) } }),
    placeholderData: (previous) => previous,
  });
  return (
    <Panel>
      <div className={css.inline}>
        <Segments label={texts.rowsOf} value={filter} items={filters} onChange={setWanted} />
      </div>
      {error && !page ? (
        <ErrorState error={error} title={texts.loadFailed} onRetry={() => void refetch()} />
      ) : null}
      {!page && !error ? <SkeletonRows count={8} height={36} /> : null}
      {page ? <Found rows={page.items} noun={data.noun} /> : null}
      {page && page.after !== null && limit < MAX ? (
        <Button variant="subtle" onClick={() => setLimit(limit + STEP)}>{texts.more}</Button>
      ) : null}
    </Panel>
  );
}
