// How a person is told: what they chose over what the program does by itself.
import {
  NOTICE_HOURS, NOTICE_TYPES, type NoticeChoice, type NoticeHours, type NoticeSettings,
} from '#contract/notices';
import { addDays, businessDate, minuteOfDay, momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { isWorkingDay, workingDayFrom } from '#platform/production-calendar';
import { refuse, refuseField } from '#platform/refuse';
import { readSettings } from '#platform/settings';

type Hours = NoticeHours & { employeeId: number };

const HOURS_SQL = `quiet_from as "quietFrom", quiet_until as "quietUntil",
  working_only as "workingOnly", digest_at as "digestAt"`;

export type Wishes = {
  channels: (employeeId: number, kind: string) => { inApp: boolean; email: boolean };
  hours: (employeeId: number) => NoticeHours;
  mailReady: boolean;
};

/** What these people chose, in three small reads. */
export async function wishesOf(on: Queryable, employeeIds: readonly number[]): Promise<Wishes> {
  const choices = await on.query<NoticeChoice & { employeeId: number }>({
    name: 'work-notice-choices',
    text: `select employee_id as "employeeId", kind, in_app as "inApp", email
      from work.notice_choice where employee_id = any($1::bigint[])`,
    values: [employeeIds],
  });
  const hours = await on.query<Hours>({
    name: 'work-notice-hours',
    text: `select employee_id as "employeeId", ${HOURS_SQL}
      from work.notice_hours where employee_id = any($1::bigint[])`,
    values: [employeeIds],
  });
  const server = await one(on, 'select from work.mail_server');
  const company = await companyHours(on);
  const byKind = new Map(choices.rows.map((row) => [`${row.employeeId} ${row.kind}`, row]));
  const byPerson = new Map(hours.rows.map(({ employeeId, ...row }) => [employeeId, row]));
  return {
    channels: (employeeId, kind) => byKind.get(`${employeeId} ${kind}`)
      ?? { inApp: true, email: NOTICE_TYPES[kind]?.email ?? false },
    hours: (employeeId) => byPerson.get(employeeId) ?? company,
    mailReady: server !== undefined,
  };
}

/** What holds for whoever chose nothing: the quiet hours of the company. */
async function companyHours(on: Queryable): Promise<NoticeHours> {
  const { 'company.quietHours': quiet } = await readSettings(on, ['company.quietHours']);
  return { ...NOTICE_HOURS, quietFrom: quiet?.[0] ?? null, quietUntil: quiet?.[1] ?? null };
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function isQuiet({ quietFrom, quietUntil }: NoticeHours, minute: number): boolean {
  if (quietFrom === null || quietUntil === null || quietFrom === quietUntil) return false;
  const [from, until] = [minutesOf(quietFrom), minutesOf(quietUntil)];
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** The first moment from `now` on at which a letter may disturb the person. */
export function allowedAt(hours: NoticeHours, now: Date): Date {
  const zone = companyTimeZone();
  let at = now;
  if (isQuiet(hours, minuteOfDay(at, zone))) {
    const today = businessDate(at, zone);
    const end = momentOf(today, hours.quietUntil!, zone);
    at = end > at ? end : momentOf(addDays(today, 1), hours.quietUntil!, zone);
  }
  const day = businessDate(at, zone);
  if (!hours.workingOnly || isWorkingDay(companyCalendar(), day)) return at;
  return momentOf(workingDayFrom(companyCalendar(), day), hours.quietUntil ?? '09:00', zone);
}

function reader(ctx: Context): number {
  const { employeeId } = ctx.actor;
  if (employeeId === null) throw refuse('right.missing', 'Уведомления есть только у сотрудников.');
  return employeeId;
}

export async function readNoticeSettings(ctx: Context): Promise<NoticeSettings> {
  const me = reader(ctx);
  const wishes = await wishesOf(ctx.db, [me]);
  const person = await one<{ email: string | null }>(ctx.db,
    'select email from staff.employee where id = $1', [me]);
  return {
    types: Object.entries(NOTICE_TYPES).map(([kind, { label, urgent = false }]) => {
      const { inApp, email } = wishes.channels(me, kind);
      return { kind, label, urgent, inApp, email };
    }),
    hours: wishes.hours(me), address: person?.email ?? null, mailReady: wishes.mailReady,
  };
}

export async function chooseChannels(ctx: Context, choice: NoticeChoice): Promise<NoticeSettings> {
  if (!Object.hasOwn(NOTICE_TYPES, choice.kind)) {
    throw refuseField('kind', 'Такого вида уведомлений нет.');
  }
  await ctx.db.query(
    `insert into work.notice_choice (employee_id, kind, in_app, email) values ($1, $2, $3, $4)
     on conflict (employee_id, kind) do update
     set in_app = excluded.in_app, email = excluded.email`,
    [reader(ctx), choice.kind, choice.inApp, choice.email]);
  return readNoticeSettings(ctx);
}

export async function chooseHours(ctx: Context, hours: NoticeHours): Promise<NoticeSettings> {
  if ((hours.quietFrom === null) !== (hours.quietUntil === null)) {
    throw refuseField('quietUntil', 'Укажите начало и конец тихих часов.');
  }
  await ctx.db.query(
    `insert into work.notice_hours (employee_id, quiet_from, quiet_until, working_only, digest_at)
     values ($1, $2, $3, $4, $5)
     on conflict (employee_id) do update set quiet_from = excluded.quiet_from,
       quiet_until = excluded.quiet_until, working_only = excluded.working_only,
       digest_at = excluded.digest_at`,
    [reader(ctx), hours.quietFrom, hours.quietUntil, hours.workingOnly, hours.digestAt]);
  return readNoticeSettings(ctx);
}
