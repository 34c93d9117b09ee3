// Down from a month of a run: its days and its objects.
import type { ReconcileDay, ReconcileObject } from '#contract/reconcile';
import type { OnecType } from '#contract/onec-rows';
import { isDate } from '#platform/clock';
import { one, type Db } from '#platform/database';
import { refuseField } from '#platform/refuse';
import { monthNumber, TYPE_CODES, typeOfCode } from '../object-types.ts';
import { ALL_MONTH } from './month-states.ts';
import { monthWord, readRun } from './read-runs.ts';
import { ourDays } from './run-days.ts';

type Asked = { id: number; type: OnecType; month: string };

type DayRow = {
  day: string; their_count: number; their_sum: number; our_count: number; our_sum: number;
};

/** A month whose hashes agree has the same days on both sides, which are those of our rows. */
export async function readDays(db: Db, { id, type, month }: Asked): Promise<ReconcileDay[]> {
  const run = await readRun(db, id);
  const number = monthNumber(month);
  if (number === null) return [];
  const row = await one<{ differs: boolean }>(db,
    `select differs from onec.reconcile_month
     where reconcile_id = $1 and type = $2 and month = $3`, [id, TYPE_CODES[type], number]);
  const faults = await dayFaults(db, id, type, number);
  const faultOf = (day: string) => faults.get(day) ?? { found: 0, left: 0 };
  const { rows } = await db.query<DayRow>(
    `select day, their_count, their_sum_kopecks::float8 as their_sum, our_count,
       our_sum_kopecks::float8 as our_sum
     from onec.reconcile_day where reconcile_id = $1 and type = $2 and month = $3 order by day`,
    [id, TYPE_CODES[type], number]);
  if (rows.length > 0) {
    return rows.map((each) => ({
      day: each.day,
      onec: { count: each.their_count, sumKopecks: each.their_sum },
      ours: { count: each.our_count, sumKopecks: each.our_sum },
      ...faultOf(each.day),
    }));
  }
  const ours = await ourDays(db, run.baseId, { type, month: number });
  return ours.map(({ day, ...side }) => ({
    day, ours: side, onec: row?.differs === false ? side : null, ...faultOf(day),
  }));
}

async function dayFaults(db: Db, id: number, type: OnecType, month: number) {
  const { rows } = await db.query<{ day: string; found: number; left: number }>(
    `select day, count(*)::int as found,
       (count(*) filter (where settled_at is null))::int as left
     from onec.reconcile_object
     where reconcile_id = $1 and type = $2 and month = $3 and day is not null group by day`,
    [id, TYPE_CODES[type], month]);
  return new Map(rows.map(({ day, ...counts }) => [day, counts]));
}

export type ObjectsAsked = {
  type?: OnecType; month?: string; day?: string; left?: boolean; offset?: number; limit?: number;
};

type ObjectRow = Omit<ReconcileObject, 'type' | 'month'> & {
  type: number; month: number; total: number;
};

const DEALS = `
  case o.type
    when ${TYPE_CODES.order} then (select h.deal_id from payments.sales_order h
      where h.base_id = o.base_id and h.uid = o.uid)
    when ${TYPE_CODES.payment} then (select h.deal_id from payments.payment_line l
        join payments.sales_order h on h.base_id = l.base_id and h.uid = l.order_uid
      where l.base_id = o.base_id and l.payment_uid = o.uid and h.deal_id is not null limit 1)
    when ${TYPE_CODES.invoice} then (select h.deal_id from payments.invoice i
        join payments.sales_order h on h.base_id = i.base_id and h.uid = i.order_uid
      where i.base_id = o.base_id and i.uid = o.uid)
    when ${TYPE_CODES.shipment} then (select h.deal_id from payments.shipment_line l
        join payments.sales_order h on h.base_id = l.base_id and h.uid = l.order_uid
      where l.base_id = o.base_id and l.shipment_uid = o.uid and h.deal_id is not null limit 1)
  end`;

export async function readObjects(
  db: Db, id: number, asked: ObjectsAsked,
): Promise<{ items: ReconcileObject[]; total: number }> {
  const { type, month, day, left, offset = 0, limit = 100 } = asked;
  if (day && !isDate(day)) throw refuseField('day', 'Это не дата.');
  const { rows } = await db.query<ObjectRow>({
    name: 'reconcile-objects',
    text: `
      select o.type, o.uid, o.month, o.day, o.name, o.fault, o.their_sum_kopecks as "onecKopecks",
        o.our_sum_kopecks as "ourKopecks", o.found_at as "foundAt", o.settled_at as "settledAt",
        o.settlement, ${DEALS} as "dealId", count(*) over ()::int as total
      from onec.reconcile_object o
      where o.reconcile_id = $1 and ($2::smallint is null or o.type = $2)
        and ($3::int is null or o.month = $3) and ($4::date is null or o.day = $4)
        and (not $5 or o.settled_at is null)
      order by o.settled_at is not null, o.type, o.day desc nulls last, o.uid
      offset $6 limit $7`,
    values: [id, type ? TYPE_CODES[type] : null,
      month ? monthNumber(month) ?? ALL_MONTH : null, day ?? null, left ?? false, offset, limit],
  });
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _total, ...row }) => ({
      ...row, type: typeOfCode(row.type) as OnecType, month: monthWord(row.month),
    })),
  };
}
