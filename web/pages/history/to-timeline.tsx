import type { ReactNode } from 'react';
import { excerptOf } from '#contract/comments';
import type { TimelineItem } from '#contract/timeline';
import { ruEvents } from '../../texts/ru-events.ts';
import { formatMoment } from '../../ui/format.ts';
import type { TimelineItem as ShownItem } from '../../ui/timeline.tsx';
import { EventIcon } from './event-icon.tsx';
import { wordsOfEvent } from './event-words.ts';
import type { EventWords, Names } from './event-words.ts';
import css from './history.module.css';

export function Changes({ words }: { words: EventWords }) {
  if (words.changes.length === 0 && !words.note) return null;
  return (
    <>
      {words.note ? <p className={css.note}>{words.note}</p> : null}
      {words.changes.length > 0 ? (
        <dl className={css.changes}>
          {words.changes.map((change) => (
            <div key={change.field} className={css.change}>
              <dt>{change.label}</dt>
              <dd><s>{change.old}</s> → {change.new}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

type Extra = (item: TimelineItem) => ReactNode;

/** `brief` leaves only titles; `extra` adds to an item what the place wants to say or do. */
export function toTimeline(
  items: TimelineItem[], options: { brief?: boolean; extra?: Extra; names?: Names } = {},
): ShownItem[] {
  return items.map((item) => {
    const words = wordsOfEvent(item, options.names);
    const edited = item.comment?.editedAt && !item.comment.removed
      ? ` · ${ruEvents.editedComment}` : '';
    const isBriefComment = options.brief && item.comment && !item.comment.removed;
    return {
      id: item.id,
      icon: <EventIcon name={words.icon} />,
      title: isBriefComment
        ? <span className={css.brief}>{excerptOf(item.comment?.body ?? '')}</span> : words.title,
      note: `${words.who} · ${formatMoment(item.at)}${edited}`,
      meaning: words.meaning,
      children: options.brief ? options.extra?.(item) : (
        <>
          <Changes words={words} />
          {options.extra?.(item)}
        </>
      ),
    };
  });
}
