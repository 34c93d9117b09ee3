// A value of a field of one's own as it is typed into a cell of a list, and where values to choose
// from come from.
import type { CustomField } from '#contract/custom-fields';
import { decimalFromKopecks } from '#contract/money';
import { ru } from '../texts/ru.ts';
import { isNamed } from './custom-text.tsx';

const DATE = /^(\d{4})-(\d{2})-(\d{2})/;

export function typedCustom(field: CustomField, value: unknown): string {
  if (value === null || value === undefined) return '';
  const nameOf = (code: unknown) =>
    field.options.find((option) => option.code === code)?.name ?? '';
  if (Array.isArray(value)) return value.map(nameOf).join('; ');
  if (isNamed(value)) return value.name;
  switch (field.kind) {
    case 'list': return nameOf(value);
    case 'money': return decimalFromKopecks(Number(value)).replace('.', ',');
    case 'number': return String(value).replace('.', ',');
    case 'date': return String(value).replace(DATE, '$3.$2.$1');
    case 'flag': return (value ? ru.common.yes : ru.common.no).toLowerCase();
    default: return String(value);
  }
}

export function customSource({ kind, id }: CustomField): string | undefined {
  if (kind === 'employee') return 'employees';
  if (kind === 'company') return 'companies';
  return kind === 'list' ? `custom:${id}` : undefined;
}
