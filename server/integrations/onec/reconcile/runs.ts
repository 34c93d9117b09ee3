// A run of the reconciliation: begun by the night, a person, a confirmed epoch or 1C itself; open
// until everything that differed is named and has come again.
import type { OnecType } from '#contract/onec-rows';
import type { RECONCILE_REASONS } from '#contract/reconcile';
import { systemContext, type Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { clearAlarms, raiseAlarm } from '../alarms.ts';
import { TYPE_CODES } from '../object-types.ts';
import type { Place } from './month-states.ts';

export type Reason = (typeof RECONCILE_REASONS)[number];

export type Run = {
  id: number;
  baseId: number;
  state: 'counting' | 'waiting' | 'comparing' | 'done' | 'failed';
  reason: Reason;
  scope: { type: OnecType; month: string }[] | null;
  createdAt: string;
  preparedAt: string | null;
};

/** The event whose handler counts our side. */
export const RECONCILE_ASKED = 'reconcile.asked';

const COLUMNS = `r.id, r.base_id as "baseId", r.state, r.reason, r.scope,
  r.created_at as "createdAt", r.prepared_at as "preparedAt"`;

export function openRun(on: Queryable, baseId: number): Promise<Run | undefined> {
  return one<Run>(on, {
    name: 'reconcile-open',
    text: `select ${COLUMNS} from onec.reconcile r
      where r.base_id = $1 and r.state in ('counting', 'waiting', 'comparing')`,
    values: [baseId],
  });
}

export function findRun(on: Queryable, id: number): Promise<Run | undefined> {
  return one<Run>(on, `select ${COLUMNS} from onec.reconcile r where r.id = $1`, [id]);
}

type Begin = {
  baseId: number; epoch: string; reason: Reason; scope?: Run['scope'];
  /** Our side is counted first; a digest that 1C sends by itself is compared at once. */
  state: 'counting' | 'comparing';
};

/** Begins a run, or gives the one that is open. */
export async function beginRun(tx: Tx, ctx: Context, asked: Begin): Promise<Run> {
  const { baseId, epoch, reason, scope = null, state } = asked;
  const made = await one<{ id: number }>(tx, `
    insert into onec.reconcile (base_id, epoch, reason, asked_by, scope, state, created_at,
      touched_at, prepared_at)
    values ($1, $2, $3, $4, $5, $6, $7, $7, case when $6 = 'comparing' then $7::timestamptz end)
    on conflict (base_id) where state in ('counting', 'waiting', 'comparing') do nothing
    returning id`,
  [baseId, epoch, reason, ctx.actor.employeeId, scope && JSON.stringify(scope), state, ctx.now()]);
  if (made) {
    await writeEvents(tx, ctx, [{
      kind: state === 'counting' ? RECONCILE_ASKED : 'reconcile.begun',
      entity: 'exchange', entityId: made.id, data: { baseId, reason },
    }]);
  }
  const run = await openRun(tx, baseId);
  if (!run) throw Object.assign(new Error('The open run ended meanwhile'), { code: '40001' });
  return run;
}

/** Open pages read a run anew; the journal is not told of each step. */
export async function tellProgress(tx: Tx, ctx: Context, runId: number): Promise<void> {
  await writeEvents(tx, ctx, [{
    kind: 'reconcile.progressed', entity: 'exchange', entityId: runId,
  }]);
}

type Left = { months: number; differ: number; unnamed: number; found: number; open: number };

export async function leftOf(on: Queryable, runId: number): Promise<Left> {
  const row = await one<Left>(on, `
    select (select count(*)::int from onec.reconcile_month where reconcile_id = $1) as months,
      (select count(*)::int from onec.reconcile_month
        where reconcile_id = $1 and differs) as differ,
      (select count(*)::int from onec.reconcile_month
        where reconcile_id = $1 and differs and itemised_at is null) as unnamed,
      (select count(*)::int from onec.reconcile_object where reconcile_id = $1) as found,
      (select count(*)::int from onec.reconcile_object
        where reconcile_id = $1 and settled_at is null) as open`, [runId]);
  return row ?? { months: 0, differ: 0, unnamed: 0, found: 0, open: 0 };
}

/** Ends a run whose months are all named and whose objects have all come. */
export async function finishIfWhole(tx: Tx, ctx: Context, run: Run): Promise<boolean> {
  const left = await leftOf(tx, run.id);
  if (left.unnamed > 0 || left.open > 0) return false;
  await finishRun(tx, ctx, run, { left });
  return true;
}

/** Ends a run whatever is left; what still differs raises the alarm until a run finds nothing. */
export async function finishRun(
  tx: Tx, ctx: Context, run: Run, { left, error = null }: { left: Left; error?: string | null },
): Promise<void> {
  const { rowCount } = await tx.query(
    `update onec.reconcile set state = $2, finished_at = $3, error = $4
     where id = $1 and state not in ('done', 'failed')`,
    [run.id, error ? 'failed' : 'done', ctx.now(), error]);
  if (!rowCount) return;
  const { found, open, differ, unnamed } = left;
  const system = ctx.actor.employeeId === null ? ctx : systemContext(ctx.db, 'system', ctx.now);
  await writeEvents(tx, system, [{
    kind: 'reconcile.finished', entity: 'exchange', entityId: run.id,
    data: { baseId: run.baseId, months: differ, found, left: open, ...(error ? { error } : {}) },
  }]);
  if (error) return;
  if (open + unnamed > 0) {
    await raiseAlarm(tx, run.baseId, {
      kind: 'digest.differs',
      detail: open > 0 ? `После сверки осталось расхождений: ${open}`
        : `После сверки остались месяцы, которые 1С не расшифровала: ${unnamed}`,
    });
  } else if (run.scope === null) {
    await clearAlarms(tx, run.baseId, 'digest.differs');
  }
}

export const codeOf = ({ type }: Pick<Place, 'type'>): number => TYPE_CODES[type];
