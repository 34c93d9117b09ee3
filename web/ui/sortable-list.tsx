import {
  draggable, dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { ruSortable } from '../texts/ru-controls.ts';
import { announce } from './announce.ts';
import { IconGripVertical } from './icons.ts';
import css from './sortable-list.module.css';

type Item = { id: number };

type SortableListProps<T extends Item> = {
  label: string;
  items: readonly T[];
  nameOf: (item: T) => string;
  /** The new order of all ids. */
  onOrder: (ids: number[]) => void;
  disabled?: boolean;
  children: (item: T) => ReactNode;
};

/** `id` taken out and put where `overId` stands: after it when it came from above. */
function placedAt(ids: number[], id: number, overId: number): number[] {
  const to = ids.indexOf(overId);
  const rest = ids.filter((each) => each !== id);
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

type RowProps = {
  listId: object;
  id: number;
  name: string;
  disabled: boolean;
  onDropped: (id: number) => void;
  onStep: (step: number) => void;
  children: ReactNode;
};

function useDrag({ listId, id, disabled, onDropped }: RowProps) {
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDropped);
  useEffect(() => {
    latest.current = onDropped;
  });
  useEffect(() => {
    if (!row.current || !handle.current || disabled) return undefined;
    const stopDrag = draggable({
      element: row.current, dragHandle: handle.current, getInitialData: () => ({ listId, id }),
    });
    const stopDrop = dropTargetForElements({
      element: row.current,
      canDrop: ({ source }) => source.data.listId === listId && source.data.id !== id,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        latest.current(source.data.id as number);
      },
    });
    return () => {
      stopDrag();
      stopDrop();
    };
  }, [listId, id, disabled]);
  return { row, handle, isOver };
}

function Row(props: RowProps) {
  const { name, disabled, onStep, children } = props;
  const { row, handle, isOver } = useDrag(props);

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    onStep(step);
  }

  return (
    <li ref={row} className={css.row} data-over={isOver || undefined}>
      {disabled ? null : (
        <button
          ref={handle}
          type="button"
          className={css.handle}
          aria-label={ruSortable.handle(name)}
          title={ruSortable.hint}
          onKeyDown={onKeyDown}
        >
          <IconGripVertical size={15} stroke={1.6} aria-hidden />
        </button>
      )}
      <div className={css.body}>{children}</div>
    </li>
  );
}

/** Rows put in order by dragging their handle, or by the arrow keys on it. */
export function SortableList<T extends Item>(props: SortableListProps<T>) {
  const { items, nameOf, onOrder, disabled = false } = props;
  const [listId] = useState(() => ({}));
  const ids = items.map((item) => item.id);

  function order(id: number, next: number[]) {
    if (next.join() === ids.join()) return;
    onOrder(next);
    const moved = items.find((item) => item.id === id);
    if (moved) announce(ruSortable.moved(nameOf(moved), next.indexOf(id) + 1, next.length));
  }

  return (
    <ul className={css.list} aria-label={props.label}>
      {items.map((item, index) => (
        <Row
          key={item.id}
          listId={listId}
          id={item.id}
          name={nameOf(item)}
          disabled={disabled}
          onDropped={(id) => order(id, placedAt(ids, id, item.id))}
          onStep={(step) => {
            const neighbour = ids[index + step];
            if (neighbour !== undefined) order(item.id, placedAt(ids, item.id, neighbour));
          }}
        >
          {props.children(item)}
        </Row>
      ))}
    </ul>
  );
}
