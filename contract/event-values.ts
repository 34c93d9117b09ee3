// Values of history as a person reads them.
import { calendarChanges } from './event-calendar.ts';
import { taskValue } from './event-task-values.ts';
import type { FieldChange, Tongue } from './event-tongue.ts';

export type Change = { old: unknown; new: unknown; label?: string; kind?: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;
/** One change of a long text would push everything else away. */
const TEXT_MAX = 160;

function wordsOfObject(
  tongue: Tongue, field: string, value: Record<string, unknown>,
): string {
  if (typeof value.name === 'string') return value.name;
  if (typeof value.count === 'number') {
    const sum = typeof value.sumKopecks === 'number' ? `, ${tongue.money(value.sumKopecks)}` : '';
    const vat = typeof value.vatKopecks === 'number'
      ? `, ${tongue.say('vat', tongue.money(value.vatKopecks))}` : '';
    return `${tongue.count('lines', value.count)}${sum}${vat}`;
  }
  const named = Object.entries(value).filter(([, text]) => typeof text === 'string');
  if (named.length > 0) {
    return named.map(([name, text]) => `${tongue.word(`field ${field}.${name}`) ?? name}: ${text}`)
      .join(', ');
  }
  return tongue.say('empty');
}

function wordsOfNumber(tongue: Tongue, field: string, value: number): string {
  if (field.endsWith('Kopecks')) return tongue.money(value);
  return field.endsWith('Percent') ? tongue.percent(value) : String(value);
}

/** A word may mean one thing in one field and another elsewhere: «own» of a right, of a comment. */
function wordsOfText(tongue: Tongue, field: string, text: string): string {
  if (DAY.test(text)) return tongue.day(text);
  if (MOMENT.test(text)) return tongue.moment(text);
  return tongue.word(`value ${field}.${text}`) ?? tongue.word(`value ${text}`)
    ?? (text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text);
}

/** A value of a field as a person reads it. */
export function wordsOfValue(tongue: Tongue, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return tongue.say('empty');
  const told = taskValue(tongue, field, value);
  if (told !== undefined) return told;
  if (Array.isArray(value)) {
    return value.map((each) => wordsOfValue(tongue, field, each)).join(', ') || tongue.say('empty');
  }
  if (typeof value === 'boolean') return value ? tongue.say('yes') : tongue.say('no');
  if (typeof value === 'number') return wordsOfNumber(tongue, field, value);
  if (typeof value === 'object') {
    return wordsOfObject(tongue, field, value as Record<string, unknown>);
  }
  return wordsOfText(tongue, field, String(value));
}

const CALENDAR = 'company.calendarYears';

/** Fields whose change is told by another field, or means nothing to a person. */
const UNSPOKEN = new Set(['version', 'amountSource', 'paidPercent', 'shippedPercent', 'isOpen']);

/** A field may have a name of its own in a kind of record: an address, that of a delivery. */
export const nameOfField = (tongue: Tongue, entity: string, field: string): string =>
  tongue.word(`field ${entity}.${field}`) ?? tongue.word(`field ${field}`) ?? field;

/** A custom sum says by its kind what a fixed one says by its name, a right has its scope. */
function toldAs(entity: string, field: string, change: Change | undefined): string {
  if (change?.kind === 'money') return 'customKopecks';
  return entity === 'role' && field.includes('.') ? 'grant' : field;
}

/** The fields that an event changed, as a person reads them. */
export function changesOf(
  tongue: Tongue, data: Record<string, unknown>, entity = '',
): FieldChange[] {
  const changes = (data.changes ?? {}) as Record<string, Change>;
  const names = Object.keys(changes);
  const spoken = names.filter((name) => !UNSPOKEN.has(name));
  return (spoken.length > 0 ? spoken : names).flatMap((field) => {
    const change = changes[field];
    if (field === CALENDAR) return calendarChanges(tongue, change?.old, change?.new);
    const told = toldAs(entity, field, change);
    return {
      field,
      label: change?.label ?? nameOfField(tongue, entity, field),
      old: wordsOfValue(tongue, told, change?.old),
      new: wordsOfValue(tongue, told, change?.new),
    };
  });
}
