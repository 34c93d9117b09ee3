import { Button } from '@mantine/core';
import { useState } from 'react';
import { defaultVatRate } from '#contract/vat';
import type { VatRegime } from '#contract/vat';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { announce } from '../../ui/announce.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import type { Clash } from './merge-sheets.ts';
import type { OfferRow } from './offer-rows.ts';
import type { SheetColumn } from './sheet-columns.ts';
import { today } from './today.ts';
import type { Offer } from './use-offer.ts';
import { strangeRates, withDueRates } from './vat-acts.ts';
import css from './offer-grid.module.css';

const { vatRates: texts } = ruOffer;

function withTheirs(row: OfferRow, { field, theirs }: Clash): OfferRow {
  if (field === 'vatIncluded') return { ...row, vatIncluded: theirs === 'true' };
  return field in row
    ? { ...row, [field]: theirs } : { ...row, extra: { ...row.extra, [field]: theirs } };
}

/** Cells that two people changed at once: what is mine stays until I decide. */
function Clashes({ offer, columns }: { offer: Offer; columns: SheetColumn[] }) {
  const { clashes, sheet } = offer;
  const titleOf = (field: string) => columns.find(({ id }) => id === field)?.title ?? field;
  const positionOf = (key: string) => sheet.rows.findIndex((row) => row.key === key) + 1;

  function takeTheirs() {
    offer.change((now) => ({
      ...now,
      rows: now.rows.map((row) => clashes.filter(({ key }) => key === row.key)
        .reduce(withTheirs, row)),
    }));
    offer.settleClashes();
  }

  return (
    <div className={css.notice} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <div className={css.noticeText}>
        <p>{ruOffer.clashTitle}</p>
        <ul className={css.clashes}>
          {clashes.map((clash) => (
            <li key={`${clash.key} ${clash.field}`}>
              {ruOffer.clash(positionOf(clash.key), titleOf(clash.field).toLowerCase(),
                clash.mine, clash.theirs)}
            </li>
          ))}
        </ul>
      </div>
      <Button variant="default" onClick={takeTheirs}>{ruOffer.takeTheirs}</Button>
      <Button variant="default" onClick={offer.settleClashes}>{ruOffer.keepMine}</Button>
    </div>
  );
}

/** Lines at rates that the seller does not charge today: of last year, of another entity. */
function StrangeRates({ offer, regime }: { offer: Offer; regime: VatRegime }) {
  const [keptFor, setKeptFor] = useState<VatRegime | null>(null);
  const seller = { day: today(), regime };
  const count = strangeRates(offer.sheet, seller);
  if (count === 0 || keptFor === regime) return null;

  function recount() {
    offer.change((sheet) => withDueRates(sheet, seller));
    toast(texts.recounted(count), { undo: offer.undo });
    announce(texts.recounted(count));
  }

  return (
    <div className={css.notice} role="status">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <p className={css.noticeText}>
        {texts.strange(count, ruDeal.vatRate(defaultVatRate(seller)))}
      </p>
      <Button variant="default" onClick={recount}>{texts.recount}</Button>
      <Button variant="default" onClick={() => setKeptFor(regime)}>{texts.keep}</Button>
    </div>
  );
}

export function OfferNotices({ offer, columns, regime }: {
  offer: Offer; columns: SheetColumn[]; regime: VatRegime;
}) {
  return (
    <>
      {offer.clashes.length > 0 ? <Clashes offer={offer} columns={columns} /> : null}
      <StrangeRates offer={offer} regime={regime} />
    </>
  );
}
