import type { FocusEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useSayEditing } from '../api/presence.ts';
import { ru } from '../texts/ru.ts';
import { FieldEditors } from '../ui/presence-avatars.tsx';
import { ReferenceSelect } from './reference-select.tsx';
import type { ReferenceValue } from './reference-select.tsx';
import css from './inline.module.css';

type InlineReferenceProps = {
  label: string;
  source: string;
  value: { id: number; name: string } | null;
  onSave: (value: { id: number; name: string } | null) => void;
  shown?: ReactNode;
  clearable?: boolean;
};

/** A reference that becomes a search field when it is clicked. */
export function InlineReference(props: InlineReferenceProps) {
  const { label, value, clearable = true } = props;
  // As it was when the editing began: the save of that moment carries the version that was seen.
  const seen = useRef({ value, onSave: props.onSave });
  const [isEdited, setEdited] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const returns = useRef(false);

  useSayEditing(label, isEdited);

  useEffect(() => {
    if (isEdited) field.current?.querySelector('input')?.focus();
    else if (returns.current) button.current?.focus();
    returns.current = false;
  }, [isEdited]);

  function close(byKey: boolean) {
    returns.current = byKey;
    setEdited(false);
  }

  function choose(next: ReferenceValue | null) {
    const { value: old, onSave } = seen.current;
    if (next?.id !== old?.id) onSave(next ? { id: next.id, name: next.title } : null);
    close(true);
  }

  if (!isEdited) {
    return (
      <span className={css.stack}>
        <button
          ref={button}
          type="button"
          className={css.value}
          title={label}
          aria-label={props.shown ? undefined : `${label}: ${value?.name ?? ru.common.notSet}`}
          onClick={() => {
            seen.current = { value, onSave: props.onSave };
            setEdited(true);
          }}
        >
          {value ? props.shown ?? value.name
            : <span className={css.absent}>{ru.common.notSet}</span>}
        </button>
        <FieldEditors label={label} />
      </span>
    );
  }
  return (
    <div
      ref={field}
      className={css.field}
      onBlur={(event: FocusEvent) => {
        if (!field.current?.contains(event.relatedTarget as Node | null)) close(false);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        close(true);
      }}
    >
      <ReferenceSelect
        aria-label={label}
        source={props.source}
        clearable={clearable}
        value={value ? { id: value.id, title: value.name } : null}
        onChange={choose}
      />
    </div>
  );
}
