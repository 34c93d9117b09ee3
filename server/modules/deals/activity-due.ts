// When something last happened to a deal. Verbs and the exchange write the moment together with
// their change; what others do around a deal (comments, files, tasks) is read from the event log.
import { addWorkingDays } from '#platform/production-calendar';
import { momentOf } from '#platform/clock';
import { companyCalendar, companyTimeZone, companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { inTransaction, one, type Db, type Tx } from '#platform/database';

const BATCH_EVENTS = 5_000;

/** History that is loaded and time that passes are no activity; people and live 1C are. */
export const isActivity = ({ source }: Pick<Context, 'source'>): boolean =>
  source !== 'import' && source !== 'system';

type Cursor = { tx: string; eventId: number };

/** Reads the log on from where it stopped; safe to run twice at once and after a kill. */
export async function noteActivity(db: Db): Promise<number> {
  for (let all = 0; ;) {
    const count = await inTransaction(db, noteBatch);
    all += count;
    if (count < BATCH_EVENTS) return all;
  }
}

async function noteBatch(tx: Tx): Promise<number> {
  await tx.query(`insert into deals.activity_cursor (tx, event_id) values ('0', 0)
    on conflict do nothing`);
  const from = await one<Cursor>(tx,
    'select tx::text as tx, event_id as "eventId" from deals.activity_cursor for update');
  // Below the oldest running transaction, as the stream reads: nothing can appear behind later.
  const { rows } = await tx.query<Cursor & { dealId: number | null; at: string }>({
    name: 'deal-activity-events',
    text: `
      select tx::text as tx, id as "eventId", at,
        case when entity = 'deal' and source not in ('import', 'system') then entity_id end
          as "dealId"
      from platform.event
      where (tx, id) > ($1::xid8, $2::bigint) and tx < pg_snapshot_xmin(pg_current_snapshot())
      order by tx, id limit ${BATCH_EVENTS}`,
    values: [from!.tx, from!.eventId],
  });
  const last = rows.at(-1);
  if (!last) return 0;
  await touch(tx, rows.filter((row) => row.dealId !== null));
  await tx.query('update deals.activity_cursor set tx = $1, event_id = $2',
    [last.tx, last.eventId]);
  return rows.length;
}

/** Days are what counts: a moment within the hour is left, and most verbs wrote it themselves. */
async function touch(tx: Tx, rows: { dealId: number | null; at: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: 'deal-activity-touch',
    text: `
      with happened as (
        select deal_id, max(at) as at
        from unnest($1::bigint[], $2::timestamptz[]) as n (deal_id, at) group by deal_id
      ), old as materialized (
        select d.id, h.at from deals.deal d join happened h on h.deal_id = d.id
        where d.last_activity_at < h.at - interval '1 hour' order by d.id for update of d
      )
      update deals.deal d set last_activity_at = old.at from old where d.id = old.id`,
    values: [rows.map((row) => row.dealId), rows.map((row) => row.at)],
  });
}

/**
 * The moment before which the last event of a deal lies when it stands still today: so many whole
 * working days have passed. Run by clock, after a change of the calendar and of a stage.
 */
export async function refreshIdleBefore(db: Db, now: Date): Promise<void> {
  const { rows } = await db.query<{ days: number }>(
    'select distinct idle_days as days from deals.stage');
  const today = companyToday(now);
  const before = rows.map(({ days }) => momentOf(
    addWorkingDays(companyCalendar(), today, -days), '00:00', companyTimeZone()));
  await db.query(
    `update deals.stage s set idle_before = n.before
     from unnest($1::smallint[], $2::timestamptz[]) as n (days, before)
     where s.idle_days = n.days and s.idle_before is distinct from n.before`,
    [rows.map((row) => row.days), before]);
}
