import { InlineMoney } from '../../form/inline-money.tsx';
import type { DealCard } from '#contract/deals';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatMoney } from '../../ui/format.ts';
import type { DealEditor } from './use-deal.ts';

const label = ruDeal.props.estimate;

/** A guess of the sum, until lines or an order of 1C say better. */
export function EstimateField({ deal, save }: { deal: DealCard; save: DealEditor['save'] }) {
  const kopecks = deal.estimateKopecks ?? 0;
  if (!deal.may.edit) return kopecks ? formatMoney(kopecks) : null;
  return (
    <InlineMoney
      label={label}
      kopecks={kopecks}
      onSave={(estimateKopecks) =>
        save({ label, body: { estimateKopecks }, shown: { estimateKopecks } })}
    />
  );
}
