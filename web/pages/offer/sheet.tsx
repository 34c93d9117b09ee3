import { useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import type { ClipboardEvent, ReactNode, RefObject } from 'react';
import { useEffect, useId, useRef } from 'react';
import type { ProductHit } from '#contract/catalog';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatSum } from '../../ui/format.ts';
import type { OfferRow } from './offer-rows.ts';
import type { SheetColumn } from './sheet-columns.ts';
import { leastWidthOf, scrolledTo, widthOf } from './sheet-columns.ts';
import { SheetEditor } from './sheet-editor.tsx';
import type { Leave } from './sheet-editor.tsx';
import type { Block } from './sheet-edits.ts';
import type { Spot } from './sheet-keys.ts';
import { SheetRow } from './sheet-row.tsx';
import { usePointer } from './use-pointer.ts';
import { useSheet } from './use-sheet.ts';
import type { ActKind, SheetCursor } from './use-sheet.ts';
import css from './sheet.module.css';

export const ROW_PX = 30;
const OVERSCAN_ROWS = 10;
/** More rows scroll within the sheet, so that its totals stay in sight. */
const SHOWN_ROWS_MAX = 17;

export type SheetProps = {
  rows: OfferRow[];
  columns: SheetColumn[];
  onText: (spot: Spot, text: string) => void;
  onPick: (row: number, product: ProductHit) => void;
  run: (kind: ActKind, block: Block) => void;
  /** Rows dragged before the row at `to`. */
  onMove: (block: Block, to: number) => void;
  /** Sums of sections by the key of their heading. */
  sectionSums: ReadonlyMap<string, number>;
  onCopy: (event: ClipboardEvent, block: Block) => void;
  onPaste: (event: ClipboardEvent, spot: Spot) => void;
  /** The cursor for the buttons above the sheet. */
  onBlock: (block: Block) => void;
};

function Head({ columns }: { columns: SheetColumn[] }) {
  return (
    <div
      className={css.head}
      role="row"
      aria-rowindex={1}
      style={{ minWidth: leastWidthOf(columns) }}
    >
      <div className={css.numberHead} role="columnheader" aria-colindex={1}>
        {ruOffer.rowNumber}
      </div>
      {columns.map((column, index) => (
        <div
          key={column.id}
          className={css.headCell}
          role="columnheader"
          aria-colindex={index + 2}
          data-align={column.align}
          data-kind={column.id}
          style={widthOf(column)}
        >
          {column.title}
        </div>
      ))}
    </div>
  );
}

/** The cursor is not left behind the edge, nor beneath the sum, which stays where it is. */
function revealColumn(root: HTMLElement, columns: SheetColumn[], column: number): void {
  root.scrollLeft = scrolledTo(columns, column, { from: root.scrollLeft, width: root.clientWidth });
}

type Virtual = Virtualizer<HTMLDivElement, Element>;

/** The field of the edited cell; leaving it puts the cursor where the key says. */
function useEditor(
  props: SheetProps, cursor: SheetCursor, go: (spot: Spot | null) => void,
): ReactNode {
  const { rows, columns } = props;
  const { editing } = cursor;
  const drawn = editing ? columns[editing.spot.column] : undefined;
  if (!editing || !drawn) return null;
  const { row, column: place } = editing.spot;
  // The name of a section is no product to look for.
  const column = rows[row]?.isSection ? { ...drawn, edit: 'text' as const } : drawn;
  const before = rows[row] ? column.text(rows[row]) : '';

  function leave(how: Leave) {
    cursor.setEditing(null);
    if (how === 'stay') return;
    const step = how === 'next' ? 1 : how === 'back' ? -1 : 0;
    go({
      row: row + (how === 'down' ? 1 : 0),
      column: Math.min(Math.max(place + step, 0), columns.length - 1),
    });
  }

  return (
    <SheetEditor
      key={`${row}-${place}`}
      column={column}
      label={ruDeal.goods.cellOf(column.title, row + 1)}
      text={editing.text}
      onDone={(text, how) => {
        if (text !== before) props.onText(editing.spot, text);
        leave(how);
      }}
      onPick={(product) => {
        props.onPick(row, product);
        cursor.setEditing(null);
        // The product fills the row up to its quantity, which is typed next.
        go({ row, column: Math.max(0, columns.findIndex(({ id }) => id === 'quantity')) });
      }}
      onCancel={() => {
        cursor.setEditing(null);
        go(null);
      }}
    />
  );
}

