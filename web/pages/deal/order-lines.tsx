import type { ReactNode } from 'react';
import { coveredPercent } from '#contract/money';
import type { OrderGoods } from '#contract/payments';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatDay, formatIn, formatSum } from '../../ui/format.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { Lock } from '../../ui/lock.tsx';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import { addedText, MoneyTable } from './money-table.tsx';
import type { MoneyColumn } from './money-table.tsx';
import { quantityText, priceText } from '../offer/line-text.ts';
import { onecColumns } from '../offer/take-lines.ts';
import type { Order, OrderRow } from './use-deal-money.ts';
import css from './goods-tab.module.css';

const { goods } = ruDeal;

type GoodsRow = OrderGoods['lines'][number];

function Shipped({ line }: { line: GoodsRow }) {
  if (line.cancelled) return <Tag>{goods.cancelled}</Tag>;
  const shipped = Number(line.shippedQuantity) - Number(line.returnedQuantity);
  const percent = coveredPercent(
    Math.round(shipped * 1000), Math.round(Number(line.quantity) * 1000));
  return (
    <span className={css.shipped}>
      <span className={css.shippedBar}>
        <Bar percent={percent} kind="shipped" label={`${line.name}: ${goods.shipped}`} />
      </span>
      {goods.of(quantityText(String(shipped)), quantityText(line.quantity))}
    </span>
  );
}

const hasDiscount = (line: OrderRow) => Number(line.discountPercent ?? 0) > 0;

type Shown = {
  order: Order;
  /** Names of 1C's own columns that are left out. */
  hidden: ReadonlySet<string>;
  /** Cost and margin: on the screen of those who may see them, never on paper. */
  seesCost?: boolean;
};

/** What it is and how much of it. */
const WHAT: MoneyColumn<GoodsRow>[] = [
  {
    id: 'article', header: goods.article,
    cell: (line) => <span className={plain.code}>{line.article}</span>,
  },
  {
    id: 'name', header: goods.name,
    cell: (line) => (
      <span className={css.name}>
        {line.name}
        {line.characteristic ? <span className={css.quiet}> {line.characteristic}</span> : null}
      </span>
    ),
  },
  {
    id: 'quantity', header: goods.quantity, number: true,
    cell: (line) => `${quantityText(line.quantity)} ${line.unit ?? ''}`.trim(),
  },
];

/** How far it has gone, and when the rest goes. */
const whenOf = (lines: readonly GoodsRow[]): MoneyColumn<GoodsRow>[] => [
  { id: 'shipped', header: goods.shipped, cell: (line) => <Shipped line={line} /> },
  ...(lines.some((line) => line.shipOn) ? [{
    id: 'shipOn', header: goods.shipOn,
    cell: (line: GoodsRow) => (line.shipOn ? formatDay(line.shipOn) : ''),
  }] : []),
];

function columnsOf({ order, hidden, seesCost }: Shown): MoneyColumn<OrderRow>[] {
  return [
    ...WHAT,
    {
      id: 'price', header: goods.priceIn(order.currency), number: true,
      cell: (line) => (line.price === null ? '' : priceText(line.price)),
    },
    ...(order.lines.some(hasDiscount) ? [{
      id: 'discount', header: goods.discount, number: true,
      cell: (line: OrderRow) => (hasDiscount(line) ? quantityText(line.discountPercent ?? '') : ''),
    }] : []),
    {
      id: 'sum', header: goods.sumIn(order.currency), number: true, strong: true,
      cell: (line) => formatSum(line.sumKopecks),
    },
    { id: 'vat', header: goods.vat, number: true, cell: (line) => ruDeal.vatRate(line.vatRate) },
    ...whenOf(order.lines),
    ...onecColumns([order]).filter((name) => !hidden.has(name)).map((name) => ({
      id: `extra.${name}`, header: name,
      cell: (line: OrderRow) => addedText(line.extra[name] ?? ''),
    })),
    ...(seesCost && order.lines.some(({ cost }) => cost) ? MARGIN : []),
  ];
}

const costOf = ({ cost }: OrderRow) => (cost ? Math.round(Number(cost) * 100) : null);

