// The health of the exchange as every screen shows it. One read every few seconds a process, told
// to all open screens through the stream when it changes: nobody asks for it by the clock.
import type { ShellFacts } from '#contract/shell';
import { ONEC_SIGNAL } from '#contract/shell';
import { isWorkingTime } from '#platform/working-time';
import { companySchedule } from '#platform/company-time';
import type { Db, Queryable } from '#platform/database';
import { one } from '#platform/database';
import type { StreamHub } from '#platform/stream-hub';
import { readWatchRules, silentMinutes } from './incidents.ts';

type Health = ShellFacts['onec'];

type Said = { lastContactAt: string | null; isLate: boolean; isHeld: boolean };

/** The base that has been silent the longest speaks for all: its money is late. */
export async function exchangeHealth(on: Queryable, now: Date): Promise<Health> {
  const row = await one<Said>(on, {
    name: 'exchange-health',
    text: `
      select (select min(live_at) from onec.base where watched and accepted) as "lastContactAt",
        coalesce(bool_or(a.kind = 'money.late'), false) as "isLate",
        coalesce(bool_or(a.kind = 'epoch.changed'), false) as "isHeld"
      from onec.alarm a join onec.base b on b.id = a.base_id and b.watched
      where a.cleared_at is null`,
  });
  const lastContactAt = row?.lastContactAt ?? null;
  const said = { lastContactAt, at: now.toISOString() };
  if (!lastContactAt) return { state: 'never', ...said };
  const rules = await readWatchRules(on);
  const silentMs = now.getTime() - Date.parse(lastContactAt);
  if (silentMs <= rules.silenceMinutes * 60_000) {
    const speaks = row?.isLate ? 'late' : 'live';
    return { state: row?.isHeld ? 'held' : speaks, ...said };
  }
  const rests = rules.workingHoursOnly
    && (!isWorkingTime(companySchedule(), now)
      || silentMinutes(lastContactAt, now, rules) <= rules.silenceMinutes);
  return { state: rests ? 'resting' : 'lost', ...said };
}

const LOOK_MS = 3_000;

export type HealthWatch = { stop: () => Promise<void> };

type Options = { now: () => Date; onError: (error: unknown) => void };

export function watchHealth(db: Db, hub: StreamHub, { now, onError }: Options): HealthWatch {
  let told = '';
  let stopped = false;
  let wake = () => undefined as void;
  const look = async () => {
    if (hub.size === 0) return;
    const { at, ...health } = await exchangeHealth(db, now());
    const sign = JSON.stringify(health);
    if (sign === told) return;
    told = sign;
    hub.broadcast(ONEC_SIGNAL, { ...health, at });
  };
  const run = async () => {
    while (!stopped) {
      await look().catch(onError);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_MS);
        wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  };
  const running = run();
  return { stop: async () => { stopped = true; wake(); await running; } };
}
