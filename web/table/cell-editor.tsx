import type { KeyboardEvent } from 'react';
import { Suspense, useId, useRef, useState } from 'react';
import { lazyPart } from '../ui/load-part.ts';
import css from './data-table.module.css';

// Sources of values are many and stay out of the first load of a board.
const CellChoices = lazyPart(() =>
  import('./cell-choices.tsx').then((module) => module.CellChoices));

type CellEditorProps = {
  label: string;
  /** What stands in the field at the start: the old text, or the first letter typed over it. */
  text: string;
  /** Where values to choose from come from. */
  source: string | undefined;
  onSave: (text: string) => void;
  onClose: () => void;
};

/** The field of a cell: Enter and leaving save, Esc keeps what was. */
export function CellEditor({ label, text, source, onSave, onClose }: CellEditorProps) {
  const [typed, setTyped] = useState(text);
  const isOver = useRef(false);
  const id = useId();

  function finish(isKept: boolean) {
    if (isOver.current) return;
    isOver.current = true;
    if (!isKept) onSave(typed.trim());
    onClose();
  }

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    finish(event.key === 'Escape');
  }

  return (
    <>
      <input
        className={css.editor}
        aria-label={label}
        autoFocus
        autoComplete="off"
        list={source ? id : undefined}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onClick={(event) => event.stopPropagation()}
        onBlur={() => finish(false)}
      />
      {source ? (
        <Suspense><CellChoices id={id} source={source} text={typed} /></Suspense>
      ) : null}
    </>
  );
}
