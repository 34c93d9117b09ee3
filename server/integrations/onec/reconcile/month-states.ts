// Our side of every month: counted from rows once, kept, and counted anew when something of the
// month has changed or when its rows are to be looked at again.
import type { OnecType } from '#contract/onec-rows';
import { inTransaction, type Db, type Queryable, type Tx } from '#platform/database';
import { TYPE_CODES } from '../object-types.ts';
import { damagedDocuments, documentPlace } from './damaged-documents.ts';

/** Month of reference books, which have one row "all". */
export const ALL_MONTH = 0;

export type Place = { type: OnecType; month: number };

export type MonthState = Place & {
  count: number;
  /** Text of a whole number: a month may exceed 2^53 in theory, but must not lie. */
  sumKopecks: string;
  hash: string;
  damaged: number;
  countedAt: string;
};

export const placeKey = ({ type, month }: Place) => `${type} ${month}`;

const inMonth = (month: number) =>
  (month === ALL_MONTH ? 'month is null and $3 = 0' : 'month = $3');

/**
 * Months of which anything is stored. The smallest month above the last one is one probe of the
 * index each time: a plain distinct would read millions of rows.
 */
export async function storedPlaces(on: Queryable, baseId: number): Promise<Place[]> {
  const places: Place[] = [];
  for (const [type, code] of Object.entries(TYPE_CODES) as [OnecType, number][]) {
    const { rows } = await on.query<{ month: number }>({
      name: 'onec-stored-months',
      text: `
        with recursive m as (
          select min(month) as month from onec.object where base_id = $1 and type = $2
          union all
          select (select min(o.month) from onec.object o
            where o.base_id = $1 and o.type = $2 and o.month > m.month)
          from m where m.month is not null
        )
        select month from m where month is not null
        union all
        select ${ALL_MONTH} where $3 and exists (select from onec.object
          where base_id = $1 and type = $2 and month is null and not deleted)`,
      values: [baseId, code, documentPlace(type) === null],
    });
    places.push(...rows.map(({ month }) => ({ type, month })));
  }
  return places;
}

/** Marks of months that a wave has changed; the same transaction as the change. */
export async function touchMonths(
  tx: Queryable, baseId: number, places: { type: number; month: number | null }[],
): Promise<void> {
  const keys = new Set(places.map(({ type, month }) => `${type} ${month ?? ALL_MONTH}`));
  if (keys.size === 0) return;
  const touched = [...keys].map((key) => key.split(' ').map(Number));
  await tx.query({
    name: 'onec-touch-months',
    text: `insert into onec.month_touch (base_id, type, month)
      select $1, t.type, t.month from unnest($2::smallint[], $3::int[]) as t (type, month)`,
    values: [baseId, touched.map(([type]) => type), touched.map(([, month]) => month)],
  });
}

/**
 * Counts one month anew. The marks that this snapshot sees are the changes that it counts: a wave
 * that commits later keeps its own.
 */
export function countMonth(
  db: Db, baseId: number, { type, month }: Place, now: Date,
): Promise<MonthState> {
  return inTransaction(db, async (tx) => {
    await tx.query('set transaction isolation level repeatable read');
    await tx.query({
      name: 'onec-untouch-month',
      text: 'delete from onec.month_touch where base_id = $1 and type = $2 and month = $3',
      values: [baseId, TYPE_CODES[type], month],
    });
    const damaged = await damagedDocuments(tx, baseId, type, month);
    return storeState(tx, baseId, { type, month }, { damaged: damaged.length, now });
  });
}

async function storeState(
  tx: Tx, baseId: number, place: Place, { damaged, now }: { damaged: number; now: Date },
): Promise<MonthState> {
  const { rows } = await tx.query<MonthState>({
    name: `onec-count-month${place.month === ALL_MONTH ? '-all' : ''}`,
    text: `
      insert into onec.month_state as s
        (base_id, type, month, count, sum_kopecks, hash, damaged, counted_at)
      select $1, $2, $3, count(*), coalesce(sum(total_kopecks), 0),
        encode(sha256(convert_to(coalesce(string_agg(
          uid::text || ':' || encode(sha256, 'hex') || e'\\n', '' order by uid), ''), 'UTF8')),
          'hex'),
        $4, $5
      from onec.object where base_id = $1 and type = $2 and ${inMonth(place.month)} and not deleted
      on conflict (base_id, type, month) do update
      set count = excluded.count, sum_kopecks = excluded.sum_kopecks, hash = excluded.hash,
        damaged = excluded.damaged, counted_at = excluded.counted_at
      returning count, sum_kopecks::text as "sumKopecks", hash, damaged,
        counted_at as "countedAt"`,
    values: [baseId, TYPE_CODES[place.type], place.month, damaged, now],
  });
  return { ...rows[0]!, ...place };
}

/** What is kept and not touched since. */
async function keptStates(on: Queryable, baseId: number): Promise<Map<string, MonthState>> {
  const { rows } = await on.query<Omit<MonthState, 'type'> & { code: number }>({
    name: 'onec-kept-months',
    text: `
      select s.type as code, s.month, s.count, s.sum_kopecks::text as "sumKopecks", s.hash,
        s.damaged, s.counted_at as "countedAt"
      from onec.month_state s
      where s.base_id = $1 and not exists (select from onec.month_touch t
        where t.base_id = s.base_id and t.type = s.type and t.month = s.month)`,
    values: [baseId],
  });
  const names = new Map(Object.entries(TYPE_CODES).map(([name, code]) => [code, name as OnecType]));
  return new Map(rows.flatMap(({ code, ...state }) => {
    const type = names.get(code);
    return type ? [[placeKey({ type, month: state.month }), { ...state, type }]] : [];
  }));
}

// 1C waits a minute for the answer. What does not fit is answered as it was counted last; every
// run counts all of it beforehand.
const LOOK_MS_MAX = 20_000;

/**
 * States of the months. What was counted before `freshAfter` is counted anew, the oldest first, as
 * long as the call has time; what has changed since is counted in any case.
 */
export async function statesOf(
  db: Db, baseId: number, places: Place[], { freshAfter, now }: { freshAfter: string; now: Date },
): Promise<Map<string, MonthState>> {
  const kept = await keptStates(db, baseId);
  const countedAt = (place: Place) => Date.parse(kept.get(placeKey(place))?.countedAt ?? '1970');
  const freshMs = Date.parse(freshAfter);
  const startedAt = performance.now();
  const states = new Map<string, MonthState>();
  for (const place of places.toSorted((a, b) => countedAt(a) - countedAt(b))) {
    const known = kept.get(placeKey(place));
    const mayLook = performance.now() - startedAt < LOOK_MS_MAX;
    const isEnough = known && (countedAt(place) >= freshMs || !mayLook);
    states.set(placeKey(place), isEnough ? known : await countMonth(db, baseId, place, now));
  }
  return states;
}
