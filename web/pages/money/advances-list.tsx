import { Link } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { advancesList } from '#contract/advances';
import type { AdvancePart } from '#contract/advances';
import { choiceLabel } from '#contract/choice-labels';
import { call } from '../../api/client.ts';
import { keyOf } from '../../api/query.ts';
import { paths } from '../../paths.ts';
import { ruMoney } from '../../texts/ru-money.ts';
import { formatDay, formatIn, formatNumber, formatSum } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import type { MoneyColumn } from '../deal/money-table.tsx';
import { PartsPanel } from './parts-panel.tsx';
import type { ReportView } from './use-report.ts';
import css from './money.module.css';

const { advances: texts } = ruMoney;
const PAGE = '100';

function kindOf({ kind, direction }: AdvancePart): string {
  const name = choiceLabel('paymentKinds', kind);
  return direction === 'out' ? `${name}, ${texts.refund}` : name;
}

const COLUMNS: MoneyColumn<AdvancePart>[] = [
  {
    id: 'company', header: texts.company,
    cell: ({ company }) => (
      <Link to={paths.company(company.id)} className={css.deal}>{company.name}</Link>
    ),
  },
  {
    id: 'day', header: texts.day,
    cell: ({ paidOn }) => (paidOn === null ? '' : formatDay(paidOn)),
  },
  { id: 'kind', header: texts.kind, cell: kindOf },
  {
    id: 'number', header: texts.number,
    cell: ({ number }) => <span className={plain.code}>{number}</span>,
  },
  {
    id: 'purpose', header: texts.purpose,
    cell: ({ purpose }) => (
      <span className={css.company} title={purpose ?? undefined}>{purpose}</span>
    ),
  },
  {
    id: 'responsible', header: texts.responsible, cell: ({ responsible }) => responsible?.name,
  },
  { id: 'days', header: texts.days, number: true, cell: ({ days }) => formatNumber(days) },
  {
    id: 'total', header: texts.total, number: true, cell: (part) => formatSum(part.totalKopecks),
  },
  {
    id: 'sum', header: texts.left, number: true, strong: true, seenFirst: true,
    cell: (part) => formatSum(part.kopecks),
  },
];

/** Payments that an advance is made of, the oldest first, and their exact sum. */
export function AdvancesList({ view, cell }: { view: ReportView; cell: string }) {
  const { currency } = view.search;
  const ask = { filter: cell, ...(currency ? { currency } : {}) };
  const query = useInfiniteQuery({
    queryKey: [...keyOf(advancesList), ask],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => call(advancesList, {
      query: {
        ...ask, limit: PAGE,
        ...(pageParam ? { cursor: pageParam } : { total: '1' as const, sums: 'kopecks' }),
      },
      signal,
    }),
    getNextPageParam: (page) => page.cursor,
  });
  const [first] = query.data?.pages ?? [];
  const sum = first?.sums?.['kopecks'];
  const total = first?.total ?? 0;
  return (
    <PartsPanel view={view} query={query} columns={COLUMNS} none={texts.none}
      title={sum === undefined ? ruMoney.inside
        : `${formatIn(sum, currency)} · ${formatNumber(total)} ${texts.count(total)}`}
    />
  );
}
