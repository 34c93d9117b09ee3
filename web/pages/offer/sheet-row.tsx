import type { ReactNode } from 'react';
import { memo } from 'react';
import { ruOffer } from '../../texts/ru-offer.ts';
import type { OfferRow } from './offer-rows.ts';
import type { SheetColumn } from './sheet-columns.ts';
import { widthOf } from './sheet-columns.ts';
import css from './sheet.module.css';

type SheetRowProps = {
  id: string;
  /** Null is the blank row under the last one. */
  row: OfferRow | null;
  index: number;
  columns: SheetColumn[];
  startPx: number;
  /** Columns by number: the active one, "from-to" of the selected ones, the edited one. */
  active: number | null;
  selected: string | null;
  editing: number | null;
  editor: ReactNode;
  /** What the lines under a heading add up to. */
  subtotal: string | null;
};

function textOf({ row, subtotal }: SheetRowProps, column: SheetColumn): string {
  if (!row) return '';
  return row.isSection && column.id === 'sum' ? subtotal ?? '' : column.text(row);
}

function marksOf(row: OfferRow | null, column: SheetColumn) {
  if (!row) return {};
  return {
    // Names and articles are longer than their cells.
    ...(column.edit === 'product' ? { title: column.text(row) } : {}),
    ...(column.isFaulty?.(row)
      ? { 'aria-invalid': true, title: ruOffer.wants[column.id] ?? ruOffer.wantsOther } : {}),
    ...(column.id === 'article' && row.productId ? { 'data-linked': true } : {}),
  };
}

export const SheetRow = memo(function SheetRow(props: SheetRowProps) {
  const { id, row, index, columns, active, selected, editing, editor } = props;
  const [from = -1, to = -1] = selected?.split('-').map(Number) ?? [];
  const isSelected = (place: number) => selected !== null && place >= from && place <= to;
  return (
    <div
      className={css.row}
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      data-section={row?.isSection || undefined}
      style={{ transform: `translateY(${props.startPx}px)` }}
    >
      <div
        className={css.number}
        role="rowheader"
        aria-colindex={1}
        data-column={-1}
        data-grip={(row && selected === `0-${columns.length - 1}`) || undefined}
      >
        {row ? index + 1 : '+'}
      </div>
      {columns.map((column, place) => (
        <div
          key={column.id}
          id={`${id}-${index}-${place}`}
          className={css.cell}
          role="gridcell"
          aria-colindex={place + 2}
          aria-selected={place === active || isSelected(place)}
          data-column={place}
          data-align={column.align}
          data-kind={column.id}
          data-active={place === active || undefined}
          data-selected={isSelected(place) || undefined}
          style={widthOf(column)}
          {...marksOf(row, column)}
        >
          {place === editing ? editor : textOf(props, column)}
        </div>
      ))}
    </div>
  );
});
