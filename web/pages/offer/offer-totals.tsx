import { useMemo } from 'react';
import { marginPercent } from '#contract/line-sums';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatMoney } from '../../ui/format.ts';
import { isLine, totalMargin, totalsOf } from './offer-rows.ts';
import type { OfferRow } from './offer-rows.ts';
import { pricesIncludeVat } from './use-offer-acts.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

/** Of the lines whose purchase price is known; how many are not is said beside it. */
function Margin({ rows }: { rows: OfferRow[] }) {
  const margin = totalMargin(rows);
  if (!margin) return null;
  const percent = marginPercent(margin.kopecks, margin.sumKopecks);
  return (
    <span className={css.fact}>
      {ruOffer.marginTotal} <b>{formatMoney(margin.kopecks)}</b>
      {percent === null ? null : ` · ${percent}\u00a0%`}
      {margin.unknownCount > 0 ? `, ${ruOffer.marginUnknown(margin.unknownCount)}` : ''}
    </span>
  );
}

export function OfferTotals({ offer, seesCost }: { offer: Offer; seesCost: boolean }) {
  const { rows } = offer.sheet;
  const totals = useMemo(() => totalsOf(rows), [rows]);
  const isIncluded = pricesIncludeVat(offer.sheet);
  const facts = [
    ...(totals.discountKopecks > 0 ? [
      [ruOffer.goods, totals.goodsKopecks], [ruOffer.discountTotal, -totals.discountKopecks],
    ] as const : []),
    [isIncluded ? ruOffer.vat : ruOffer.vatOnTopTotal, totals.vatKopecks] as const,
  ];
  return (
    <footer className={css.totals} aria-label={ruOffer.total}>
      <span className={css.quiet}>{ruOffer.lines(rows.filter(isLine).length)}</span>
      <span className={css.space} />
      {seesCost ? <Margin rows={rows} /> : null}
      {facts.map(([label, kopecks]) => (
        <span key={label} className={css.fact}>{label} <b>{formatMoney(kopecks)}</b></span>
      ))}
      <span className={css.grand}>
        {ruOffer.total} <b>{formatMoney(totals.totalKopecks)}</b>
      </span>
    </footer>
  );
}
