import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { objectSnapshot } from '#contract/exchange';
import type { ObjectTimeline, RevisionChange } from '#contract/exchange';
import { routeQuery } from '../../api/query.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ruOnecFields } from '../../texts/ru-onec-fields.ts';
import { formatMoment } from '../../ui/format.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { onecValue } from './onec-value.ts';
import { prettyRaw } from './pretty-raw.ts';
import css from './revisions.module.css';

const { object: texts } = ruExchange;

type Revision = ObjectTimeline['revisions'][number];

function ChangeLine({ change }: { change: RevisionChange }) {
  const label = ruOnecFields.fields[change.field] ?? change.field;
  return (
    <li className={css.change}>
      <span className={css.field}>{change.row ? `${onecValue(change.row)}: ${label}` : label}</span>
      <span className={css.old}>{onecValue(change.old)}</span>
      <span aria-label={texts.became}>→</span>
      <span className={css.new}>{onecValue(change.new)}</span>
    </li>
  );
}

function Snapshot({ uid, id }: { uid: string; id: number }) {
  const reading = useQuery(
    routeQuery(objectSnapshot, { params: { id: uid, message: id } }));
  const { data } = reading;
  if (!data) return <ReadingState of={reading} rows={2} />;
  return (
    // Long text scrolls inside its frame, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={css.raw} tabIndex={0} aria-label={texts.snapshot}>{prettyRaw(data.raw)}</pre>
  );
}

function titleOf(revision: Revision): string {
  if (revision.isDeletion) return texts.deleted;
  if (revision.isFirst) return texts.first;
  return revision.changesTotal > 0 ? texts.changed(revision.changesTotal) : texts.same;
}

function RevisionItem({ uid, revision }: { uid: string; revision: Revision }) {
  const [shows, setShows] = useState(false);
  const { rev, receivedAt, lane, lagMs, cause, changes, changesTotal } = revision;
  const facts = [
    formatMoment(receivedAt), ruExchange.lanes.names[lane] ?? lane,
    lagMs === null ? texts.askedFor : texts.lag(ruExchange.ms(lagMs)),
    cause ? texts.cause(cause) : null,
  ];
  return (
    <li className={css.revision}>
      <p className={css.title}>{texts.version(rev)}: {titleOf(revision)}</p>
      <p className={css.quiet}>{facts.filter(Boolean).join(' · ')}</p>
      <ul>
        {changes.map((change, index) => (
          <ChangeLine key={`${change.field} ${change.row} ${index}`} change={change} />
        ))}
      </ul>
      {changesTotal > changes.length ? (
        <p className={css.quiet}>{texts.more(changesTotal - changes.length)}</p>
      ) : null}
      <Button
        size="compact-sm"
        variant="subtle"
        aria-expanded={shows}
        onClick={() => setShows(!shows)}
      >
        {shows ? texts.hideSnapshot : texts.showSnapshot}
      </Button>
      {shows ? <Snapshot uid={uid} id={revision.id} /> : null}
    </li>
  );
}

/** Every kept revision, newest first, with what it changed. */
export function Revisions({ timeline }: { timeline: ObjectTimeline }) {
  const { revisions, uid, object } = timeline;
  return (
    <>
      <ol className={css.revisions}>
        {revisions.map((revision) => (
          <RevisionItem key={revision.id} uid={uid} revision={revision} />
        ))}
      </ol>
      {revisions.length === 0 && !object?.file ? <p className={css.quiet}>{texts.none}</p> : null}
      {object?.file ? (
        <p className={css.quiet}>{texts.fromFile(object.file, object.line)}</p>
      ) : null}
    </>
  );
}
