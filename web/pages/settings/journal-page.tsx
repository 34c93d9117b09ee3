import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { auditFields, auditList } from '#contract/audit';
import type { AuditItem } from '#contract/audit';
import { SETTINGS } from '#contract/settings';
import type { SettingName } from '#contract/settings';
import { routeQuery } from '../../api/query.ts';
import { pathOfEntity } from '../../paths.ts';
import { ruEvents } from '../../texts/ru-events.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { formatMoment } from '../../ui/format.ts';
import { IconHistory } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { EventIcon } from '../history/event-icon.tsx';
import { nameOfField, wordsOfEvent } from '../history/event-words.ts';
import type { EventWords, Names } from '../history/event-words.ts';
import { RestoreButtons } from '../history/restore-button.tsx';
import { useNames } from '../history/use-names.ts';
import { JournalExport } from './journal-export.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import css from './settings.module.css';

const { journal: texts } = ruSettings;

function RecordLink({ item }: { item: AuditItem }) {
  const noun = texts.entities[item.entity] ?? item.entity;
  // What there is one of has no number.
  if (item.title === null && item.entityId === 0) return <p className={css.hint}>{noun}</p>;
  const name = item.title ?? `№ ${item.entityId}`;
  const to = pathOfEntity(item.entity, item.entityId);
  return (
    <p className={css.hint}>
      {`${noun}: `}
      {to ? <Link to={to}>{name}</Link> : name}
    </p>
  );
}

/** Settings are called as their editor calls them. */
function labelOf({ entity }: AuditItem, field: string): string | undefined {
  return entity === 'setting' && Object.hasOwn(SETTINGS, field)
    ? SETTINGS[field as SettingName].label : undefined;
}

function Changes({ item, words }: { item: AuditItem; words: EventWords }) {
  return words.changes.map((change) => (
    <p key={change.field} className={css.hint}>
      {`${labelOf(item, change.field) ?? change.label}: `}<s>{change.old}</s>{` → ${change.new}`}
    </p>
  ));
}

function toShown(item: AuditItem, names: Names) {
  const words = wordsOfEvent(item, names);
  return {
    id: item.id,
    icon: <EventIcon name={words.icon} />,
    title: words.title,
    // Without a person, and by an import, the name itself says where it came from.
    note: [
      words.who,
      item.actor && item.source !== 'import' ? texts.sources[item.source] ?? item.source : null,
      formatMoment(item.at),
    ].filter(Boolean).join(' · '),
    meaning: words.meaning,
    children: (
      <>
        <RecordLink item={item} />
        <Changes item={item} words={words} />
        <RestoreButtons
          eventId={item.id}
          fields={item.restorable}
          labelOf={(field) => labelOf(item, field) ?? nameOfField(item.entity, field)}
        />
      </>
    ),
  };
}

function Events({ filter }: { filter: string | undefined }) {
  const list = useKeysetList(auditList, { filter });
  const names = useNames();
  if (list.error) {
    return <ErrorState error={list.error} title={texts.failed} onRetry={list.retry} />;
  }
  if (list.isLoading) return <SkeletonRows count={12} height={44} />;
  if (list.rows.length === 0) {
    return <EmptyState icon={<IconHistory size={20} stroke={1.5} />} title={texts.none} />;
  }
  return (
    <>
      <Timeline label={texts.title} items={list.rows.map((item) => toShown(item, names))} />
      {list.hasMore ? (
        <Button variant="default" loading={list.isLoadingMore} onClick={list.loadMore}>
          {ruEvents.more}
        </Button>
      ) : null}
    </>
  );
}

/** Who changed what, when and from where, over every record that the reader may see. */
export function JournalPage() {
  const { filter }: { filter?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data: fields } = useQuery(routeQuery(auditFields, {}));
  return (
    <SettingsFrame title={texts.title} actions={<JournalExport filter={filter} />}>
      <FilterBar
        fields={fields ?? []}
        filter={filter}
        onChange={(next) => void navigate({ to: '.', search: next ? { filter: next } : {} })}
      />
      <p className={css.hint}>{texts.hint}</p>
      <Panel><Events filter={filter} /></Panel>
    </SettingsFrame>
  );
}
