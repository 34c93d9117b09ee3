import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { InlineText } from '../../form/inline-text.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import css from './settings.module.css';

/** A name that becomes a field on a click; plain text for those who only read. */
export function RowName({ name, mayEdit, onRename }: {
  name: string; mayEdit: boolean; onRename: (name: string) => void;
}) {
  if (!mayEdit) return name;
  return (
    <InlineText
      label={ruSettings.rename(name)}
      value={name}
      required
      maxLength={120}
      onSave={(next) => next && onRename(next)}
    />
  );
}

/** One more row of a list; `onAdd` tells whether it was taken. */
export function NewRow({ label, onAdd }: {
  label: string; onAdd: (name: string) => Promise<boolean>;
}) {
  const [name, setName] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim()) void onAdd(name.trim()).then((isDone) => isDone && setName(''));
  }
  return (
    <form className={css.line} onSubmit={submit}>
      <TextInput
        className={css.grow}
        aria-label={label}
        placeholder={label}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={!name.trim()}>{ruSettings.add}</Button>
    </form>
  );
}
