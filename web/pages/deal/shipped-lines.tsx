import { coveredPercent } from '#contract/money';
import { ruDeal } from '../../texts/ru-deal.ts';
import { Bar } from '../../ui/bar.tsx';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import { quantityText } from '../offer/line-text.ts';
import { MoneyTable } from './money-table.tsx';
import type { MoneyColumn } from './money-table.tsx';
import type { Order, OrderRow } from './use-deal-money.ts';
import css from './money-tab.module.css';

const { ship, goods } = ruDeal;
const inThousandths = (quantity: string) => Math.round(Number(quantity) * 1000);
const orNothing = (quantity: string) => (Number(quantity) === 0 ? '' : quantityText(quantity));

function Left({ line }: { line: OrderRow }) {
  if (line.cancelled) return <Tag>{ship.cancelled}</Tag>;
  const ordered = inThousandths(line.quantity);
  return (
    <span className={css.left}>
      <span className={css.leftBar}>
        <Bar
          percent={coveredPercent(ordered - inThousandths(line.leftQuantity), ordered)}
          kind="shipped"
          label={`${line.name}: ${ship.shipped}`}
        />
      </span>
      <b>{quantityText(line.leftQuantity)}</b>
    </span>
  );
}

const COLUMNS: MoneyColumn<OrderRow>[] = [
  {
    id: 'article', header: goods.article,
    cell: (line) => <span className={plain.code}>{line.article}</span>,
  },
  {
    id: 'name', header: goods.name,
    cell: (line) => [line.name, line.characteristic].filter(Boolean).join(' '),
  },
  {
    id: 'ordered', header: ship.ordered, number: true,
    cell: (line) => `${quantityText(line.quantity)} ${line.unit ?? ''}`.trim(),
  },
  {
    id: 'shipped', header: ship.shipped, number: true,
    cell: (line) => quantityText(line.shippedQuantity),
  },
  {
    id: 'returned', header: ship.returned, number: true,
    cell: (line) => orNothing(line.returnedQuantity),
  },
  {
    id: 'left', header: ship.left, number: true, seenFirst: true,
    cell: (line) => <Left line={line} />,
  },
];

/** Line by line: ordered, shipped, returned and left, of every order that counts. */
export function ShippedLines({ orders }: { orders: Order[] }) {
  return orders.filter((order) => order.counts && order.lines.length > 0).map((order) => {
    const live = order.lines.filter((line) => !line.cancelled);
    const left = live.filter((line) => Number(line.leftQuantity) > 0).length;
    return (
      <section key={order.uid}>
        <h3 className={css.heading}>
          {goods.order(order.number)}
          <span className={css.dim}> · {ship.allLeft(left, live.length)}</span>
        </h3>
        <MoneyTable
          label={ship.lines(order.number)}
          rows={order.lines}
          columns={COLUMNS}
          keyOf={(line) => String(line.position)}
          isVoid={(line) => line.cancelled}
        />
      </section>
    );
  });
}
