import { Fragment } from 'react';
import type { Reconcile, ReconcileMonth } from '#contract/reconcile';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { MonthDays } from './month-days.tsx';
import type { Go, ReconcileSearch } from './reconcile-search.ts';
import { monthName, Outcome } from './side-cells.tsx';
import { SidesRow, SidesTable } from './sides-table.tsx';

const HEADS = [texts.onecCount, texts.onecSum, texts.ourCount, texts.ourSum] as const;

type MonthsProps = { run: Reconcile; months: ReconcileMonth[]; search: ReconcileSearch; go: Go };

export function MonthsTable({ run, months, search, go }: MonthsProps) {
  return (
    <SidesTable label={texts.typesLabel} title={texts.title} heads={HEADS}>
      {months.map((month) => {
        const isWhole = month.month === 'all';
        const isShown = search.month === month.month && !isWhole;
        const toggle = () => go({
          ...search, type: month.type, day: undefined,
          month: isShown ? undefined : month.month,
        });
        const name = monthName(month);
        return (
          <Fragment key={`${month.type} ${month.month}`}>
            <SidesRow
              name={name}
              sides={month}
              outcome={<Outcome {...month} />}
              onToggle={isWhole ? undefined : toggle}
              isShown={isShown}
              openLabel={texts.openMonth(name)}
            />
            {isShown ? <MonthDays run={run} month={month} search={search} go={go} /> : null}
          </Fragment>
        );
      })}
    </SidesTable>
  );
}
