import type { DealMoney } from '#contract/payments';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatDay, formatSum } from '../../ui/format.ts';
import { IconLock, IconTruckDelivery } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { EmptyState } from '../../ui/states.tsx';
import { MoneyTable, StateTag } from './money-table.tsx';
import type { MoneyColumn } from './money-table.tsx';
import type { Shipment1c } from './use-deal-money.ts';
import css from './money-tab.module.css';

const { pay, ship } = ruDeal;

const COLUMNS: MoneyColumn<Shipment1c>[] = [
  { id: 'date', header: pay.date, cell: (row) => (row.shippedAt ? formatDay(row.shippedAt) : '') },
  { id: 'kind', header: ship.kind, cell: (row) => ship.kinds[row.kind] ?? row.kind },
  {
    id: 'number', header: pay.uid,
    cell: (row) => <span className={plain.code} title={row.uid}>{row.number}</span>,
  },
  {
    id: 'sum', header: pay.sum, number: true, strong: true,
    cell: (row) => formatSum(row.sumKopecks),
  },
  {
    id: 'state', header: pay.status,
    cell: (row) => <StateTag state={row.state} names={pay.shipmentStates} />,
  },
];

export function ShipmentsTab({ money }: { money: DealMoney }) {
  const { shipments } = money;
  if (shipments.length === 0) {
    return (
      <EmptyState
        icon={<IconTruckDelivery size={20} stroke={1.5} />}
        title={ship.none}
        hint={ship.noneHint}
      />
    );
  }
  return (
    <div className={css.tab}>
      <MoneyTable
        label={ship.table}
        rows={shipments}
        columns={COLUMNS}
        keyOf={(row) => row.uid}
        isVoid={(row) => row.state !== 'posted'}
        foot={(
          <tr>
            <td colSpan={3}>{ship.total}</td>
            <td className={plain.number}>{formatSum(money.shippedKopecks)}</td>
            <td />
          </tr>
        )}
      />
      <p className={css.note}><IconLock size={13} stroke={1.75} aria-hidden />{ship.readOnly}</p>
    </div>
  );
}
