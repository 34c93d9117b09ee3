// The scan: records that have changed are compared with everybody else, a bounded share of a minute
// at a time, so that 300,000 companies of a first load are looked through beside the day's work.
import type { MergeEntity } from '#contract/merges';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { findPairs, type FoundPair } from './find-pairs.ts';

/**
 * Whoever saves one of these records waits for the batch: 14 ms of CPU each over 300,000 companies,
 * a third of a second in all.
 */
const BATCH = 20;
/** Of every minute: a sixth of one core at most, and a batch more. */
const BUDGET_MS = 10_000;
const ENTITIES: readonly MergeEntity[] = ['company', 'contact'];

/** Safe to run twice at once and after a kill: a batch leaves the queue with its pairs. */
export async function scanDuplicates(
  db: Db, now: () => Date, budgetMs = BUDGET_MS,
): Promise<number> {
  const ctx = systemContext(db, 'system', now);
  const until = performance.now() + budgetMs;
  let all = 0;
  for (const entity of ENTITIES) {
    for (let count = BATCH; count === BATCH && performance.now() < until;) {
      count = await inTransaction(db, (tx) => scanBatch(tx, ctx, entity));
      all += count;
    }
  }
  return all;
}

async function scanBatch(tx: Tx, ctx: Context, entity: MergeEntity): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'duplicate-due-take',
    text: `
      delete from customers.duplicate_due where entity = $1 and record_id in (
        select record_id from customers.duplicate_due where entity = $1
        order by record_id limit ${BATCH} for update skip locked)
      returning record_id as id`,
    values: [entity],
  });
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const pairs = await findPairs(tx, entity, ids);
  const changed = await keepPairs(tx, ctx, { entity, ids, pairs });
  if (changed) {
    await writeEvents(tx, ctx, [{ kind: 'duplicates.changed', entity: 'duplicates', entityId: 0 }]);
  }
  return rows.length;
}

type Found = { entity: MergeEntity; ids: number[]; pairs: FoundPair[] };

/** What is no pair any more goes, unless a person has spoken of it; a word of a person stays. */
async function keepPairs(tx: Tx, ctx: Context, { entity, ids, pairs }: Found): Promise<boolean> {
  const found = JSON.stringify(pairs);
  const shape = `jsonb_to_recordset($2::jsonb) as n ("aId" bigint, "bId" bigint, reasons text[],
    confidence smallint)`;
  const gone = await tx.query({
    name: 'duplicate-pairs-drop',
    text: `
      delete from customers.duplicate_pair p
      where p.entity = $1 and (p.a_id = any($3::bigint[]) or p.b_id = any($3::bigint[]))
        and p.dismissed_at is null and not exists (
          select from ${shape} where n."aId" = p.a_id and n."bId" = p.b_id)`,
    values: [entity, found, ids],
  });
  const kept = await tx.query({
    name: 'duplicate-pairs-keep',
    text: `
      insert into customers.duplicate_pair as p (entity, a_id, b_id, reasons, confidence, found_at)
      select $1, n."aId", n."bId", n.reasons, n.confidence, $3::timestamptz from ${shape}
      order by 2, 3
      on conflict on constraint duplicate_pair_unique do update
        set reasons = excluded.reasons, confidence = excluded.confidence
        where p.dismissed_at is null
          and (p.reasons, p.confidence) is distinct from (excluded.reasons, excluded.confidence)`,
    values: [entity, found, ctx.now()],
  });
  return (gone.rowCount ?? 0) + (kept.rowCount ?? 0) > 0;
}
