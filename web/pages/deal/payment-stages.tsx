import { coveredPercent } from '#contract/money';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatDay, formatDue, formatIn, formatPercent } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import type { Order, Stage1c } from './use-deal-money.ts';
import css from './payment-stages.module.css';

const { pay } = ruDeal;
const KIND_OF: Record<Stage1c['state'], string> = {
  covered: 'ok', partly: 'warn', waiting: 'plain', overdue: 'bad',
};

/** The fact: when it was paid, or how long one waits for it. */
function factOf(stage: Stage1c): string {
  const { state, payOn, coveredOn, daysLate } = stage;
  if (state === 'covered') {
    const paid = coveredOn ? pay.coveredOn(formatDay(coveredOn)) : pay.covered;
    return daysLate > 0 ? `${paid}, ${pay.late(daysLate)}` : paid;
  }
  if (state === 'overdue') return pay.overdueBy(daysLate);
  return payOn ? formatDue(payOn) : pay.noDate;
}

/** «Аванс 50 %»: the share of the order that this stage asks for. */
function titleOf(stage: Stage1c, order: Order): string {
  const percent = coveredPercent(stage.sumKopecks, order.totalKopecks);
  const name = pay.variants[stage.variant] ?? stage.variant;
  return percent === null ? name : `${name} ${formatPercent(percent)}`;
}

const planOf = ({ payOn }: Stage1c) => (payOn ? pay.plan(formatDay(payOn)) : pay.noDate);

function Stage({ stage, order, isOneOfMany }: {
  stage: Stage1c; order: Order; isOneOfMany: boolean;
}) {
  const { sumKopecks, coveredKopecks } = stage;
  const isPartly = coveredKopecks > 0 && coveredKopecks < sumKopecks;
  return (
    <li
      className={css.stage}
      data-meaning={stage.state === 'waiting' && stage.variant === 'beforeShipment'
        ? 'warn' : KIND_OF[stage.state]}
    >
      <p className={css.name}>
        {titleOf(stage, order)}
        {isOneOfMany ? ` · ${pay.stageOrder(order.number)}` : ''}
      </p>
      <p className={css.sum}>
        {order.currency === 'RUB' ? <Money kopecks={sumKopecks} />
          : formatIn(sumKopecks, order.currency)}
      </p>
      {isPartly ? (
        <p className={css.part}>
          {pay.partly(formatIn(coveredKopecks, order.currency),
            formatIn(sumKopecks - coveredKopecks, order.currency))}
        </p>
      ) : null}
      <p className={css.fact}>
        <span className={css.plan}>{planOf(stage)}</span>
        {factOf(stage) === planOf(stage) ? null : ` · ${factOf(stage)}`}
      </p>
    </li>
  );
}

/** The schedule of payments, plan against fact, a tile for a stage. */
export function PaymentStages({ orders }: { orders: Order[] }) {
  const scheduled = orders.filter((order) => order.counts && order.stages.length > 0);
  if (scheduled.length === 0) return null;
  return (
    <>
      {scheduled.map((order) => (
        <ul key={order.uid} className={css.stages} aria-label={`${pay.stages}: ${order.number}`}>
          {order.stages.map((stage, index) => (
            <Stage
              key={`${stage.variant}-${index}`}
              stage={stage}
              order={order}
              isOneOfMany={scheduled.length > 1}
            />
          ))}
        </ul>
      ))}
    </>
  );
}
