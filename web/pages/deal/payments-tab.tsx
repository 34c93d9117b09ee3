import type { DealMoney } from '#contract/payments';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatDay, formatSum } from '../../ui/format.ts';
import { IconCash, IconLock } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { EmptyState } from '../../ui/states.tsx';
import { paidSums, whyPaymentIsOut } from './counted.ts';
import { MoneyTable, OutTag, StateTag } from './money-table.tsx';
import type { MoneyColumn } from './money-table.tsx';
import { PaymentStages } from './payment-stages.tsx';
import type { Invoice1c, Payment1c } from './use-deal-money.ts';
import css from './money-tab.module.css';

const { pay } = ruDeal;

function documentOf(payment: Payment1c): string {
  const kind = pay.kinds[payment.kind] ?? payment.kind;
  return payment.direction === 'out' ? `${kind}, ${pay.refund}` : kind;
}

const sumOf = (kopecks: number, currency: string) =>
  (currency === 'RUB' ? formatSum(kopecks) : `${formatSum(kopecks)} ${currency}`);

function paymentColumns(orders: DealMoney['orders']): MoneyColumn<Payment1c>[] {
  return [
    { id: 'date', header: pay.date, cell: (row) => (row.paidAt ? formatDay(row.paidAt) : '') },
    {
      id: 'document', header: pay.document,
      cell: (row) => <span title={row.purpose ?? undefined}>{documentOf(row)}</span>,
    },
    {
      id: 'uid', header: pay.uid,
      cell: (row) => <span className={plain.code} title={row.uid}>{row.number}</span>,
    },
    ...(orders.length > 1 ? [{
      id: 'order', header: pay.order,
      cell: (row: Payment1c) => <span className={plain.code}>{row.orderNumber}</span>,
    }] : []),
    {
      id: 'sum', header: pay.sum, number: true, strong: true, seenFirst: true,
      cell: (row) => sumOf(row.sumKopecks, row.currency),
    },
    {
      id: 'state', header: pay.status, seenFirst: true,
      cell: (row) => {
        const why = whyPaymentIsOut(row, orders);
        return why ? <OutTag why={why} /> : <StateTag state={row.state} names={pay.states} />;
      },
    },
  ];
}

/** In whose name it was issued: the word of its order. */
function sellerOf({ orderUid }: Invoice1c, orders: DealMoney['orders']): string {
  const order = orders.find(({ uid }) => uid === orderUid);
  return order?.ownEntity?.name ?? order?.organization ?? '';
}

const invoiceColumns = (orders: DealMoney['orders']): MoneyColumn<Invoice1c>[] => [
  {
    id: 'number', header: pay.invoice,
    cell: (row) => <span className={plain.code}>{row.number}</span>,
  },
  {
    id: 'seller', header: ruDeal.props.ownEntity, cell: (row) => sellerOf(row, orders),
  },
  {
    id: 'date', header: pay.issued,
    cell: (row) => (row.invoicedAt ? formatDay(row.invoicedAt) : ''),
  },
  { id: 'due', header: pay.payUntil, cell: (row) => (row.dueOn ? formatDay(row.dueOn) : '') },
  {
    id: 'sum', header: pay.sum, number: true, strong: true, seenFirst: true,
    cell: (row) => sumOf(row.totalKopecks, row.currency),
  },
  {
    id: 'state', header: pay.status, seenFirst: true,
    cell: (row) => <StateTag state={row.state} names={pay.states} />,
  },
];

const isVoid = (row: { state: string }) =>
  row.state !== 'posted' && row.state !== 'unconfirmed';

/** Payments as 1C keeps them: cancelled and deleted ones stay, struck through. */
export function PaymentsTab({ money }: { money: DealMoney }) {
  const { orders, payments, invoices } = money;
  return (
    <div className={css.tab}>
      <PaymentStages orders={orders} />
      {payments.length > 0 ? (
        <div className={css.table}>
          <MoneyTable
            label={pay.table}
            rows={payments}
            columns={paymentColumns(orders)}
            keyOf={(row, index) => `${row.uid}-${index}`}
            isVoid={isVoid}
            total={{ label: pay.total, sums: paidSums(money) }}
          />
        </div>
      ) : (
        <EmptyState
          icon={<IconCash size={20} stroke={1.5} />}
          title={pay.none}
          hint={pay.noneHint}
        />
      )}
      {invoices.length > 0 ? (
        <>
          <h3 className={css.heading}>{pay.invoices}</h3>
          <MoneyTable
            label={pay.invoices}
            rows={invoices}
            columns={invoiceColumns(orders)}
            keyOf={(row) => row.uid}
            isVoid={isVoid}
          />
        </>
      ) : null}
      <p className={css.note}><IconLock size={13} stroke={1.75} aria-hidden />{pay.readOnly}</p>
    </div>
  );
}
