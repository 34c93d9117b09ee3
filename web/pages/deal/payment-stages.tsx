import { coveredPercent } from '#contract/money';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatDay, formatDue, formatMoney, formatPercent } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import type { Order, Stage1c } from './use-deal-money.ts';
import css from './payment-stages.module.css';

const { pay } = ruDeal;
const KIND_OF: Record<Stage1c['state'], string> = {
  covered: 'ok', partly: 'warn', waiting: 'plain', overdue: 'bad',
};

function factOf(stage: Stage1c): string {
  if (stage.state === 'covered') return pay.covered;
  const due = stage.payOn ? pay.due(formatDay(stage.payOn), formatDue(stage.payOn)) : pay.noDate;
  return stage.coveredKopecks > 0
    ? `${pay.partly(formatMoney(stage.coveredKopecks))}, ${due}` : due;
}

/** «Аванс 50 %»: the share of the order that this stage asks for. */
function titleOf(stage: Stage1c, order: Order): string {
  const percent = coveredPercent(stage.sumKopecks, order.totalKopecks);
  const name = pay.variants[stage.variant] ?? stage.variant;
  return percent === null ? name : `${name} ${formatPercent(percent)}`;
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
            <li
              key={`${stage.variant}-${index}`}
              className={css.stage}
              data-meaning={stage.state === 'waiting' && stage.variant === 'beforeShipment'
                ? 'warn' : KIND_OF[stage.state]}
            >
              <p className={css.name}>
                {titleOf(stage, order)}
                {scheduled.length > 1 ? ` · ${pay.stageOrder(order.number)}` : ''}
              </p>
              <p className={css.sum}><Money kopecks={stage.sumKopecks} /></p>
              <p className={css.fact}>{factOf(stage)}</p>
            </li>
          ))}
        </ul>
      ))}
    </>
  );
}
