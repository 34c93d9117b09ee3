// By the clock: what is wrong with each base becomes one open alarm, and the alarm ends by itself
// when it is right again. A base is watched once it has spoken over the wire.
import { lagWords } from '#contract/lag-words';
import { companySchedule } from '#platform/company-time';
import type { Queryable } from '#platform/database';
import { readSettings } from '#platform/settings';
import { workingMinutesBetween } from '#platform/working-time';
import type { AlarmKind } from '../alarms.ts';
import { clearAlarms, raiseAlarm } from '../alarms.ts';
import type { Inbox } from '../apply-items.ts';
import { tellOfAlarms } from './tell-administrators.ts';

const WINDOW = '5 minutes';

export type WatchRules = { silenceMinutes: number; workingHoursOnly: boolean; lagSeconds: number };

export async function readWatchRules(on: Queryable): Promise<WatchRules> {
  const said = await readSettings(on,
    ['onec.silenceMinutes', 'onec.watchWorkingHours', 'onec.moneyLagSeconds']);
  return {
    silenceMinutes: said['onec.silenceMinutes'],
    workingHoursOnly: said['onec.watchWorkingHours'],
    lagSeconds: said['onec.moneyLagSeconds'],
  };
}

/** Minutes of silence that count: with the setting, those in which people work. */
export function silentMinutes(since: string, now: Date, rules: WatchRules): number {
  const from = new Date(since);
  if (rules.workingHoursOnly) return workingMinutesBetween(companySchedule(), from, now);
  return Math.floor((now.getTime() - from.getTime()) / 60_000);
}

type Watched = {
  id: number; ib: string; liveAt: string;
  /** The latest money of the last minutes, milliseconds; null is none. */
  lagMs: number | null;
  rejectedMoney: number;
};

async function watchedBases(on: Queryable, now: Date): Promise<Watched[]> {
  const { rows } = await on.query<Watched>({
    name: 'onec-watched',
    text: `
      select b.id, b.ib, b.live_at as "liveAt",
        (select max(m.lag_ms) from onec.message m
          where m.base_id = b.id and m.lane = 'money'
            and m.received_at > $1::timestamptz - interval '${WINDOW}') as "lagMs",
        (select count(*)::int from onec.quarantine q
          where q.base_id = b.id and q.state = 'rejected' and q.lane = 'money'
            and q.code not in ('base.unknown', 'epoch.changed')) as "rejectedMoney"
      from onec.base b where b.watched and b.accepted and b.live_at is not null`,
    values: [now],
  });
  return rows;
}

type Finding = { kind: AlarmKind; detail: string | null };

/** What is wrong now; no detail means that it is right. */
export function judgeWatched(base: Watched, now: Date, rules: WatchRules): Finding[] {
  const silent = silentMinutes(base.liveAt, now, rules);
  const lagMs = base.lagMs ?? 0;
  return [
    {
      kind: 'contact.lost',
      detail: silent > rules.silenceMinutes
        ? `База ${base.ib} молчит больше ${rules.silenceMinutes} мин: деньги и заказы могут `
          + 'отставать. Проверьте, что 1С запущена и видит Верстак.' : null,
    },
    {
      kind: 'money.late',
      detail: Math.round(lagMs / 1000) > rules.lagSeconds
        ? `Оплаты базы ${base.ib} доходят с задержкой: ${lagWords(lagMs)}.` : null,
    },
    {
      kind: 'money.rejected',
      detail: base.rejectedMoney > 0
        ? `Не приняты документы с деньгами базы ${base.ib}: ${base.rejectedMoney}. Причина и `
          + 'исходный текст — в карантине.' : null,
    },
  ];
}

/** One alarm an incident; administrators are told when it begins and when it ends. */
export async function watchExchange(inbox: Inbox): Promise<void> {
  const now = inbox.now();
  const rules = await readWatchRules(inbox.db);
  for (const base of await watchedBases(inbox.db, now)) {
    for (const { kind, detail } of judgeWatched(base, now, rules)) {
      if (detail) await raiseAlarm(inbox.db, base.id, { kind, detail, now });
      else await clearAlarms(inbox.db, base.id, kind, { now });
    }
  }
  await clearUnwatched(inbox);
  await tellOfAlarms(inbox);
}

/** Whoever stops watching a base ends what the watch has raised. */
async function clearUnwatched(inbox: Inbox): Promise<void> {
  await inbox.db.query(
    `update onec.alarm a set cleared_at = $1 from onec.base b
     where b.id = a.base_id and not b.watched and a.cleared_at is null
       and a.kind in ('contact.lost', 'money.late')`, [inbox.now()]);
}
