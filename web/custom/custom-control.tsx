// The form control of a field of one's own: in the dialog of a stage and wherever a form asks.
import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CustomField } from '#contract/custom-fields';
import { MoneyInput } from '../form/money-input.tsx';
import { ReferenceSelect } from '../form/reference-select.tsx';
import { ru } from '../texts/ru.ts';
import { ruFields } from '../texts/ru-fields.ts';
import { formatNumber } from '../ui/format.ts';
import { isNamed } from './custom-text.tsx';

export type ControlProps = {
  field: CustomField;
  /** As the record is read: a reference is `{id, name}`. */
  value: unknown;
  onChange: (value: unknown) => void;
  error?: string;
  /** The first of a dialog takes the focus. */
  isFirst?: boolean;
};

/** "1 234,5" → 1234.5; null when it is not a number. */
export function readNumber(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.').replace('\u2212', '-');
  return bare !== '' && Number.isFinite(Number(bare)) ? Number(bare) : null;
}

/** What the server is sent for a value of a control. */
export const sentValue = (value: unknown): unknown => (isNamed(value) ? value.id : value ?? null);

const offered = (field: CustomField, chosen: unknown) => field.options
  .filter((option) => !option.archived || option.code === chosen
    || (Array.isArray(chosen) && chosen.includes(option.code)))
  .map((option) => ({ value: option.code, label: option.name }));

function NumberControl({ field, value, onChange, error, isFirst }: ControlProps) {
  const [text, setText] = useState(typeof value === 'number' ? formatNumber(value) : '');
  const isWrong = text.trim() !== '' && readNumber(text) === null;
  return (
    <TextInput
      label={field.name}
      description={field.hint}
      inputMode="decimal"
      data-autofocus={isFirst || undefined}
      value={text}
      error={isWrong ? ru.filter.badNumber : error}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(readNumber(event.currentTarget.value));
      }}
    />
  );
}

function ReferenceControl({ field, value, onChange, error }: ControlProps) {
  return (
    <ReferenceSelect
      label={field.name}
      source={field.kind === 'employee' ? 'employees' : 'companies'}
      error={error}
      value={isNamed(value) ? { id: value.id, title: value.name } : null}
      onChange={(next) => onChange(next ? { id: next.id, name: next.title } : null)}
    />
  );
}

export function CustomControl(props: ControlProps) {
  const { field, value, onChange, error, isFirst } = props;
  const common = {
    label: field.name, description: field.hint, error,
    ...(isFirst ? { 'data-autofocus': true } : {}),
  };
  const text = typeof value === 'string' ? value : '';
  switch (field.kind) {
    case 'number': return <NumberControl {...props} />;
    case 'employee':
    case 'company': return <ReferenceControl {...props} />;
    case 'money': return (
      <MoneyInput label={field.name} error={error} autoFocus={isFirst}
        value={typeof value === 'number' ? value : null} onChange={onChange} />
    );
    case 'date': return (
      <TextInput {...common} type="date" value={text}
        onChange={(event) => onChange(event.currentTarget.value || null)} />
    );
    case 'list': return (
      <Select {...common} clearable searchable data={offered(field, value)} value={text || null}
        onChange={onChange} />
    );
    case 'multiList': return (
      <MultiSelect {...common} clearable searchable data={offered(field, value)}
        value={Array.isArray(value) ? value as string[] : []} onChange={onChange} />
    );
    case 'flag': return (
      <Checkbox label={field.name} error={error} checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)} />
    );
    case 'file': return <p>{ruFields.fileOnCard(field.name)}</p>;
    case 'text': return (
      <Textarea {...common} autosize minRows={1} maxRows={8} maxLength={5000} value={text}
        onChange={(event) => onChange(event.currentTarget.value)} />
    );
  }
}
