// What rows of «Мой день» are made of: the money at stake of a deal, how late it is, and the words
// that say why a row is here. Rows are ordered by money at stake × days late.
import { DAY_LATENESS_MAX, DAY_PLAIN_KOPECKS, type DayRow } from '#contract/day';
import { maySee, type Actor } from '#platform/actor';
import { addDays, businessDate, dayNumber } from '#platform/clock';
import { companyCalendar, companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { isWorkingDay } from '#platform/production-calendar';
import type { DayPage } from '#modules/work';

/** One row as the queries of the sections answer it. */
export type RawDayRow = {
  taskId: number | null; taskTitle: string | null; taskKind: string | null;
  taskVersion: number | null; priority: string | null; dueAt: string | null;
  entity: string | null; entityId: number | null;
  dealId: number | null; dealNumber: string | null; dealTitle: string | null;
  stage: string | null; company: string | null; amountKopecks: number | null;
  personId: number | null; personName: string | null;
  insteadId: number | null; insteadName: string | null;
  since: string | null;
  total: number; sumKopecks: number | null;
};

/** What is left to pay on the deal d; nothing for those who may not see money. */
export const atStake = (actor: Actor): string => maySee(actor, 'deal.money')
  ? 'greatest(d.amount_kopecks - d.paid_kopecks, 0)' : 'null::bigint';

/** Money × (1 + days since `since`), both within bounds; an urgent task counts twice. */
export const costOf = (kopecks: string, since: string, now: string): string => `
  greatest(coalesce(${kopecks}, ${DAY_PLAIN_KOPECKS}), ${DAY_PLAIN_KOPECKS})::numeric
    * (1 + least(${DAY_LATENESS_MAX}, greatest(0,
      floor(extract(epoch from ${now}::timestamptz - ${since}) / 86400))))`;

export type Words<Row = RawDayRow> = (row: Row) => { why: string; late: boolean };

export function pageOf<Row extends RawDayRow>(rows: Row[], words: Words<Row>): DayPage {
  const [first] = rows;
  return {
    total: first?.total ?? 0,
    sumKopecks: first?.sumKopecks ?? null,
    items: rows.map((row) => rowOf(row, words(row))),
  };
}

function rowOf(row: RawDayRow, { why, late }: { why: string; late: boolean }): DayRow {
  const { taskId, dealId } = row;
  const dealName = row.dealNumber === null ? null : `${row.dealNumber} · ${row.dealTitle}`;
  const named = (id: number | null, name: string | null) =>
    id === null || name === null ? null : { id, name };
  return {
    key: taskId === null ? `deal:${dealId}` : `task:${taskId}`,
    title: row.taskTitle ?? dealName ?? '', why, late,
    entity: row.entity, entityId: row.entityId,
    about: taskId === null ? null : dealName,
    company: row.company, amountKopecks: row.amountKopecks,
    person: named(row.personId, row.personName),
    insteadOf: named(row.insteadId, row.insteadName),
    task: taskId === null ? null : {
      id: taskId, kind: row.taskKind ?? 'task', version: row.taskVersion ?? 1,
      dueAt: row.dueAt, priority: row.priority ?? 'normal',
    },
  };
}

/** A count with its noun: «3 дня». */
export function daysInWords(count: number): string {
  const last = count % 10;
  const teen = count % 100 >= 11 && count % 100 <= 14;
  const noun = teen || last === 0 || last > 4 ? 'дней' : last === 1 ? 'день' : 'дня';
  return `${count} ${noun}`;
}

export function daysLate(moment: string, ctx: Context): number {
  const zone = companyTimeZone();
  return dayNumber(businessDate(ctx.now(), zone))
    - dayNumber(businessDate(new Date(moment), zone));
}

const COUNT_MAX = 250;

/** Whole working days between a moment and today. */
export function workingDaysSince(moment: string, ctx: Context): number {
  const zone = companyTimeZone();
  const today = businessDate(ctx.now(), zone);
  let count = 0;
  let day = addDays(businessDate(new Date(moment), zone), 1);
  for (; day < today && count < COUNT_MAX; day = addDays(day, 1)) {
    if (isWorkingDay(companyCalendar(), day)) count += 1;
  }
  return count;
}
