import { InlineText } from '../../form/inline-text.tsx';
import { readRoubles } from '../../form/read-roubles.ts';
import type { DealCard } from '#contract/deals';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatMoney, formatSum } from '../../ui/format.ts';
import type { DealEditor } from './use-deal.ts';

const label = ruDeal.props.estimate;

/** A guess of the sum, until lines or an order of 1C say better. */
export function EstimateField({ deal, save }: { deal: DealCard; save: DealEditor['save'] }) {
  const kopecks = deal.estimateKopecks ?? 0;
  if (!deal.may.edit) return kopecks ? formatMoney(kopecks) : null;
  return (
    <InlineText
      label={label}
      value={kopecks ? formatSum(kopecks) : null}
      shown={formatMoney(kopecks)}
      faultOf={(text) => (readRoubles(text) === null ? ru.filter.badNumber : null)}
      onSave={(text) => {
        const next = text ? readRoubles(text) ?? 0 : 0;
        save({ label, body: { estimateKopecks: next }, shown: { estimateKopecks: next } });
      }}
    />
  );
}
