import type { KeyboardEvent } from 'react';
import { memo } from 'react';
import { VAT_RATES } from '#contract/vat';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatSum } from '../../ui/format.ts';
import { IconTrash } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { faultyField, sumsOf, vatRateOf } from './offer-rows.ts';
import type { OfferField, OfferRow } from './offer-rows.ts';
import css from './offer-grid.module.css';

const { goods } = ruDeal;

export type RowActions = {
  onField: (index: number, patch: Partial<OfferRow>) => void;
  onArticle: (index: number) => void;
  onRemove: (index: number) => void;
};

type CellProps = {
  row: OfferRow; index: number; field: OfferField; label: string; fault: OfferField | null;
  actions: RowActions;
};

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
  if (!step) return;
  const cell = event.currentTarget.closest('td');
  const row = cell?.closest('tr');
  const next = (step > 0 ? row?.nextElementSibling : row?.previousElementSibling) as
    HTMLTableRowElement | null | undefined;
  const field = next?.cells[cell?.cellIndex ?? 0]?.querySelector<HTMLElement>('input');
  if (!field) return;
  event.preventDefault();
  field.focus();
}

function Cell({ row, index, field, label, fault, actions }: CellProps) {
  const isText = field === 'name' || field === 'article' || field === 'unit';
  return (
    <input
      className={css.input}
      data-number={isText ? undefined : true}
      aria-label={goods.cellOf(label, index + 1)}
      aria-invalid={fault === field || undefined}
      inputMode={isText ? 'text' : 'decimal'}
      value={row[field]}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => actions.onField(index, { [field]: event.currentTarget.value })}
      onBlur={field === 'article' ? () => actions.onArticle(index) : undefined}
      onKeyDown={moveFocus}
    />
  );
}

/** One line being typed; arrows and Enter go to the same column of the neighbour row. */
export const OfferRowLine = memo(function OfferRowLine({ row, index, actions }: {
  row: OfferRow; index: number; actions: RowActions;
}) {
  const fault = faultyField(row);
  const sums = sumsOf(row);
  const cell = (field: OfferField, label: string) => (
    <Cell {...{ row, index, field, label, fault, actions }} />
  );
  return (
    <tr>
      <td className={css.article}>{cell('article', goods.article)}</td>
      <td className={css.name}>{cell('name', goods.name)}</td>
      <td className={css.short}>{cell('quantity', goods.quantity)}</td>
      <td className={css.unit}>{cell('unit', goods.unit)}</td>
      <td className={css.price}>{cell('price', goods.price)}</td>
      <td className={css.short}>{cell('discount', goods.discount)}</td>
      <td className={plain.number}>
        <span className={plain.strong}>{sums ? formatSum(sums.sumKopecks) : ''}</span>
      </td>
      <td className={css.vat}>
        <select
          className={css.select}
          aria-label={goods.cellOf(goods.vat, index + 1)}
          value={row.vatRate}
          onChange={(event) => actions.onField(index, {
            vatRate: vatRateOf(event.currentTarget.value, row.vatRate),
          })}
        >
          {VAT_RATES.map((rate) => <option key={rate} value={rate}>{ruDeal.vatRate(rate)}</option>)}
        </select>
      </td>
      <td className={css.remove}>
        <button
          type="button"
          aria-label={goods.remove(row.name || String(index + 1))}
          onClick={() => actions.onRemove(index)}
        >
          <IconTrash size={15} stroke={1.6} aria-hidden />
        </button>
      </td>
    </tr>
  );
});
