import { useHistory } from '../history/use-history.ts';
import type { HistoryOf } from '../history/use-history.ts';
import { useNames } from '../history/use-names.ts';
import { toTimeline } from '../history/to-timeline.tsx';
import { ruDeal } from '../../texts/ru-deal.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import css from './side-column.module.css';

const SHOWN_EVENTS = 5;

/** The newest events in the property column; the whole history is a tab. */
export function LastEvents({ of, onAll }: { of: HistoryOf; onAll: () => void }) {
  const { items, isPending } = useHistory(of);
  const names = useNames();
  // The document that changed the sums has its own line.
  const told = items.filter((item) => item.kind !== 'deal.moneyChanged');
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
        items={toTimeline(told.slice(0, SHOWN_EVENTS), { brief: true, names })}
      />
    </section>
  );
}
