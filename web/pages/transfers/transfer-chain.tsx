import { useQuery } from '@tanstack/react-query';
import { dealTransfers } from '#contract/transfers';
import type { Transfer } from '#contract/transfers';
import { routeQuery } from '../../api/query.ts';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import { formatMoment } from '../../ui/format.ts';
import { TransferState } from './transfer-state.tsx';
import css from './transfers.module.css';

function Step({ step }: { step: Transfer }) {
  const nameOf = ({ department, employee }: Transfer['from']) =>
    [department?.name, employee?.name].filter(Boolean).join(', ');
  return (
    <li className={css.step}>
      <p>{nameOf(step.from)} → {nameOf(step.to)} <TransferState transfer={step} /></p>
      <p className={css.fact}>
        {formatMoment(step.createdAt)}{step.createdBy ? ` · ${step.createdBy.name}` : ''}
      </p>
      <p className={css.fact}>{step.returnReason ?? step.reason}</p>
    </li>
  );
}

/** The way of a deal through departments; a deal that was never given shows nothing. */
export function TransferChain({ dealId, className }: {
  dealId: number; className: string | undefined;
}) {
  const { data } = useQuery(routeQuery(dealTransfers, { params: { id: dealId } }));
  if (!data || data.length === 0) return null;
  return (
    <section className={className} aria-label={ruTransfers.chain}>
      <h2 className={css.heading}>{ruTransfers.chain}</h2>
      <ol>{data.map((step) => <Step key={step.id} step={step} />)}</ol>
    </section>
  );
}
