// A value of 1C as a person reads it: money with groups, days as days, 1C's own words in Russian.
import { kopecksFromDecimal } from '#contract/money';
import { ruOnecFields } from '../../texts/ru-onec-fields.ts';
import { formatSum } from '../../ui/format.ts';

const MONEY = /^-?\d+\.\d{2}$/;
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d)?)?$/;

/** What is not known stays as it was sent. */
export function onecValue(value: string | null): string {
  if (value === null) return '—';
  const kopecks = MONEY.test(value) ? kopecksFromDecimal(value) : null;
  if (kopecks !== null) return formatSum(kopecks);
  const [, year, month, day, clock] = MOMENT.exec(value) ?? [];
  if (year) return [`${day}.${month}.${year}`, clock].filter(Boolean).join(' ');
  return ruOnecFields.values[value] ?? value;
}
