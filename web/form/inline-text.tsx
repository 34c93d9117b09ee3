import { Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useSayEditing } from '../api/presence.ts';
import { InlineValue } from './inline-value.tsx';
import css from './inline.module.css';

type InlineTextProps = {
  label: string;
  value: string | null;
  /** Called only when the text has changed; '' becomes null. */
  onSave: (value: string | null) => void;
  maxLength?: number;
  multiline?: boolean;
  /** Why the text cannot be saved, in Russian; null when it can. */
  faultOf?: (text: string) => string | null;
  /** An empty text returns to what was there before. */
  required?: boolean;
  /** How the value is shown while nobody edits it. */
  shown?: ReactNode;
};

type EditorProps = InlineTextProps & { onClose: (byKey: boolean) => void };

function Editor(props: EditorProps) {
  useSayEditing(props.label, true);
  const { label, faultOf, required, multiline, onClose } = props;
  // What the person saw when the editing began: if the record changes meanwhile, the save of that
  // moment still carries its version, and the server tells of the conflict.
  const [{ value, onSave }] = useState({ value: props.value, onSave: props.onSave });
  const [text, setText] = useState(value ?? '');
  const isOver = useRef(false);
  const typed = text.trim();
  const fault = typed && faultOf ? faultOf(typed) : null;

  function finish(byKey: boolean) {
    if (isOver.current || (fault && byKey)) return;
    isOver.current = true;
    const isKept = fault !== null || (required && typed === '') || typed === (value ?? '');
    if (!isKept) onSave(typed || null);
    onClose(byKey);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      isOver.current = true;
      onClose(true);
    } else if (event.key === 'Enter' && !(multiline && event.shiftKey)) {
      event.preventDefault();
      finish(true);
    }
  }

  const common = {
    'aria-label': label, value: text, maxLength: props.maxLength, error: fault, autoFocus: true,
    className: css.field, onKeyDown, onBlur: () => finish(false),
  };
  return multiline ? (
    <Textarea
      {...common}
      autosize
      minRows={2}
      maxRows={10}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  ) : (
    <TextInput
      {...common}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

/** Click or Enter edits, Enter saves, Esc gives up; leaving the field saves too. */
export function InlineText(props: InlineTextProps) {
  const [isEdited, setEdited] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const returns = useRef(false);
  useEffect(() => {
    if (isEdited || !returns.current) return;
    returns.current = false;
    button.current?.focus();
  }, [isEdited]);

  if (isEdited) {
    return (
      <Editor
        {...props}
        onClose={(byKey) => {
          returns.current = byKey;
          setEdited(false);
        }}
      />
    );
  }
  return (
    <InlineValue
      label={props.label}
      text={props.value}
      shown={props.shown}
      button={button}
      onEdit={() => setEdited(true)}
    />
  );
}
