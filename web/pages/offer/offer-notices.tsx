import { Button } from '@mantine/core';
import { defaultVatRate, vatRateOn } from '#contract/vat';
import { ruOffer } from '../../texts/ru-offer.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import type { Clash } from './merge-sheets.ts';
import type { OfferRow } from './offer-rows.ts';
import { isLine } from './offer-rows.ts';
import type { SheetColumn } from './sheet-columns.ts';
import { today } from './today.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

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

/** Lines at the main rate of other years: an offer written last December is sold in January. */
function OldRates({ offer }: { offer: Offer }) {
  const day = today();
  const old = offer.sheet.rows.filter((row) => isLine(row)
    && vatRateOn(day, row.vatRate) !== row.vatRate);
  if (old.length === 0) return null;
  const rate = defaultVatRate(day);
  return (
    <div className={css.notice} role="status">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <p className={css.noticeText}>{ruOffer.oldRate(old.length, rate)}</p>
      <Button
        variant="default"
        onClick={() => offer.change((sheet) => ({
          ...sheet,
          rows: sheet.rows.map((row) => (isLine(row)
            ? { ...row, vatRate: vatRateOn(day, row.vatRate) } : row)),
        }))}
      >
        {ruOffer.renewRate(rate)}
      </Button>
    </div>
  );
}

export function OfferNotices({ offer, columns }: { offer: Offer; columns: SheetColumn[] }) {
  return (
    <>
      {offer.clashes.length > 0 ? <Clashes offer={offer} columns={columns} /> : null}
      <OldRates offer={offer} />
    </>
  );
}
