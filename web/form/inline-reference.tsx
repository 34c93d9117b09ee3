import type { FocusEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useSayEditing } from '../api/presence.ts';
import { InlineValue } from './inline-value.tsx';
import { ReferenceSelect } from './reference-select.tsx';
import type { ReferenceValue } from './reference-select.tsx';
import { useMaking } from './use-making.ts';
import type { Makes } from './use-making.ts';
import css from './inline.module.css';

type InlineReferenceProps = {
  label: string;
  source: string;
  value: { id: number; name: string } | null;
  onSave: (value: { id: number; name: string } | null) => void;
  shown?: ReactNode;
  clearable?: boolean;
  /** What may be made here when nothing is found. */
  make?: Makes | undefined;
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
  const making = useMaking(props.make, choose, () => close(true));

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

  if (making.form) return making.form;
  if (!isEdited) {
    return (
      <InlineValue
        label={label}
        text={value && value.name}
        shown={props.shown}
        button={button}
        onEdit={() => {
          seen.current = { value, onSave: props.onSave };
          setEdited(true);
        }}
      />
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
        make={making.make}
        value={value ? { id: value.id, title: value.name } : null}
        onChange={choose}
      />
    </div>
  );
}
