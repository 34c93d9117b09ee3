// «Не дубль»: a person's word about two records, told in the history of both, and taken back.
import type { MergeEntity } from '#contract/merges';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { bothOf } from './list-pairs.ts';

type Pair = { id: number; entity: MergeEntity; aId: number; bId: number; isDismissed: boolean };

/** Missing to whoever may not read both; changing asks for the right to edit or merge both. */
async function lockPair(tx: Tx, ctx: Context, id: number): Promise<Pair> {
  const pair = await one<Pair>(tx, `
    select id, entity, a_id as "aId", b_id as "bId", dismissed_at is not null as "isDismissed"
    from customers.duplicate_pair where id = $1 for update`, [id]);
  if (!pair) throw refuse('record.missing');
  const values: unknown[] = [id];
  const read = bothOf(ctx.actor, pair.entity, 'read', values);
  const edit = bothOf(ctx.actor, pair.entity, 'edit', values);
  const merge = bothOf(ctx.actor, pair.entity, 'merge', values);
  const rights = await one<{ mayRead: boolean; mayChange: boolean }>(tx, `
    select coalesce(${read}, false) as "mayRead",
      coalesce(${edit}, false) or coalesce(${merge}, false) as "mayChange"
    from customers.duplicate_pair p where p.id = $1`, values);
  if (!rights?.mayRead) throw refuse('record.missing');
  if (!rights.mayChange) throw refuse('right.missing');
  return pair;
}

const NAMES: Record<MergeEntity, string> = {
  company: 'select id, name from customers.company where id in ($1, $2)',
  contact: 'select id, name from customers.contact where id in ($1, $2)',
};

async function tell(
  tx: Tx, ctx: Context, { entity, aId, bId }: Pair, what: 'notDuplicate' | 'maybeDuplicate',
): Promise<void> {
  const { rows } = await tx.query<{ id: number; name: string }>(NAMES[entity], [aId, bId]);
  await writeEvents(tx, ctx, [
    ...rows.map(({ id }) => ({
      kind: `${entity}.${what}`, entity, entityId: id,
      data: { other: rows.find((row) => row.id !== id) ?? null },
    })),
    { kind: 'duplicates.changed', entity: 'duplicates', entityId: 0 },
  ]);
}

export async function dismissPair(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, ctx, id);
    if (pair.isDismissed) return;
    await tx.query(`
      update customers.duplicate_pair set dismissed_at = $2, dismissed_by = $3 where id = $1`,
    [id, ctx.now(), ctx.actor.employeeId]);
    await tell(tx, ctx, pair, 'notDuplicate');
  });
}

/** The pair is looked at anew by the next scan: what made it one may be gone. */
export async function restorePair(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, ctx, id);
    if (!pair.isDismissed) return;
    await tx.query(`
      update customers.duplicate_pair set dismissed_at = null, dismissed_by = null where id = $1`,
    [id]);
    await tx.query(`
      insert into customers.duplicate_due (entity, record_id) values ($1, $2), ($1, $3)
      on conflict do nothing`, [pair.entity, pair.aId, pair.bId]);
    await tell(tx, ctx, pair, 'maybeDuplicate');
  });
}
