import type { ReactNode, RefObject } from 'react';
import { ru } from '../texts/ru.ts';
import { FieldEditors } from '../ui/presence-avatars.tsx';
import css from './inline.module.css';

type InlineValueProps = {
  label: string;
  text: string | null;
  /** How the value is shown, when not as its text. */
  shown?: ReactNode;
  button: RefObject<HTMLButtonElement | null>;
  onEdit: () => void;
};

/** A value that a click edits, as it is read, and who else edits it. */
export function InlineValue({ label, text, shown, button, onEdit }: InlineValueProps) {
  return (
    <span className={css.stack}>
      <button
        ref={button}
        type="button"
        className={css.value}
        title={label}
        aria-label={shown ? undefined : `${label}: ${text ?? ru.common.notSet}`}
        onClick={onEdit}
      >
        {text ? shown ?? text : <span className={css.absent}>{ru.common.notSet}</span>}
      </button>
      <FieldEditors label={label} />
    </span>
  );
}
