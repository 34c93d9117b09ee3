import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { ru } from '../texts/ru.ts';
import { IconSearch } from './icons.ts';
import css from './quick-find.module.css';

const TYPING_PAUSE_MS = 250;

type QuickFindProps = { value: string | undefined; onChange: (text: string | undefined) => void };

/** Text to find in a list; typed letters become one change after a pause. */
export function QuickFind({ value = '', onChange }: QuickFindProps) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => onChange(typed.trim() || undefined), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextInput
      className={css.find}
      type="search"
      aria-label={ru.filter.quick}
      placeholder={ru.filter.quick}
      leftSection={<IconSearch size={14} stroke={1.6} />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
