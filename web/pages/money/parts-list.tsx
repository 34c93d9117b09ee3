import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { choiceLabel } from '#contract/choice-labels';
import { duePartsList } from '#contract/money-reports';
import type { DuePart, PartReport } from '#contract/money-reports';
import { call } from '../../api/client.ts';
import { keyOf } from '../../api/query.ts';
import { paths } from '../../paths.ts';
import { ruMoney } from '../../texts/ru-money.ts';
import { formatDay, formatIn, formatNumber, formatSum } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import type { MoneyColumn } from '../deal/money-table.tsx';
import { dealsFilterOf, dealsSearchOf } from './deals-filter.ts';
import { PartsPanel } from './parts-panel.tsx';
import type { ReportView } from './use-report.ts';
import css from './money.module.css';

const { parts: texts } = ruMoney;
const PAGE = '100';

function columnsOf(name: PartReport): MoneyColumn<DuePart>[] {
  return [
    {
      id: 'deal', header: texts.deal,
      cell: ({ deal }) => (
        <Link to={paths.deal(deal.id)} search={{ tab: 'payments' } as never} className={css.deal}>
          <span className={plain.code}>{deal.number}</span> {deal.title}
        </Link>
      ),
    },
    {
      id: 'company', header: texts.company,
      cell: ({ company }) => <span className={css.company}>{company?.name}</span>,
    },
    {
      id: 'order', header: texts.order,
      cell: ({ orderNumber }) => <span className={plain.code}>{orderNumber}</span>,
    },
    {
      id: 'stage', header: texts.stage,
      cell: ({ variant }) =>
        (variant === null ? texts.beyond : choiceLabel('stageVariants', variant)),
    },
    {
      id: 'day', header: name === 'receivables' ? texts.aged : texts.payOn,
      cell: ({ payOn, agedOn }) => {
        const day = payOn ?? agedOn;
        return day ? formatDay(day) : '';
      },
    },
    {
      id: 'late', header: texts.late, number: true,
      cell: ({ daysLate }) => (daysLate > 0 ? <span className={css.late}>{daysLate}</span> : ''),
    },
    {
      id: 'responsible', header: texts.responsible,
      cell: ({ responsible }) => responsible?.name,
    },
    {
      id: 'sum', header: texts.sum, number: true, strong: true, seenFirst: true,
      cell: (part) => formatSum(
        name === 'receivables' ? part.receivableKopecks : part.uncoveredKopecks),
    },
  ];
}

function useParts(view: ReportView, name: PartReport, cell: string) {
  const measure = name === 'receivables' ? 'receivableKopecks' : 'uncoveredKopecks';
  const { currency } = view.search;
  const ask = { filter: cell, ...(currency ? { currency } : {}) };
  const query = useInfiniteQuery({
    queryKey: [...keyOf(duePartsList), name, ask],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call(duePartsList, {
      params: { report: name },
      query: {
        ...ask, limit: PAGE,
        ...(pageParam ? { cursor: pageParam } : { total: '1' as const, sums: measure }),
      },
      signal,
    }),
    getNextPageParam: (page) => page.cursor,
  });
  const [first] = query.data?.pages ?? [];
  return { query, total: first?.total, sum: first?.sums?.[measure] };
}

/** The stages of payment that a figure is made of, the oldest first, and their exact sum. */
export function PartsList({ view, name, cell }: {
  view: ReportView; name: PartReport; cell: string;
}) {
  const { query, total, sum } = useParts(view, name, cell);
  const deals = view.search.currency ? null : dealsFilterOf(name, cell);
  return (
    <PartsPanel
      view={view}
      query={query}
      columns={columnsOf(name)}
      none={texts.none}
      title={sum === undefined ? ruMoney.inside
        : `${formatIn(sum, view.search.currency)} · ${formatNumber(total ?? 0)} ${
          texts.count(total ?? 0)}`}
    >
      {deals === null ? null : (
        <Link to={paths.dealsList()} search={dealsSearchOf(deals, name)}
          className={css.inDeals}>
          {ruMoney.inDeals}
        </Link>
      )}
    </PartsPanel>
  );
}
