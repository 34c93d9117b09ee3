// A value of a field of one's own as people read it, in cards and in lists.
import type { CustomField } from '#contract/custom-fields';
import { ru } from '../texts/ru.ts';
import { Person } from '../ui/avatar.tsx';
import { formatDay, formatMoney, formatNumber } from '../ui/format.ts';
import { StageName } from '../ui/stage-dot.tsx';

export type NamedValue = { id: number; name: string };

export const isNamed = (value: unknown): value is NamedValue =>
  typeof value === 'object' && value !== null && 'name' in value && 'id' in value;

function Option({ field, code }: { field: CustomField; code: unknown }) {
  const option = field.options.find((each) => each.code === code);
  return option ? <StageName color={option.colour} name={option.name} /> : null;
}

function Options({ field, codes }: { field: CustomField; codes: unknown[] }) {
  const names = codes.flatMap((code) =>
    field.options.find((option) => option.code === code)?.name ?? []);
  return <>{names.join(', ')}</>;
}

/** Plain words of a value that needs no markup; null for those that do. */
export function wordsOfCustom(field: CustomField, value: unknown): string | null {
  switch (field.kind) {
    case 'money': return formatMoney(Number(value));
    case 'number': return formatNumber(Number(value));
    case 'date': return formatDay(String(value));
    case 'flag': return value ? ru.common.yes : ru.common.no;
    case 'text': return String(value);
    default: return null;
  }
}

/** Null is nothing; where a file may be opened stands a link instead. */
export function CustomText({ field, value }: { field: CustomField; value: unknown }) {
  if (value === null || value === undefined) return null;
  if (field.kind === 'list') return <Option field={field} code={value} />;
  if (Array.isArray(value)) return <Options field={field} codes={value} />;
  if (isNamed(value)) {
    if (field.kind === 'employee') return <Person name={value.name} />;
    return <>{value.name}</>;
  }
  return <>{wordsOfCustom(field, value)}</>;
}
