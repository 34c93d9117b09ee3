import { Button } from '@mantine/core';
import type { ClipboardEvent } from 'react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { DealCard } from '#contract/deals';
import { defaultVatRate } from '#contract/vat';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { ruDeal } from '../../texts/ru-deal.ts';
import { announce } from '../../ui/announce.ts';
import { formatMoney, formatSum } from '../../ui/format.ts';
import { IconCopy, IconPackage, IconPlus } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { EmptyState } from '../../ui/states.tsx';
import { toast } from '../../ui/toast-store.ts';
import { findByArticle, readProduct, rowsOfPasted } from './offer-products.ts';
import { OfferRowLine } from './offer-row.tsx';
import type { RowActions } from './offer-row.tsx';
import { emptyRow, isBlank, totalsOf, withProduct } from './offer-rows.ts';
import type { OfferRow } from './offer-rows.ts';
import { isSpecification, readPasted } from './paste-lines.ts';
import type { PastedLine } from './paste-lines.ts';
import { useOffer } from './use-offer.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

const PasteDialog = lazy(() =>
  import('./paste-dialog.tsx').then((module) => ({ default: module.PasteDialog })));

const { goods } = ruDeal;
const STATES: Record<Offer['state'], string> = {
  saved: goods.savedState, dirty: goods.saving, saving: goods.saving, failed: goods.unsaved,
  invalid: goods.unsaved,
};

const vatToday = () => defaultVatRate(new Date().toISOString().slice(0, 10));
const withNew = (rows: OfferRow[], more: OfferRow[]) =>
  [...rows.filter((row) => !isBlank(row)), ...more];

function useRowActions({ rows, change }: Offer): RowActions {
  return useMemo(() => ({
    onField: (index, patch) => change((all) =>
      all.map((row, at) => (at === index ? { ...row, ...patch } : row))),
    onArticle: (index) => {
      const row = rows[index];
      if (!row?.article.trim() || row.name.trim()) return;
      findByArticle(row.article.trim()).then((product) => {
        if (product) change((all) => all.map((each, at) =>
          (at === index ? withProduct(each, product) : each)));
      }).catch(() => undefined);
    },
    onRemove: (index) => {
      const removed = rows[index];
      change((all) => all.filter((_, at) => at !== index));
      if (!removed || isBlank(removed)) return;
      toast(goods.removed, {
        detail: removed.name,
        undo: () => change((all) => all.toSpliced(index, 0, removed)),
      });
    },
  }), [rows, change]);
}

function useAdding({ change }: Offer) {
  return {
    addBlank: () => change((rows) => [...rows, emptyRow(vatToday())]),
    addProduct: (id: number) => {
      readProduct(id).then((product) => change((rows) =>
        withNew(rows, [withProduct(emptyRow(vatToday()), product)]))).catch(() => undefined);
    },
    addPasted: async (lines: PastedLine[], faultCount: number) => {
      const more = await rowsOfPasted(lines, vatToday());
      change((rows) => withNew(rows, more));
      const text = goods.pasted(more.length);
      announce(text);
      toast(text, faultCount > 0 ? { detail: goods.pasteFaults(faultCount) } : {});
    },
  };
}

function OfferTable({ offer, actions }: { offer: Offer; actions: RowActions }) {
  const totals = totalsOf(offer.rows);
  return (
    <div className={plain.scroll}>
      <table className={`${plain.table} ${css.table}`} aria-label={goods.offer}>
        <thead>
          <tr>
            <th scope="col">{goods.article}</th>
            <th scope="col">{goods.name}</th>
            <th scope="col" className={plain.number}>{goods.quantity}</th>
            <th scope="col">{goods.unit}</th>
            <th scope="col" className={plain.number}>{goods.price}</th>
            <th scope="col" className={plain.number}>{goods.discount}</th>
            <th scope="col" className={plain.number}>{goods.sum}</th>
            <th scope="col">{goods.vat}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {offer.rows.map((row, index) => (
            // Rows have no identity of their own: their place is what a person sees.
            // oxlint-disable-next-line react/no-array-index-key
            <OfferRowLine key={index} row={row} index={index} actions={actions} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={6}>
              {goods.total}{' '}
              <span className={css.quiet}>{goods.totalVat(formatMoney(totals.vatKopecks))}</span>
            </td>
            <td className={plain.number}>{formatSum(totals.sumKopecks)}</td>
            <td colSpan={2} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function OfferHead({ offer, onPaste, onAdd }: {
  offer: Offer; onPaste: () => void; onAdd: () => void;
}) {
  return (
    <header className={css.head}>
      <h3 className={css.title}>{goods.offer}</h3>
      {offer.rows.length > 0 ? (
        <span className={css.state} data-state={offer.state} role="status">
          {STATES[offer.state]}
        </span>
      ) : null}
      <span className={css.space} />
      <Button variant="default" leftSection={<IconCopy size={15} stroke={1.6} />} onClick={onPaste}>
        {goods.paste}
      </Button>
      <Button variant="default" leftSection={<IconPlus size={15} stroke={1.75} />} onClick={onAdd}>
        {goods.add}
      </Button>
    </header>
  );
}

/** The offer that a salesperson keeps: typed, found in the catalogue or pasted from Excel. */
export function OfferGrid({ deal, onConflict }: { deal: DealCard; onConflict: () => void }) {
  const offer = useOffer(deal, onConflict);
  const actions = useRowActions(offer);
  const adding = useAdding(offer);
  const [isPasting, setPasting] = useState(false);

  function onPaste(event: ClipboardEvent) {
    const text = event.clipboardData.getData('text/plain');
    if (!isSpecification(text)) return;
    event.preventDefault();
    const { lines, faultCount } = readPasted(text);
    if (lines.length > 0) void adding.addPasted(lines, faultCount);
  }

  return (
    <section aria-label={goods.offer} onPaste={onPaste}>
      <OfferHead offer={offer} onPaste={() => setPasting(true)} onAdd={adding.addBlank} />
      {offer.rows.length > 0 ? <OfferTable offer={offer} actions={actions} /> : null}
      {offer.rows.length === 0 && deal.amountSource !== 'onec' ? (
        <EmptyState
          icon={<IconPackage size={20} stroke={1.5} />}
          title={goods.offerEmptyTitle}
          hint={goods.offerEmptyHint}
        />
      ) : null}
      <div className={css.add}>
        <div className={css.find}>
          <ReferenceSelect
            aria-label={goods.find}
            placeholder={goods.find}
            source="products"
            value={null}
            onChange={(product) => product && adding.addProduct(product.id)}
          />
        </div>
        <span className={css.quiet}>{deal.amountSource === 'onec' ? goods.offerHint : null}</span>
      </div>
      <Suspense>
        {isPasting ? (
          <PasteDialog
            onClose={() => setPasting(false)}
            onPaste={(pasted) => {
              setPasting(false);
              void adding.addPasted(pasted.lines, pasted.faultCount);
            }}
          />
        ) : null}
      </Suspense>
    </section>
  );
}