function subtotalOf({ rows, sectionSums }: SheetProps, index: number): string | null {
  const sum = sectionSums.get(rows[index]?.key ?? '');
  return sum === undefined ? null : formatSum(sum);
}

function Rows({ id, props, cursor, virtual, editor, drop }: {
  id: string; props: SheetProps; cursor: SheetCursor; virtual: Virtual; editor: ReactNode;
  drop: number | null;
}) {
  const { rows, columns } = props;
  const { active, block, editing } = cursor;
  const isWide = block.top !== block.bottom || block.left !== block.right;
  const selectedAt = (row: number) => (isWide && row >= block.top && row <= block.bottom
    ? `${block.left}-${block.right}` : null);
  return (
    <div
      className={css.body}
      role="rowgroup"
      style={{ height: virtual.getTotalSize(), minWidth: leastWidthOf(columns) }}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const isEdited = editing?.spot.row === index;
        return (
          <SheetRow
            key={rows[index]?.key ?? 'new'}
            id={id}
            row={rows[index] ?? null}
            index={index}
            columns={columns}
            startPx={start}
            active={index === active.row ? active.column : null}
            selected={selectedAt(index)}
            editing={isEdited ? editing.spot.column : null}
            editor={isEdited ? editor : null}
            subtotal={subtotalOf(props, index)}
          />
        );
      })}
      {drop === null ? null : (
        <div className={css.drop} style={{ transform: `translateY(${drop * ROW_PX}px)` }} />
      )}
    </div>
  );
}

function useClipboard(
  props: SheetProps, { block }: SheetCursor, root: RefObject<HTMLDivElement | null>,
) {
  const isMine = (event: ClipboardEvent) => event.target === root.current;
  return {
    onCopy: (event: ClipboardEvent) => {
      if (isMine(event)) props.onCopy(event, block);
    },
    onCut: (event: ClipboardEvent) => {
      if (!isMine(event)) return;
      props.onCopy(event, block);
      props.run('clear', block);
    },
    onPaste: (event: ClipboardEvent) => {
      if (isMine(event)) props.onPaste(event, { row: block.top, column: block.left });
    },
  };
}

/** A sheet with Excel's keys: one blank row waits under the last. Focus stays on its root. */
export function Sheet(props: SheetProps) {
  const { rows, columns, run, onBlock } = props;
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const size = { rows: rows.length + 1, columns: columns.length };
  // oxlint-disable-next-line react/incompatible-library -- it keeps its own state by design
  const virtual: Virtual = useVirtualizer({
    count: size.rows,
    getScrollElement: () => root.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN_ROWS,
    scrollPaddingStart: ROW_PX,
  });
  const reveal = (spot: Spot) => {
    virtual.scrollToIndex(spot.row);
    if (root.current) revealColumn(root.current, columns, spot.column);
  };
  const cursor = useSheet({
    size,
    canEdit: (spot) => columns[spot.column]?.edit !== undefined
      && (!rows[spot.row]?.isSection || columns[spot.column]?.id === 'name'),
    textAt: ({ row, column }) => (rows[row] ? columns[column]?.text(rows[row]) ?? '' : ''),
    scrollTo: reveal,
    run,
  });
  const { drop, ...pointer } = usePointer(cursor, {
    columnCount: columns.length, rowCount: rows.length, onMove: props.onMove,
  });
  const clipboard = useClipboard(props, cursor, root);
  const editor = useEditor(props, cursor, (spot) => {
    if (spot) {
      cursor.go(spot);
      reveal(spot);
    }
    root.current?.focus();
  });
  const { active, block: { top, bottom, left, right } } = cursor;
  useEffect(() => onBlock({ top, bottom, left, right }), [onBlock, top, bottom, left, right]);
  return (
    <div
      ref={root}
      className={css.sheet}
      role="grid"
      tabIndex={0}
      aria-label={ruOffer.sheet}
      aria-rowcount={size.rows + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={`${id}-${active.row}-${active.column}`}
      style={{ height: (Math.min(size.rows, SHOWN_ROWS_MAX) + 1) * ROW_PX + 12 }}
      onKeyDown={cursor.onKeyDown}
      {...clipboard}
      {...pointer}
    >
      <Head columns={columns} />
      <Rows id={id} props={props} cursor={cursor} virtual={virtual} editor={editor}
        drop={drop}
      />
    </div>
  );
}
