import { useQuery } from '@tanstack/react-query';
import type { FieldInfo, FilterValue } from '#contract/listing';
import { ru } from '../../texts/ru.ts';
import { formatDay, formatMoney, formatNumber, formatPercent } from '../format.ts';
import type { Condition } from './conditions.ts';

const isDate = (field: FieldInfo) => field.type === 'date' || field.type === 'moment';

export const isChoice = (field: FieldInfo) =>
  field.type === 'choice' || field.type === 'reference';

/** The words between the field and the value; equality of a choice needs none. */
export function operatorText(field: FieldInfo, operator: string): string {
  if (isDate(field)) return ru.filter.dateOperators[operator] ?? operator;
  return ru.filter.operators[operator] ?? operator;
}

function valueText(field: FieldInfo, value: FilterValue): string {
  if (typeof value === 'boolean') return value ? ru.filter.yes : ru.filter.no;
  if (value === null) return ru.filter.empty;
  if (field.type === 'money') return formatMoney(Number(value));
  if (field.type === 'percent') return formatPercent(Number(value));
  if (field.type === 'number') return formatNumber(Number(value));
  if (isDate(field)) {
    const text = String(value);
    return ru.filter.periods[text] ?? (/^\d{4}-/.test(text) ? formatDay(text) : text);
  }
  return String(value);
}

/** What a chip says after the field's label, e.g. «с начала месяца», «Насосы, Сварка». */
export function useConditionText(field: FieldInfo, condition: Condition): string {
  const values = Array.isArray(condition.value) ? condition.value : [condition.value];
  const named = isChoice(field) && condition.operator !== 'empty';
  const { data: titles } = useQuery({
    queryKey: ['choice-titles', field.source, values],
    // Sources know the routes of half the product; only a chip with names needs them.
    queryFn: async () => {
      const { titlesOf } = await import('../../form/choice-sources.ts');
      return titlesOf(field.source, values);
    },
    enabled: named,
    staleTime: Infinity,
  });
  const words = named ? titles ?? [] : values.map((value) => valueText(field, value));
  return wordsOf(field, condition, words);
}

function wordsOf(field: FieldInfo, { operator, value }: Condition, words: string[]): string {
  if (operator === 'empty') return value === false ? ru.filter.filled : ru.filter.empty;
  if (operator === 'between') {
    const [from = '', to = ''] = words;
    if (!isDate(field)) return `${from} – ${to}`;
    return `${ru.filter.since} ${from} ${ru.filter.until} ${to}`;
  }
  const days = operator === 'gte' ? /^-(\d+)d$/.exec(String(value))?.[1] : undefined;
  if (days) return ru.filter.withinDays(Number(days));
  const text = words.length > 2 ? ru.filter.chosen(words.length) : words.join(', ');
  return ['eq', 'in'].includes(operator) ? text : `${operatorText(field, operator)} ${text}`;
}
