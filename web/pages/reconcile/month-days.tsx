import { useQuery } from '@tanstack/react-query';
import { reconcileDays } from '#contract/reconcile';
import type { Reconcile, ReconcileDay, ReconcileMonth } from '#contract/reconcile';
import { routeQuery } from '../../api/query.ts';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { formatDay } from '../../ui/format.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import type { Go, ReconcileSearch } from './reconcile-search.ts';
import { Outcome, SideCells } from './side-cells.tsx';
import css from './reconcile.module.css';

const COLUMNS = 8;

/** A day may differ by what another day names: a document that stands on another date in 1C. */
function outcomeOf(day: ReconcileDay, month: ReconcileMonth) {
  const { found, left } = day.found > 0 ? day : month;
  return { found, left };
}

function DayRow({ day, month, onOpen }: {
  day: ReconcileDay; month: ReconcileMonth; onOpen: () => void;
}) {
  const name = formatDay(day.day);
  const differs = day.found > 0 || day.onec?.count !== day.ours.count
    || day.onec.sumKopecks !== day.ours.sumKopecks;
  return (
    <tr className={css.day}>
      <td>
        {day.found > 0 ? (
          <button
            type="button"
            className={css.open}
            aria-label={texts.openDay(name)}
            onClick={onOpen}
          >
            {name}
          </button>
        ) : name}
      </td>
      <SideCells {...day} />
      <td><Outcome differs={differs} {...outcomeOf(day, month)} /></td>
    </tr>
  );
}

type DaysProps = { run: Reconcile; month: ReconcileMonth; search: ReconcileSearch; go: Go };

/** The days of one month, in the same columns as the months. */
export function MonthDays({ run, month, search, go }: DaysProps) {
  const reading = useQuery(routeQuery(reconcileDays, {
    params: { id: run.id }, query: { type: month.type, month: month.month },
  }));
  const { data } = reading;
  if (data && data.items.length > 0) {
    return data.items.map((day) => (
      <DayRow
        key={day.day}
        day={day}
        month={month}
        onOpen={() => go({ ...search, type: month.type, month: month.month, day: day.day })}
      />
    ));
  }
  return (
    <tr>
      <td colSpan={COLUMNS}>
        {data ? <p className={css.quiet}>{texts.noDays}</p> : null}
        <ReadingState of={reading} title={texts.daysFailed} rows={4} />
      </td>
    </tr>
  );
}
