// One value of a filter against the type of its field.
import type { FieldType } from '#contract/listing';
import type { Field } from './catalogue.ts';
import { wrong } from './parse-filter.ts';

export type Scalar = string | number | boolean;

const EXPECTED: Record<FieldType, string> = {
  text: 'строка',
  number: 'число',
  money: 'сумма в копейках, целое число',
  percent: 'целое число процентов',
  date: 'дата, например "2026-01-31" или "-30d"',
  moment: 'дата или момент, например "2026-01-31" или "-30d"',
  flag: 'true или false',
  choice: 'строка',
  reference: 'целое число — номер записи',
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The value as the comparison needs it, or 'filter.invalid' with the field and expected type. */
export function readValue(field: Field, value: unknown): Scalar {
  const scalar = readScalar(field, value);
  if (scalar !== null) return scalar;
  throw wrong(`Поле «${field.name}»: ожидается ${expectedOf(field)}`, field.name);
}

function readScalar(field: Field, value: unknown): Scalar | null {
  switch (field.sqlType) {
    case 'text':
    case 'jsonb':
      return typeof value === 'string' && !value.includes('\0') ? value : null;
    case 'uuid':
      return typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : null;
    case 'bigint':
      return Number.isSafeInteger(value) ? (value as number) : null;
    case 'numeric':
      return Number.isFinite(value) ? (value as number) : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    // Dates are read by relative-date.ts, which knows today.
    case 'date':
    case 'timestamptz': return null;
  }
}

/** What a value must look like, in the words of a refusal. */
export function expectedOf(field: Field): string {
  if (field.sqlType === 'uuid') return 'guid';
  if (field.type === 'number' && field.sqlType === 'bigint') return 'целое число';
  return EXPECTED[field.type];
}
