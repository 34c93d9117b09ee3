import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isTime } from '#contract/money-reports';
import type { MoneyReport, ReportRow } from '#contract/money-reports';
import { paths } from '../../paths.ts';
import { useCards } from '../../table/use-row-height.ts';
import { ruMoney } from '../../texts/ru-money.ts';
import { formatNumber, formatSum } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { dealsFilterOf, dealsSearchOf, joinFilters } from './deals-filter.ts';
import { hasParts, isShared } from './use-report.ts';
import type { ReportView } from './use-report.ts';
import css from './money.module.css';

type Line = Omit<ReportRow, 'title'> & { title: ReactNode };

/** A figure that opens what it is made of: stages of payment, or deals in their list. */
function Figure({ view, kopecks, filter, column, label }: {
  view: ReportView; kopecks: number; filter: string; column: string; label: string;
}) {
  if (kopecks === 0) return <span className={css.zero}>–</span>;
  const text = formatSum(kopecks);
  if (hasParts(view.name)) {
    return (
      <Link to="." search={{ ...view.search, cell: filter } as never} className={css.figure}
        aria-label={`${label}: ${text}`}
      >
        {text}
      </Link>
    );
  }
  const deals = dealsFilterOf(view.name, filter);
  return deals === null ? <>{text}</> : (
    <Link to={paths.dealsList()} search={dealsSearchOf(deals, column)} className={css.figure}
      aria-label={`${label}: ${text}`}
    >
      {text}
    </Link>
  );
}

function Cells({ view, report, line, label }: {
  view: ReportView; report: MoneyReport; line: Line; label: string;
}) {
  const { isCards } = useCards();
  const total = withTotal(report) ? (
    <td className={`${plain.number} ${plain.strong}`}>
      <Figure view={view} kopecks={line.totalKopecks} filter={line.filter} column="total"
        label={`${label}, ${ruMoney.total}`}
      />
    </td>
  ) : null;
  return (
    <>
      {isCards ? total : null}
      <td className={plain.number}>{formatNumber(line.count)}</td>
      {report.columns.map((column, index) => (
        <td key={column.key} className={plain.number} data-meaning={column.meaning}>
          <Figure
            view={view}
            kopecks={line.kopecks[index] ?? 0}
            filter={joinFilters(line.filter, column.filter)}
            column={column.key}
            label={`${label}, ${column.title}`}
          />
        </td>
      ))}
      {isCards ? null : total}
    </>
  );
}

/** One column that is the whole needs no total beside it. */
const withTotal = (report: MoneyReport) => isShared(report) && report.columns.length > 1;

/** On a phone the total stands beside the name, where it is seen without scrolling. */
function Head({ view, report }: { view: ReportView; report: MoneyReport }) {
  const { isCards } = useCards();
  const total = withTotal(report) ? (
    <th scope="col" className={plain.number}>{ruMoney.total}</th>
  ) : null;
  return (
    <tr>
      <th scope="col">{ruMoney.rowHeads[report.by]}</th>
      {isCards ? total : null}
      <th scope="col" className={plain.number}>
        {ruMoney.counted[view.name === 'advances' ? 'payments' : 'deals'].head}
      </th>
      {report.columns.map((column) => (
        <th key={column.key} scope="col" className={plain.number}>{column.title}</th>
      ))}
      {isCards ? null : total}
    </tr>
  );
}

/** Rows by columns, each figure a door to its list; the last row is the total of everything. */
export function ReportTable({ view, report }: { view: ReportView; report: MoneyReport }) {
  const name = ruMoney.names[view.name];
  const untitled = isTime(report.by) ? ruMoney.noWeek : ruMoney.nothing;
  return (
    // A wide table scrolls sideways on a phone, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={ruMoney.table(name)} tabIndex={0}>
      <table className={`${plain.table} ${css.report}`} aria-label={name}>
        <thead>
          <Head view={view} report={report} />
        </thead>
        <tbody>
          {report.rows.map((row) => (
            <tr key={row.filter}>
              <td className={css.rowName} title={row.title ?? undefined}>
                {row.title ?? untitled}
              </td>
              <Cells view={view} report={report} line={row} label={row.title ?? untitled} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{ruMoney.total}</td>
            <Cells view={view} report={report} line={{ ...report.totals, title: '' }}
              label={ruMoney.total}
            />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
