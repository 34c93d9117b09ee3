import { Button, Popover, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ruOffer } from '../../texts/ru-offer.ts';
import { announce } from '../../ui/announce.ts';
import { Segments } from '../../ui/segments.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { OfferSheet } from './offer-rows.ts';
import { ROUNDINGS, withDiscount, withRoundPrices } from './price-acts.ts';
import type { Rows } from './price-acts.ts';
import type { Block } from './sheet-edits.ts';
import { pricesIncludeVat } from './use-offer-acts.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

const { prices: texts } = ruOffer;

/** Whether prices hold the tax: of the whole document, as 1C has it. */
function VatMode({ offer }: { offer: Offer }) {
  return (
    <Segments
      label={ruOffer.vatMode}
      value={pricesIncludeVat(offer.sheet) ? 'in' : 'top'}
      items={[
        { value: 'in', label: ruOffer.vatIncluded }, { value: 'top', label: ruOffer.vatOnTop },
      ]}
      onChange={(value) => offer.change((sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row) => (
          row.isSection ? row : { ...row, vatIncluded: value === 'in' })),
      }))}
    />
  );
}

/** A discount on everything, prices without kopecks: of the whole sheet or the selected rows. */
export function PricesMenu({ offer, block }: { offer: Offer; block: Block }) {
  const isBlock = block.top !== block.bottom;
  const [wide, setWide] = useState<'all' | 'rows'>('all');
  const [discount, setDiscount] = useState('');
  const [error, setError] = useState('');
  const rows: Rows = wide === 'rows' && isBlock ? block : null;

  function apply(next: OfferSheet, said: string) {
    offer.change(() => next);
    toast(said, { undo: offer.undo });
    announce(said);
  }

  function onDiscount(event: FormEvent) {
    event.preventDefault();
    const next = withDiscount(offer.sheet, rows, discount || '0');
    setError(next ? '' : texts.badDiscount);
    if (next) apply(next, texts.discounted);
  }

  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" disabled={!offer.sheet.rows.some((row) => !row.isSection)}>
          {texts.menu}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.menu}>
        <div className={css.columns}>
          <VatMode offer={offer} />
          {isBlock ? (
            <Segments
              label={texts.where}
              value={wide}
              items={[{ value: 'all', label: texts.all },
                { value: 'rows', label: texts.rows(block.bottom - block.top + 1) }]}
              onChange={setWide}
            />
          ) : null}
          <form className={css.inForm} onSubmit={onDiscount}>
            <TextInput
              label={texts.discount}
              placeholder="5 %"
              value={discount}
              error={error}
              maxLength={12}
              onChange={(event) => setDiscount(event.currentTarget.value)}
            />
            <Button type="submit" variant="default">{texts.apply}</Button>
          </form>
          <div role="group" aria-label={texts.round} className={css.roundings}>
            <span className={css.quiet}>{texts.round}</span>
            {ROUNDINGS.map((to) => (
              <Button
                key={to}
                variant="default"
                onClick={() => apply(withRoundPrices(offer.sheet, rows, to), texts.rounded)}
              >
                {texts.to(to)}
              </Button>
            ))}
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
