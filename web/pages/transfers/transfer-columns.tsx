import type { TransferItem } from '#contract/transfers';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import type { DataColumn } from '../../table/data-table.tsx';
import { formatMoment, formatPercent, formatShortName } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import { TransferState } from './transfer-state.tsx';

const { columns: titles } = ruTransfers;

type Side = 'given' | 'received';

/** The person first: of a cut cell the department is missed least. */
const nameOf = ({ department, employee }: TransferItem['from']) =>
  [employee && formatShortName(employee.name), department?.name].filter(Boolean).join(', ');

function Outcome({ deal }: { deal: TransferItem['deal'] }) {
  if (deal.isOpen) return <Tag>{ruTransfers.open}</Tag>;
  return deal.isWon
    ? <Tag meaning="ok">{ruTransfers.won}</Tag> : <Tag meaning="bad">{ruTransfers.lost}</Tag>;
}

export const transferColumns = (side: Side, seesMoney: boolean): DataColumn<TransferItem>[] => [
  {
    id: 'number', header: titles.number, widthPx: 100, leastPx: 96,
    cell: ({ deal }) => <span className={plain.code}>{deal.number}</span>,
  },
  {
    id: 'title', header: titles.title, widthPx: 240, leastPx: 170, grows: true,
    cell: ({ deal }) => deal.title,
  },
  {
    id: 'other', header: side === 'given' ? titles.to : titles.from, widthPx: 220, leastPx: 150,
    cell: (row) => nameOf(side === 'given' ? row.to : row.from),
  },
  {
    id: 'when', header: titles.when, widthPx: 120, leastPx: 100, sortField: 'createdAt',
    cell: (row) => formatMoment(row.createdAt),
  },
  {
    id: 'state', header: titles.state, widthPx: 130, leastPx: 120, sortField: 'acceptUntil',
    cell: (row) => <TransferState transfer={row} />,
  },
  {
    id: 'reason', header: titles.reason, widthPx: 190, leastPx: 130,
    cell: (row) => row.returnReason ?? row.reason,
  },
  {
    id: 'outcome', header: titles.outcome, widthPx: 110, leastPx: 100,
    cell: ({ deal }) => <Outcome deal={deal} />,
  },
  ...(seesMoney ? [{
    id: 'paid', header: titles.paid, widthPx: 84, align: 'right' as const, sortField: 'paidPercent',
    cell: ({ deal }: TransferItem) =>
      (deal.paidPercent === null ? null : formatPercent(deal.paidPercent)),
  }] : []),
];
