// The cursor of the sheet: the active cell, the block from its anchor, the cell being edited.
import type { KeyboardEvent } from 'react';
import { useCallback, useState } from 'react';
import type { Block } from './sheet-edits.ts';
import { commandOf, movedSpot, nextSpot } from './sheet-keys.ts';
import type { SheetCommand, Spot } from './sheet-keys.ts';

export type Editing = { spot: Spot; text: string };

export type SheetActs = {
  size: { rows: number; columns: number };
  canEdit: (spot: Spot) => boolean;
  textAt: (spot: Spot) => string;
  scrollTo: (spot: Spot) => void;
  /** Everything that changes the sheet; the block is what is selected. */
  run: (kind: ActKind, block: Block) => void;
};
export type ActKind =
  | 'clear' | 'undo' | 'redo' | 'fill' | 'insert' | 'remove' | 'duplicate' | 'up' | 'down'
  | 'section';

export type SheetCursor = {
  active: Spot;
  block: Block;
  editing: Editing | null;
  setEditing: (editing: Editing | null) => void;
  go: (spot: Spot, extend?: boolean) => void;
  startEdit: (spot: Spot, text?: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

const START: Spot = { row: 0, column: 0 };

const clamp = (spot: Spot, size: SheetActs['size']): Spot => ({
  row: Math.max(0, Math.min(spot.row, size.rows - 1)),
  column: Math.max(0, Math.min(spot.column, size.columns - 1)),
});

export function useSheet(acts: SheetActs): SheetCursor {
  const { size } = acts;
  const [range, setRange] = useState({ anchor: START, active: START });
  const [editing, setEditing] = useState<Editing | null>(null);
  const active = clamp(range.active, size);
  const anchor = clamp(range.anchor, size);
  const block: Block = {
    top: Math.min(anchor.row, active.row), bottom: Math.max(anchor.row, active.row),
    left: Math.min(anchor.column, active.column), right: Math.max(anchor.column, active.column),
  };

  const go = useCallback((spot: Spot, extend = false) => {
    setRange((now) => ({ anchor: extend ? now.anchor : spot, active: spot }));
  }, []);

  function startEdit(spot: Spot, text?: string): void {
    if (!acts.canEdit(spot)) return;
    go(spot);
    setEditing({ spot, text: text ?? acts.textAt(spot) });
  }

  function move(command: Extract<SheetCommand, { kind: 'move' }>): void {
    const next = movedSpot(active, command, size);
    go(next, command.extends);
    acts.scrollTo(next);
  }

  /** False when the key is for the browser: Tab at the end of the sheet leaves it. */
  function obey(command: SheetCommand): boolean {
    switch (command.kind) {
      case 'move': move(command); return true;
      case 'next': {
        const next = nextSpot(active, command.by, size);
        if (next) {
          go(next);
          acts.scrollTo(next);
        }
        return next !== null;
      }
      case 'edit': startEdit(active); return true;
      case 'type': startEdit(active, command.text); return true;
      case 'all':
        setRange({
          anchor: START,
          active: { row: Math.max(0, size.rows - 2), column: size.columns - 1 },
        });
        return true;
      case 'shift': {
        acts.run(command.by < 0 ? 'up' : 'down', block);
        setRange((now) => ({
          anchor: clamp({ ...now.anchor, row: now.anchor.row + command.by }, size),
          active: clamp({ ...now.active, row: now.active.row + command.by }, size),
        }));
        return true;
      }
      case 'insert': {
        acts.run('insert', block);
        go({ row: block.bottom + 1, column: 0 });
        return true;
      }
      default: acts.run(command.kind, block); return true;
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const command = commandOf(event);
    if (command && obey(command)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  return { active, block, editing, setEditing, go, startEdit, onKeyDown };
}
