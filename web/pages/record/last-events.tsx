import { useHistory } from '../history/use-history.ts';
import type { HistoryOf } from '../history/use-history.ts';
import { useNames } from '../history/use-names.ts';
import { daysOf } from '../history/bursts.ts';
import type { Burst } from '../history/bursts.ts';
import { wordsOfEvent } from '../history/event-words.ts';
import type { Names } from '../history/event-words.ts';
import { toTimeline } from '../history/to-timeline.tsx';
import { ruDeal } from '../../texts/ru-deal.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import css from './side-column.module.css';

const SHOWN_EVENTS = 5;
const SHOWN_FIELDS = 3;

/** «Сделка изменена» five times says nothing: what was changed does. */
function fieldsOf({ items }: Burst, names: Names): string {
  const labels = items.filter(({ kind }) => kind.endsWith('.edited'))
    .flatMap((item) => wordsOfEvent(item, names).changes.map(({ label }) => label));
  const all = [...new Set(labels)];
  const shown = all.slice(0, SHOWN_FIELDS).join(', ');
  return all.length > SHOWN_FIELDS ? `${shown} …` : shown;
}

/** The newest events in the property column; the whole history is a tab. */
export function LastEvents({ of, onAll }: { of: HistoryOf; onAll: () => void }) {
  const { items, isPending } = useHistory(of);
  const names = useNames();
  // The document that changed the sums has its own line.
  const told = items.filter((item) => item.kind !== 'deal.moneyChanged');
  const bursts = daysOf(told).flatMap(({ rows }) => rows).slice(0, SHOWN_EVENTS);
  const fields = new Map(bursts.map((burst) => [burst.items[0]!.id, fieldsOf(burst, names)]));
  return (
    <section className={css.section} aria-label={ruDeal.lastEvents}>
      <header className={css.head}>
        <h2>{ruDeal.lastEvents}</h2>
        {items.length > 0 ? (
          <button type="button" className={css.link} onClick={onAll}>{ruDeal.allEvents}</button>
        ) : null}
      </header>
      {isPending ? <Skeleton height={36} /> : null}
      {!isPending && items.length === 0 ? <p className={css.quiet}>{ruDeal.noEvents}</p> : null}
      <Timeline
        label={ruDeal.lastEvents}
        items={toTimeline(bursts.map(({ items: [newest] }) => newest!), {
          brief: true, names,
          extra: ({ id }) => {
            const changed = fields.get(id);
            return changed ? <p className={css.quiet}>{changed}</p> : null;
          },
        })}
      />
    </section>
  );
}
