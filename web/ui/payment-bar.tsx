import type { Kopecks, Percent } from '#contract/money';
import { ru } from '../texts/ru.ts';
import { Bar } from './bar.tsx';
import { formatCardTotal, formatMoney, formatPercent, formatRoubles } from './format.ts';
import css from './payment-bar.module.css';

const NBSP = '\u00a0';

type PaymentBarProps = {
  totalKopecks: Kopecks;
  paidKopecks: Kopecks;
  /** Integer, floored, as the server computed it; null without a sum. */
  paidPercent: Percent | null;
  /** When everything is paid, how much has been shipped is what matters next. */
  shippedPercent?: Percent | null;
  overdue?: boolean;
};

function Outcome({ paidKopecks, paidPercent, shippedPercent, overdue }: PaymentBarProps) {
  if (paidPercent === 100 && shippedPercent) {
    return <span className={css.ok}>{ru.money.shipped} {formatPercent(shippedPercent)}</span>;
  }
  if (paidKopecks === 0) {
    return <span className={overdue ? css.bad : css.dim}>{ru.money.unpaid}</span>;
  }
  return (
    <span className={overdue ? css.bad : css.dim}>
      {paidPercent === null ? ru.money.overpaid : formatPercent(paidPercent)}
    </span>
  );
}

/** The bar of a deal card with «paid из total ₽ · %» under it. */
export function PaymentBar(props: PaymentBarProps) {
  const { totalKopecks, paidKopecks, paidPercent, overdue } = props;
  const partly = paidKopecks > 0 && paidPercent !== 100;
  return (
    <div>
      <Bar percent={paidPercent} kind={overdue ? 'bad' : 'paid'} label={ru.money.paid} />
      <div className={css.line}>
        <span
          className={css.sums}
          title={`${formatMoney(paidKopecks)} ${ru.money.of} ${formatMoney(totalKopecks)}`}
        >
          {partly ? (
            <>
              <b>{formatRoubles(paidKopecks)}</b>
              <span className={css.dim}> {ru.money.of} {formatCardTotal(totalKopecks)}</span>
            </>
          ) : <b>{formatRoubles(totalKopecks)}{NBSP}₽</b>}
        </span>
        <Outcome {...props} />
      </div>
    </div>
  );
}
