// Parts of a task in the words of history: how it repeats, when it reminds, what is ticked off.
import type { Tongue } from './event-tongue.ts';
import type { ChecklistItem, Recurrence } from './task-parts.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

function reminder(tongue: Tongue, minutes: number): string {
  if (minutes === 0) return tongue.say('inTime');
  if (minutes % DAY === 0) return tongue.say('ahead', tongue.count('days', minutes / DAY));
  if (minutes % HOUR === 0) return tongue.say('ahead', tongue.count('hours', minutes / HOUR));
  return tongue.say('ahead', tongue.count('minutes', minutes));
}

function repeats(tongue: Tongue, { every, interval, untilOn }: Recurrence): string {
  const often = interval > 1
    ? tongue.say('onceIn', tongue.count(`every.${every}`, interval))
    : tongue.word(`value every.${every}`) ?? every;
  return untilOn ? `${often} ${tongue.say('until', tongue.day(untilOn))}` : often;
}

const ticked = (tongue: Tongue, { text, done }: ChecklistItem) =>
  (done ? `${text} (${tongue.say('ticked')})` : text);

type Teller = (tongue: Tongue, value: never) => string;

const TELLERS: Readonly<Record<string, Teller>> = {
  reminders: (tongue, value: number[]) => value.map((each) => reminder(tongue, each)).join(', '),
  recurrence: repeats,
  checklist: (tongue, value: ChecklistItem[]) =>
    value.map((each) => ticked(tongue, each)).join(', '),
};

/** Undefined for fields that need no words of their own. */
export function taskValue(tongue: Tongue, field: string, value: unknown): string | undefined {
  const tell = Object.hasOwn(TELLERS, field) ? TELLERS[field] : undefined;
  return tell && typeof value === 'object' && value !== null
    ? tell(tongue, value as never) || tongue.say('empty') : undefined;
}
