import { choiceLabel } from '#contract/choice-labels';
import type { FieldInfo } from '#contract/listing';
import { ru } from '../texts/ru.ts';
import { formatDay, formatMoment, formatNumber, formatPercent, formatSum } from '../ui/format.ts';

/** What a cell of any field of the catalogue shows; '' for nothing. */
export function cellText(field: FieldInfo, value: unknown): string {
  if (value === null || value === undefined) return '';
  switch (field.type) {
    case 'money': return formatSum(Number(value));
    case 'number': return formatNumber(Number(value));
    case 'percent': return formatPercent(Number(value));
    case 'date': return formatDay(String(value));
    case 'moment': return formatMoment(String(value));
    case 'flag': return value ? ru.common.yes.toLowerCase() : ru.common.no.toLowerCase();
    case 'choice': return choiceLabel(field.source, String(value));
    case 'reference': return (value as { name?: string }).name ?? '';
    default: return String(value);
  }
}

export const isNumeric = ({ type }: FieldInfo): boolean =>
  type === 'money' || type === 'number' || type === 'percent';
