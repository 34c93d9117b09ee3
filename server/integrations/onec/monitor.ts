// What an administrator sees of the exchange: contact, lag, queue, what waits, alarms, versions.
import type { ExchangeBase, ExchangeState } from '#contract/exchange';
import { countCommands, type CommandCounts } from '#modules/commands';
import { one, type Db, type Queryable } from '#platform/database';
import { queuedIn } from './lanes.ts';
import { TRANSPORT } from './transport.ts';
import { keptFigure } from './watch/kept-figures.ts';
import { ONEC_LANES } from './wire/item.ts';

type BaseRow = Omit<ExchangeBase, 'lanes' | 'commands' | 'objects' | 'waitingLinks'> & {
  lanes: Omit<ExchangeBase['lanes'][number], 'queued'>[] | null;
};

const BASES = `
  select b.id, b.ib, b.epoch, b.pending_epoch as "pendingEpoch", b.accepted, b.configuration,
    b.configuration_version as version, b.platform, b.extension, b.time_zone as "timeZone",
    b.clock_skew_ms as "clockSkewMs", b.last_contact_at as "lastContactAt", b.watched,
    ${TRANSPORT} as transport,
    (select count(*)::int from onec.quarantine q
      where q.base_id = b.id and q.state = 'parked') as parked,
    (select count(*)::int from onec.quarantine q
      where q.base_id = b.id and q.state = 'rejected') as rejected,
    (select jsonb_agg(l) from (
      select m.lane, count(*)::int as received,
        round(percentile_cont(0.5) within group (order by m.lag_ms))::int as "lagP50Ms",
        round(percentile_cont(0.95) within group (order by m.lag_ms))::int as "lagP95Ms"
      from onec.message m
      where m.base_id = b.id and m.received_at > $1::timestamptz - interval '1 hour'
      group by m.lane
    ) l) as lanes,
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind,
        'detail', a.detail, 'raisedAt', a.raised_at) order by a.id)
      from onec.alarm a where a.base_id = b.id and a.cleared_at is null), '[]') as alarms,
    (select jsonb_build_object('id', r.id, 'state', r.state, 'createdAt', r.created_at,
        'finishedAt', r.finished_at,
        'monthsDiffer', (select count(*) from onec.reconcile_month m
          where m.reconcile_id = r.id and m.differs),
        'found', (select count(*) from onec.reconcile_object o where o.reconcile_id = r.id),
        'left', (select count(*) from onec.reconcile_object o
          where o.reconcile_id = r.id and o.settled_at is null))
      from onec.reconcile r where r.base_id = b.id order by r.id desc limit 1) as reconcile
  from onec.base b order by b.id`;

/** Looks at every object and every line of a payment: seconds at 2.4 million orders. */
const FIGURES = `
  select b.id,
    (select count(*)::int from onec.object o where o.base_id = b.id and not o.deleted) as objects,
    (select count(*)::int from payments.payment_line l
      where l.base_id = b.id and l.order_uid is not null and not exists (
        select 1 from payments.sales_order o
        where o.base_id = l.base_id and o.uid = l.order_uid)) as orders,
    (select count(*)::int from payments.sales_order o
      where o.base_id = b.id and o.company_uid is not null and not exists (
        select 1 from customers.company_identity c
        where c.base_id = o.base_id and c.uid = o.company_uid)) as companies
  from onec.base b`;

type Figures = { id: number; objects: number; orders: number; companies: number };

const readFigures = (db: Db) => keptFigure(db, 'exchange', async () => {
  const { rows } = await db.query<Figures>({ name: 'exchange-figures', text: FIGURES });
  return new Map(rows.map((row) => [row.id, row]));
});

export async function readExchange(db: Db, now: Date): Promise<ExchangeState> {
  const [bases, figures, commands, refusals, keys] = await Promise.all([
    db.query<BaseRow>({ name: 'exchange-bases', text: BASES, values: [now] }),
    readFigures(db),
    countCommands(db),
    db.query<ExchangeState['refusals'][number]>(
      `select code, sum(count)::int as count, max(last_at) as "lastAt" from onec.refusal
       where on_day > $1::date - 7 group by code order by code`,
      [now.toISOString().slice(0, 10)]),
    db.query<ExchangeState['keys'][number]>(
      `select id, name, created_at as "createdAt", revoked_at as "revokedAt"
       from platform.api_key where kind = 'onec' order by created_at`),
  ]);
  return {
    bases: bases.rows.map((base) => {
      const { objects = 0, orders = 0, companies = 0 } = figures.get(base.id) ?? {};
      return {
        ...base, objects, waitingLinks: { orders, companies }, lanes: lanesOf(base),
        commands: commandsOf(commands, base.id),
      };
    }),
    refusals: refusals.rows,
    keys: keys.rows,
  };
}

function commandsOf(counts: CommandCounts[], baseId: number): ExchangeBase['commands'] {
  const found = counts.find((count) => count.baseId === baseId);
  if (!found) return null;
  const { baseId: _baseId, ...counted } = found;
  return counted;
}

function lanesOf(base: BaseRow): ExchangeBase['lanes'] {
  return ONEC_LANES.map((lane) => {
    const found = base.lanes?.find((row) => row.lane === lane);
    return {
      lane, queued: queuedIn(lane), received: found?.received ?? 0,
      lagP50Ms: found?.lagP50Ms ?? null, lagP95Ms: found?.lagP95Ms ?? null,
    };
  });
}

/** Messages that wait for a person, for the mark in the navigation. */
export async function countQuarantine(on: Queryable): Promise<number> {
  const row = await one<{ count: number }>(on, {
    name: 'quarantine-open-count',
    text: `select count(*)::int as count from onec.quarantine where state <> 'settled'`,
  });
  return row?.count ?? 0;
}
