import { NumberInput } from '@mantine/core';
import { useState } from 'react';

type SavedNumberProps = {
  label: string;
  description: string;
  max: number;
  /** Null where an empty field means something: as in the program, as everywhere. */
  value: number | null;
  mayBeEmpty?: boolean;
  disabled: boolean;
  onSave: (value: number | null) => void;
};

/** A whole number from 1 that is kept when the field is left or Enter is pressed. */
export function SavedNumber({
  value: kept, mayBeEmpty, onSave, ...field
}: SavedNumberProps) {
  const [value, setValue] = useState<number | string>(kept ?? '');
  const save = () => {
    if (value === '' && !mayBeEmpty) return;
    const next = value === '' ? null : Number(value);
    if (next !== kept) onSave(next);
  };
  return (
    <NumberInput
      {...field}
      min={1}
      allowDecimal={false}
      value={value}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  );
}
