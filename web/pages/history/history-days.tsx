import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { TimelineItem } from '#contract/timeline';
import { pathOfEntity } from '../../paths.ts';
import { ruEvents } from '../../texts/ru-events.ts';
import { formatDayHead } from '../../ui/format.ts';
import { Timeline } from '../../ui/timeline.tsx';
import type { TimelineItem as ShownItem } from '../../ui/timeline.tsx';
import { CommentView } from '../comments/comment-view.tsx';
import type { Invite } from '../comments/comment-composer.tsx';
import { daysOf } from './bursts.ts';
import { nameOfField, wordsOfEvent } from './event-words.ts';
import type { EventWords, Names } from './event-words.ts';
import { RestoreButtons } from './restore-button.tsx';
import { Changes, toTimeline } from './to-timeline.tsx';
import type { HistoryOf } from './use-history.ts';
import css from './history.module.css';

/** The record that the row is of, when it is another than the card's. */
function RecordLink({ record }: { record: NonNullable<TimelineItem['record']> }) {
  const to = pathOfEntity(record.entity, record.id);
  return to ? <Link className={css.record} to={to}>{record.title}</Link> : null;
}

type RowsProps = { of: HistoryOf; names: Names; invite?: Invite };

function Extra({ item, of, invite }: Omit<RowsProps, 'names'> & { item: TimelineItem }) {
  const place = item.record ? { entity: item.record.entity, entityId: item.record.id } : of;
  return (
    <>
      {item.record ? <RecordLink record={item.record} /> : null}
      {item.comment ? (
        <CommentView
          of={place}
          comment={item.comment}
          invite={item.record ? undefined : invite}
        />
      ) : (
        <RestoreButtons
          eventId={item.id}
          fields={item.restorable}
          labelOf={(field) => nameOfField(place.entity, field)}
        />
      )}
    </>
  );
}

/** The first old and the last new value of each field; items come newest first. */
function netChanges(items: TimelineItem[]): TimelineItem {
  const net: Record<string, { old: unknown; new: unknown }> = {};
  for (const { data } of items) {
    for (const [field, change] of Object.entries(data.changes ?? {})) {
      net[field] = { ...change, new: net[field] ? net[field].new : change.new };
    }
  }
  return { ...items[0]!, data: { changes: net }, restorable: [] };
}

/** What all of it came to; a single field is told by the title of its event. */
function Net({ words }: { words: EventWords }) {
  return words.changes.length > 0
    ? <Changes words={words} /> : <p className={css.note}>{words.title}</p>;
}

/** «Изменено 3 поля», which unfolds into the edits themselves. */
function foldedRow(
  items: TimelineItem[], names: Names, open: { isOpen: boolean; toggle: () => void },
): ShownItem {
  const net = netChanges(items);
  const [row] = toTimeline([net], { names });
  const count = Object.keys(net.data.changes as object).length;
  return {
    ...row!,
    id: `burst-${net.id}`,
    title: (
      <button
        type="button"
        className={css.burst}
        aria-expanded={open.isOpen}
        onClick={open.toggle}
      >
        {ruEvents.burst(items.length, count)}
      </button>
    ),
    children: open.isOpen ? null : <Net words={wordsOfEvent(net, names)} />,
  };
}

/** The timeline by days; bursts of edits are folded until somebody wants to see them. */
export function HistoryDays({ items, ...props }: RowsProps & { items: TimelineItem[] }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (id: number) => setOpen((known) => {
    const next = new Set(known);
    if (!next.delete(id)) next.add(id);
    return next;
  });
  const plain = (list: TimelineItem[]) => toTimeline(list, {
    names: props.names,
    extra: (item) => <Extra item={item} of={props.of} invite={props.invite} />,
  });
  return daysOf(items).map((day) => (
    // No landmark: what 1C tells late may open a day twice, and landmarks have names of their own.
    <div key={day.key} className={css.day}>
      <h3 className={css.dayHead}>{formatDayHead(day.at)}</h3>
      <Timeline
        label={`${ruEvents.history}: ${formatDayHead(day.at)}`}
        items={day.rows.flatMap(({ items: burst }) => {
          const { id } = burst[0]!;
          if (burst.length === 1) return plain(burst);
          const isOpen = open.has(id);
          const head = foldedRow(burst, props.names, { isOpen, toggle: () => toggle(id) });
          return isOpen ? [head, ...plain(burst)] : [head];
        })}
      />
    </div>
  ));
}
