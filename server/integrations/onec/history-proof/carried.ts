// What a line of a file of history carries: read from the line itself, not from what the inbox
// made of it, so that a fault of the inbox shows.
import type { OnecType } from '#contract/onec-rows';
import { isDate } from '#platform/clock';
import { monthNumber, TYPE_CODES } from '../object-types.ts';
import { ALL_MONTH } from '../reconcile/month-states.ts';
import { kopecksOnWire } from '../wire/read-number.ts';
import { isStorable } from '../wire/read-text.ts';

export type Carried = {
  type: number;
  uid: string;
  rev: number;
  month: number;
  /** Its total as the wire has it, always positive but for corrections; null is a deletion. */
  kopecks: number | null;
  line: number;
  /** Number of a document or name of a record, and its day: what a person looks for in 1C by. */
  name: string | null;
  on: string | null;
};

type Line = {
  type?: unknown; uid?: unknown; rev?: unknown; op?: unknown;
  body?: {
    date?: unknown; total?: unknown; lines?: unknown; number?: unknown; name?: unknown;
  } | null;
};

const UID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])/;

function kopecksOf(text: unknown): number {
  return typeof text === 'string' ? kopecksOnWire(text) ?? 0 : 0;
}

/** A shipment has no total of its own: its lines are added. Reference books have none. */
export function saidKopecks(type: string, body: Line['body']): number {
  if (type !== 'shipment') return kopecksOf(body?.total);
  const lines = Array.isArray(body?.lines) ? body.lines as { sum?: unknown }[] : [];
  return lines.reduce((sum, line) => sum + kopecksOf(line?.sum), 0);
}

/** Null for a line that names no object: it waits in the quarantine and is counted apart. */
export function carriedBy(value: unknown, line: number): Carried | null {
  const { type, uid, rev, op, body } = (value ?? {}) as Line;
  const code = TYPE_CODES[type as OnecType];
  const isNamed = typeof uid === 'string' && UID.test(uid) && Number.isSafeInteger(rev);
  if (!code || !isNamed) return null;
  const isGone = op === 'delete';
  return {
    type: code, uid: uid.toLowerCase(), rev: rev as number, line,
    month: isGone ? ALL_MONTH : monthOf(body?.date),
    kopecks: isGone ? null : saidKopecks(type as string, body),
    name: nameIn(body), on: dayIn(body?.date),
  };
}

/** Longer ones say no more, and a file names millions. */
const NAME_MAX = 40;

function nameIn(body: Line['body']): string | null {
  const text = body?.number ?? body?.name;
  return typeof text === 'string' && isStorable(text)
    ? text.trim().slice(0, NAME_MAX).toWellFormed() || null : null;
}

/** Days of the calendar that were met: thousands, where a file has millions of lines. */
const days = new Set<string>();
const DAYS_MAX = 20_000;

function dayIn(date: unknown): string | null {
  const day = typeof date === 'string' ? date.slice(0, 10) : '';
  if (days.has(day)) return day;
  if (!isDate(day)) return null;
  if (days.size >= DAYS_MAX) days.clear();
  days.add(day);
  return day;
}

const monthOf = (date: unknown): number => (typeof date === 'string' && MONTH.test(date)
  ? monthNumber(date) ?? ALL_MONTH : ALL_MONTH);
