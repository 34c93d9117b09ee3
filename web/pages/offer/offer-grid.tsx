import { useLocalStorage } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import type { DealCard } from '#contract/deals';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatMoney } from '../../ui/format.ts';
import { isBlank, totalsOf } from './offer-rows.ts';
import { OfferHead } from './offer-head.tsx';
import { OfferNotices } from './offer-notices.tsx';
import { columnsWith } from './sheet-columns.ts';
import type { Block } from './sheet-edits.ts';
import { Sheet } from './sheet.tsx';
import { pricesIncludeVat, useOfferActs } from './use-offer-acts.ts';
import { useOffer } from './use-offer.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

const PasteDialog = lazy(() =>
  import('./paste-dialog.tsx').then((module) => ({ default: module.PasteDialog })));
const PasteReport = lazy(() =>
  import('./paste-report.tsx').then((module) => ({ default: module.PasteReport })));

const { goods } = ruDeal;
const FIRST: Block = { top: 0, bottom: 0, left: 0, right: 0 };

function Totals({ offer }: { offer: Offer }) {
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
      <span className={css.quiet}>{ruOffer.lines(rows.filter((row) => !isBlank(row)).length)}</span>
      <span className={css.space} />
      {facts.map(([label, kopecks]) => (
        <span key={label} className={css.fact}>{label} <b>{formatMoney(kopecks)}</b></span>
      ))}
      <span className={css.grand}>
        {ruOffer.total} <b>{formatMoney(totals.totalKopecks)}</b>
      </span>
    </footer>
  );
}

/** The offer that a salesperson keeps: typed, found in the catalogue or pasted from Excel. */
export function OfferGrid({ deal }: { deal: DealCard }) {
  const offer = useOffer(deal);
  const [hiddenIds, setHiddenIds] = useLocalStorage<string[]>({
    key: 'verstak.offer.hidden', defaultValue: [], getInitialValueInEffect: false,
  });
  const hidden = useMemo(() => new Set(hiddenIds), [hiddenIds]);
  const added = offer.sheet.columns;
  const columns = useMemo(() => columnsWith(added, hidden), [added, hidden]);
  const acts = useOfferActs(offer, columns);
  const [block, setBlock] = useState(FIRST);
  const [isPasting, setPasting] = useState(false);
  const onBlock = useCallback((next: Block) => setBlock(next), []);
  return (
    <section aria-label={goods.offer}>
      <OfferHead
        offer={offer}
        acts={acts}
        block={block}
        hidden={hidden}
        onHidden={(next) => setHiddenIds([...next])}
        onPaste={() => setPasting(true)}
      />
      <OfferNotices offer={offer} columns={columns} />
      <Sheet
        rows={offer.sheet.rows}
        columns={columns}
        onText={acts.onText}
        onPick={acts.pick}
        run={acts.run}
        onCopy={acts.onCopy}
        onPaste={acts.onPaste}
        onBlock={onBlock}
      />
      {offer.sheet.rows.length > 0 ? <Totals offer={offer} /> : null}
      <p className={css.hint}>
        {offer.sheet.rows.length === 0 && deal.amountSource !== 'onec'
          ? `${ruOffer.emptyTitle}. ${ruOffer.emptyHint}` : ruOffer.keys}
        {deal.amountSource === 'onec' ? ` ${goods.offerHint}` : ''}
      </p>
      <Suspense>
        {isPasting ? (
          <PasteDialog
            onClose={() => setPasting(false)}
            onPaste={(text) => {
              setPasting(false);
              void acts.addSpecification(text, offer.sheet.rows.length);
            }}
          />
        ) : null}
        {acts.report ? (
          <PasteReport
            report={acts.report}
            onChoose={acts.choose}
            onClose={acts.closeReport}
            onUndo={() => {
              offer.undo();
              acts.closeReport();
            }}
          />
        ) : null}
      </Suspense>
    </section>
  );
}
