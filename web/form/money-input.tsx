import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Kopecks } from '#contract/money';
import { ru } from '../texts/ru.ts';
import { formatSum } from '../ui/format.ts';
import { readRoubles } from './read-roubles.ts';

type MoneyInputProps = {
  label: string;
  value: Kopecks | null;
  onChange: (kopecks: Kopecks | null) => void;
  error?: ReactNode;
  placeholder?: string;
  autoFocus?: boolean;
};

/** A sum in roubles as people type or paste it; gives kopecks, keeps what it cannot read. */
export function MoneyInput(props: MoneyInputProps) {
  const { label, value, onChange, error, placeholder, autoFocus } = props;
  const [text, setText] = useState<string | null>(null);
  const isWrong = text !== null && text.trim() !== '' && readRoubles(text) === null;
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoFocus={autoFocus}
      placeholder={placeholder}
      rightSection={<span aria-hidden>₽</span>}
      value={text ?? (value === null ? '' : formatSum(value))}
      error={isWrong ? ru.filter.badNumber : error}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const kopecks = readRoubles(event.currentTarget.value);
        if (kopecks !== null || event.currentTarget.value.trim() === '') onChange(kopecks);
      }}
      onBlur={() => !isWrong && setText(null)}
    />
  );
}