/** 1C tells what the whole line costs. */
const MARGIN: MoneyColumn<OrderRow>[] = [
  {
    id: 'cost', header: goods.cost, number: true,
    cell: (line) => {
      const cost = costOf(line);
      return cost === null ? '' : formatSum(cost);
    },
  },
  {
    id: 'margin', header: ruOffer.margin, number: true,
    cell: (line) => {
      const cost = costOf(line);
      return cost === null || line.cancelled ? '' : formatSum(line.sumKopecks - cost);
    },
  },
];

function OrderState({ order }: { order: Pick<Order, 'deleted' | 'posted' | 'status'> }) {
  if (order.deleted) return <Tag meaning="bad">{goods.deleted}</Tag>;
  if (!order.posted) return <Tag meaning="warn">{goods.unposted}</Tag>;
  return order.status ? <Tag>{order.status}</Tag> : null;
}

function vatOf(order: Order): number {
  return order.lines.filter((line) => !line.cancelled)
    .reduce((sum, line) => sum + line.vatKopecks, 0);
}

/** Which order it is, that 1C keeps it, how it stands there. */
function Head({ order, children }: {
  order: Pick<Order, 'number' | 'orderedAt' | 'deleted' | 'posted' | 'status'>;
  children?: ReactNode;
}) {
  return (
    <header className={css.orderHead}>
      <Title order={order} />
      <Lock words />
      <OrderState order={order} />
      {children}
    </header>
  );
}

function Title({ order }: { order: Pick<Order, 'number' | 'orderedAt'> }) {
  return (
    <h3 className={css.orderTitle}>
      {order.orderedAt
        ? goods.orderOf(order.number, formatDay(order.orderedAt)) : goods.order(order.number)}
    </h3>
  );
}

/** What 1C says otherwise than the deal, or alone: people decide, this is only shown. */
function Said({ order }: { order: Order }) {
  const known = Object.entries(goods.said)
    .map(([name, label]) => [label, order.said[name as keyof Order['said']]] as const)
    .filter(([, value]) => value !== null);
  if (known.length === 0) return null;
  return (
    <dl className={css.said} aria-label={goods.saidOf(order.number)}>
      {known.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd title={value ?? undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One order of 1C for who may not see its money. */
export function OrderGoodsLines({ order }: { order: OrderGoods }) {
  return (
    <section
      className={css.order}
      data-void={!order.counts || undefined}
      aria-label={goods.order(order.number)}
    >
      <Head order={order} />
      <MoneyTable
        label={`${goods.order(order.number)}: ${ruDeal.tabs.goods}`}
        rows={order.lines}
        columns={[...WHAT, ...whenOf(order.lines)]}
        keyOf={(line) => String(line.position)}
        isVoid={(line) => line.cancelled || !order.counts}
      />
    </section>
  );
}

/** One order of 1C: its lines to read, its total from the header of the document. */
export function OrderLines(shown: Shown & { tools?: ReactNode }) {
  const { order } = shown;
  const columns = columnsOf(shown);
  const vat = vatOf(order);
  const before = columns.findIndex((column) => column.id === 'sum');
  return (
    <section
      className={css.order}
      data-void={!order.counts || undefined}
      aria-label={goods.order(order.number)}
    >
      <Head order={order}>
        {order.organization ? (
          <span className={css.quiet} title={order.organization}>
            {order.ownEntity?.name ?? order.organization}
          </span>
        ) : null}
        {shown.tools}
      </Head>
      <Said order={order} />
      <MoneyTable
        label={`${goods.order(order.number)}: ${ruDeal.tabs.goods}`}
        rows={order.lines}
        columns={columns}
        keyOf={(line) => String(line.position)}
        isVoid={(line) => line.cancelled || !order.counts}
        foot={(
          <tr>
            <td colSpan={before}>
              {goods.total}
              {vat > 0 ? (
                <span className={css.quiet}> {goods.totalVat(formatIn(vat, order.currency))}</span>
              ) : null}
            </td>
            <td className={plain.number}>{formatSum(order.totalKopecks)}</td>
            <td colSpan={columns.length - before - 1} />
          </tr>
        )}
      />
      {order.linesDifferKopecks !== 0 ? (
        <p className={css.differ} title={goods.differHint}>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
          {goods.differ(formatIn(order.linesDifferKopecks, order.currency))}. {goods.differHint}
        </p>
      ) : null}
    </section>
  );
}
