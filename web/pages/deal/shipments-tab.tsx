import type { DealMoney } from '#contract/payments';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatDay, formatIn, formatSum } from '../../ui/format.ts';
import { IconLock, IconTruckDelivery } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { EmptyState } from '../../ui/states.tsx';
import { quantityText } from '../offer/line-text.ts';
import { shippedSums, whyShipmentIsOut } from './counted.ts';
import { MoneyTable, OutTag, StateTag } from './money-table.tsx';
import type { MoneyColumn } from './money-table.tsx';
import { ShippedLines } from './shipped-lines.tsx';
import type { Shipment1c } from './use-deal-money.ts';
import css from './money-tab.module.css';

const { pay, ship } = ruDeal;

function contentOf({ lines }: Shipment1c): string {
  return lines.map(({ name, article, quantity, unit }) =>
    `${name || article || ''} × ${quantityText(quantity)}${unit ? ` ${unit}` : ''}`).join(', ');
}

/** A shipment has the currency of its orders. */
function sumOf(row: Shipment1c, orders: DealMoney['orders']): string {
  const currency = orders.find(({ uid }) => uid === row.lines[0]?.orderUid)?.currency;
  return currency === undefined || currency === 'RUB' ? formatSum(row.sumKopecks)
    : formatIn(row.sumKopecks, currency);
}

const columnsOf = (orders: DealMoney['orders']): MoneyColumn<Shipment1c>[] => [
  { id: 'date', header: pay.date, cell: (row) => (row.shippedAt ? formatDay(row.shippedAt) : '') },
  { id: 'kind', header: ship.kind, cell: (row) => ship.kinds[row.kind] ?? row.kind },
  {
    id: 'number', header: pay.uid,
    cell: (row) => <span className={plain.code} title={row.uid}>{row.number}</span>,
  },
  ...(orders.length > 1 ? [{
    id: 'order', header: pay.order,
    cell: (row: Shipment1c) => <span className={plain.code}>{row.orderNumbers.join(', ')}</span>,
  }] : []),
  {
    id: 'content', header: ship.what,
    cell: (row) => <span className={css.content} title={contentOf(row)}>{contentOf(row)}</span>,
  },
  {
    id: 'sum', header: pay.sum, number: true, strong: true, seenFirst: true,
    cell: (row) => sumOf(row, orders),
  },
  {
    id: 'state', header: pay.status, seenFirst: true,
    cell: (row) => {
      const why = whyShipmentIsOut(row, orders);
      return why ? <OutTag why={why} />
        : <StateTag state={row.state} names={pay.shipmentStates} />;
    },
  },
];

/** What of each line was shipped, and the documents that carried it. */
export function ShipmentsTab({ money }: { money: DealMoney }) {
  const { shipments, orders } = money;
  return (
    <div className={css.tab}>
      <ShippedLines orders={orders} />
      {shipments.length === 0 ? (
        <EmptyState
          icon={<IconTruckDelivery size={20} stroke={1.5} />}
          title={ship.none}
          hint={ship.noneHint}
        />
      ) : (
        <>
          <h3 className={css.heading}>{ship.documents}</h3>
          <MoneyTable
            label={ship.table}
            rows={shipments}
            columns={columnsOf(orders)}
            keyOf={(row) => row.uid}
            isVoid={(row) => row.state !== 'posted'}
            total={{ label: ship.total, sums: shippedSums(money) }}
          />
        </>
      )}
      <p className={css.note}><IconLock size={13} stroke={1.75} aria-hidden />{ship.readOnly}</p>
    </div>
  );
}
