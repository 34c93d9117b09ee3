import { Fragment } from 'react';
import type { Reconcile, ReconcileMonth } from '#contract/reconcile';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { IconChevronDown, IconChevronRight } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { MonthDays } from './month-days.tsx';
import type { Go, ReconcileSearch } from './reconcile-search.ts';
import { monthName, Outcome, SideCells } from './side-cells.tsx';
import css from './reconcile.module.css';

function MonthRow({ month, isShown, onToggle }: {
  month: ReconcileMonth; isShown: boolean; onToggle: () => void;
}) {
  const name = monthName(month);
  const Chevron = isShown ? IconChevronDown : IconChevronRight;
  return (
    <tr className={isShown ? plain.current : undefined}>
      <td>
        {month.month === 'all' ? name : (
          <button
            type="button"
            className={css.open}
            aria-expanded={isShown}
            aria-label={texts.openMonth(name)}
            onClick={onToggle}
          >
            <Chevron size={14} stroke={1.75} aria-hidden />
            {name}
          </button>
        )}
      </td>
      <SideCells {...month} />
      <td><Outcome {...month} /></td>
    </tr>
  );
}

type MonthsProps = { run: Reconcile; months: ReconcileMonth[]; search: ReconcileSearch; go: Go };

export function MonthsTable({ run, months, search, go }: MonthsProps) {
  return (
    // A phone scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.typesLabel} tabIndex={0}>
      <table className={`${plain.table} ${css.table}`} aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.month}</th>
            <th scope="col" className={plain.number}>{texts.onecCount}</th>
            <th scope="col" className={plain.number}>{texts.onecSum}</th>
            <th scope="col" className={plain.number}>{texts.ourCount}</th>
            <th scope="col" className={plain.number}>{texts.ourSum}</th>
            <th scope="col" className={plain.number}>{texts.countGap}</th>
            <th scope="col" className={plain.number}>{texts.sumGap}</th>
            <th scope="col">{texts.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => {
            const isShown = search.month === month.month && month.month !== 'all';
            return (
              <Fragment key={`${month.type} ${month.month}`}>
                <MonthRow
                  month={month}
                  isShown={isShown}
                  onToggle={() => go({
                    ...search, type: month.type, day: undefined,
                    month: isShown ? undefined : month.month,
                  })}
                />
                {isShown ? <MonthDays run={run} month={month} search={search} go={go} /> : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
