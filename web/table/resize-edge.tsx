import type { PointerEvent } from 'react';
import { useRef } from 'react';
import css from './data-table.module.css';

type ResizeEdgeProps = {
  column: { id: string; widthPx: number };
  onResize: (field: string, widthPx: number) => void;
};

/** The right edge of a header: dragged by the pointer; the keyboard has «Столбцы» for it. */
export function ResizeEdge({ column, onResize }: ResizeEdgeProps) {
  const start = useRef<{ x: number; widthPx: number } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    const widthPx = event.currentTarget.parentElement?.offsetWidth ?? column.widthPx;
    start.current = { x: event.clientX, widthPx };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const from = start.current;
    start.current = null;
    if (from && event.clientX !== from.x) {
      onResize(column.id, from.widthPx + event.clientX - from.x);
    }
  }

  return (
    <span
      className={css.edge}
      aria-hidden
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
    />
  );
}
