import { useMemo } from 'react';
import type { DealItem, Pipeline } from '#contract/deals';
import { ruDeals } from '../../texts/ru-deals.ts';
import type { CellEdit, DataColumn } from '../../table/data-table.tsx';
import { Person } from '../../ui/avatar.tsx';
import { Bar } from '../../ui/bar.tsx';
import {
  daysUntil, formatDay, formatIn, formatNearDay, formatPercent, formatSum,
} from '../../ui/format.ts';
import { StageName } from '../../ui/stage-dot.tsx';
import { renameDeal } from './rename-deal.ts';
import { findStage } from './use-deals-view.ts';
import css from './deal-columns.module.css';

function Stage({ deal, pipelines }: { deal: DealItem; pipelines: Pipeline[] }) {
  const stage = findStage(pipelines, deal.stageId);
  return stage ? <StageName color={stage.colour} name={stage.name} /> : null;
}

function Paid({ deal }: { deal: DealItem }) {
  if (deal.paidPercent === null) return null;
  return (
    <span className={css.paid}>
      <span className={css.bar}>
        <Bar
          percent={deal.paidPercent}
          kind={deal.overdueKopecks ? 'bad' : 'paid'}
          label={`${deal.number}: ${ruDeals.paid}`}
        />
      </span>
      {formatPercent(deal.paidPercent)}
    </span>
  );
}

function Deferred({ day, isOpen }: { day: string | null; isOpen: boolean }) {
  if (!day) return null;
  const isLate = isOpen && daysUntil(day) < 0;
  return <span data-late={isLate || undefined} className={css.deferred}>{formatNearDay(day)}</span>;
}

/** Roubles, other currencies beside them: a deal in euro alone is not worth nothing. */
function worthOf({ amountKopecks, otherCurrencies }: DealItem): string | null {
  if (amountKopecks === null) return null;
  const own = amountKopecks !== 0 || otherCurrencies.length === 0 ? [formatSum(amountKopecks)] : [];
  const others = otherCurrencies.map((other) => formatIn(other.amountKopecks, other.currency));
  return [...own, ...others].join(' + ');
}

/** A cell has room for one sum; what stands beside it is named there and told by the title. */
function Worth({ deal }: { deal: DealItem }) {
  const whole = worthOf(deal);
  const { amountKopecks, otherCurrencies: others } = deal;
  if (!amountKopecks || others.length === 0) return <span title={whole ?? undefined}>{whole}</span>;
  const names = others.map(({ currency }) => currency).join(', ');
  return <span title={whole ?? undefined}>{`${formatSum(amountKopecks)} + ${names}`}</span>;
}

const { columns: titles } = ruDeals;

const MONEY_COLUMNS: DataColumn<DealItem>[] = [
  {
    id: 'amountKopecks', header: titles.amount,
    widthPx: 132, leastPx: 116, align: 'right', isOnec: true,
    sortField: 'amountKopecks',
    cell: (deal) => <Worth deal={deal} />,
    copy: (deal) => worthOf(deal) ?? '',
  },
  {
    id: 'paidPercent', header: titles.paid,
    widthPx: 114, leastPx: 104, sortField: 'paidPercent', isOnec: true,
    cell: (deal) => <Paid deal={deal} />,
  },
  {
    id: 'shippedPercent', header: titles.shipped, widthPx: 76, align: 'right', isOnec: true,
    sortField: 'shippedPercent',
    cell: (deal) => (deal.shippedPercent ? formatPercent(deal.shippedPercent) : null),
  },
  {
    id: 'deferredUntil', header: titles.deferred,
    widthPx: 98, sortField: 'deferredUntil',
    isOnec: true,
    cell: (deal) => <Deferred day={deal.deferredUntil} isOpen={deal.isOpen} />,
  },
];

type ListRights = { seesMoney: boolean; edits: boolean };

const TITLE_EDIT = {
  text: (deal: DealItem) => deal.title,
  save: (deal: DealItem, title: string) => void renameDeal(deal, title),
};

const editOf = (edits: boolean, edit: CellEdit<DealItem>) => (edits ? { edit } : {});

/** Columns of the list; those of money only for who may see it. */
export function useDealColumns(pipelines: Pipeline[], rights: ListRights): DataColumn<DealItem>[] {
  const { seesMoney, edits } = rights;
  return useMemo(() => [
    {
      id: 'number', header: titles.number, widthPx: 96,
      cell: (deal) => <span className={css.number}>{deal.number}</span>,
      copy: (deal) => deal.number,
    },
    {
      id: 'title', header: titles.title,
      widthPx: 210, leastPx: 186, grows: true, sortField: 'title',
      cell: (deal) => deal.title,
      ...editOf(edits, TITLE_EDIT),
    },
    {
      id: 'company', header: titles.company, widthPx: 154, leastPx: 118, sortField: 'company.name',
      cell: (deal) => deal.company?.name,
      ...editOf(edits, { text: (deal) => deal.company?.name ?? '', source: 'companies' }),
    },
    {
      id: 'stage', header: titles.stage, widthPx: 160, leastPx: 154, sortField: 'stage',
      cell: (deal) => <Stage deal={deal} pipelines={pipelines} />,
      ...editOf(edits, {
        text: (deal) => findStage(pipelines, deal.stageId)?.name ?? '', source: 'stages',
      }),
    },
    ...(seesMoney ? MONEY_COLUMNS : []),
    {
      id: 'responsible', header: titles.responsible,
      widthPx: 148, leastPx: 132, sortField: 'responsible.name',
      cell: (deal) => (deal.responsible ? <Person name={deal.responsible.name} /> : null),
      ...editOf(edits, { text: (deal) => deal.responsible?.name ?? '', source: 'employees' }),
    },
    {
      id: 'createdAt', header: titles.created, widthPx: 104, leastPx: 78, sortField: 'createdAt',
      cell: (deal) => formatDay(deal.createdAt),
    },
  ], [pipelines, seesMoney, edits]);
}
