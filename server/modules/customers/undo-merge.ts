// One record becomes two again. The rule, told to people in these words: what went over goes back;
// what 1C has sent under the guids of the returning record goes to it; what people have added or
// changed since stays where they did it. A file that went over goes back even when a field of the
// staying record has been pointed at it since: the field takes what it held before.
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { fileFieldsOf, type RawValues } from '#modules/fields';
import { customBack, type Leaving } from './merge-custom.ts';
import { mergeEvents } from './merge-events.ts';
import type { Identity, MergeDeps } from './merge-followers.ts';
import {
  HEADER_FIELDS, identitiesOf, identityTable, type KnownIdentity, lockPair, type MergeFields,
  ownerColumn, recordTable, writeFields,
} from './merge-record.ts';
import { type MergeMemory, toldChanges, undoUntil } from './merge-records.ts';
import { applySaid } from './said-by-onec.ts';
import { giveBackParts } from './undo-parts.ts';

/** Throws 'record.missing', 'right.missing', 'merge.closed'. */
export async function undoMerge(
  ctx: Context, { followers }: MergeDeps, id: number,
): Promise<{ loserId: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const merge = await requireMerge(tx, ctx, id);
    const { entity, survivorId, loserId, moved } = merge;
    const all = await identitiesOf(tx, entity, survivorId);
    for (const { lock } of followers) await lock?.(tx, all);
    await bringBack(tx, ctx, merge);
    // Both are alive now, so that the pair is read, judged and locked as before a merge.
    const [survivor, loser] = await lockPair(
      tx, ctx, { entity, ids: [survivorId, loserId] }, followers);
    const identities = await returnIdentities(tx, merge);
    const leaving = { codes: fileFieldsOf(ctx, entity), fileIds: moved.followed['files'] ?? [] };
    const fields = fieldsBack(survivor.fields, merge, leaving);
    await writeFields(tx, ctx, entity, { id: survivorId, fields });
    await writeFields(tx, ctx, entity, { id: loserId, fields: {} });
    await giveBackParts(tx, ctx, merge, identities);
    await applySaid(tx, ctx, merge, identities);
    for (const { noun, giveBack } of followers) {
      await giveBack?.(tx, ctx, {
        entity, fromId: survivorId, toId: loserId, ids: moved.followed[noun] ?? [],
        mergedAt: merge.mergedAt, identities,
      });
    }
    for (const { settle } of followers) await settle?.(tx, ctx, all);
    await forgetSaid(tx, merge, all);
    await writeEvents(tx, ctx, mergeEvents('unmerged', {
      mergeId: id, entity, survivor, loser,
      changes: await toldChanges(tx, entity, survivor.fields, fields),
    }));
    return { loserId };
  });
}

const MEMORY = `id, entity, survivor_id as "survivorId", loser_id as "loserId", before, after,
  moved, merged_at as "mergedAt"`;

async function requireMerge(tx: Tx, ctx: Context, id: number): Promise<MergeMemory> {
  const merge = await one<MergeMemory & { undoneAt: string | null }>(tx, `
    select ${MEMORY}, undone_at as "undoneAt" from customers.merge where id = $1 for update`, [id]);
  if (!merge) throw refuse('record.missing');
  if (merge.undoneAt !== null) throw refuse('merge.closed', 'Это объединение уже отменено.');
  if (undoUntil(merge.mergedAt) <= ctx.now()) throw refuse('merge.closed');
  const later = await one(tx, `
    select 1 from customers.merge where entity = $1 and undone_at is null and id > $2
      and (survivor_id = $3 or loser_id = $3)`, [merge.entity, id, merge.survivorId]);
  if (later) {
    throw refuse('merge.closed', 'Сначала отмените более позднее объединение этой записи.');
  }
  await tx.query('update customers.merge set undone_at = $2, undone_by = $3 where id = $1',
    [id, ctx.now(), ctx.actor.employeeId]);
  return merge;
}

const bringBack = (tx: Tx, ctx: Context, { entity, loserId }: MergeMemory) => tx.query(`
  update ${recordTable(entity)} set deleted_at = null, merged_into_id = null, updated_at = $2
  where id = $1`, [loserId, ctx.now()]);

/** Guids that still belong to the survivor go back; both sides write their headers as before. */
async function returnIdentities(
  tx: Tx, { entity, survivorId, loserId, moved }: MergeMemory,
): Promise<Identity[]> {
  const rows = (identities: KnownIdentity[]) => JSON.stringify(identities);
  const shape = `jsonb_to_recordset($1::jsonb) as r ("baseId" smallint, uid uuid,
    "isMain" boolean)`;
  const column = ownerColumn(entity);
  const back = await tx.query<Identity>(`
    update ${identityTable(entity)} i set ${column} = $2, is_main = r."isMain" from ${shape}
    where i.base_id = r."baseId" and i.uid = r.uid and i.${column} = $3
    returning i.base_id as "baseId", i.uid`, [rows(moved.identities), loserId, survivorId]);
  await tx.query(`
    update ${identityTable(entity)} i set is_main = r."isMain" from ${shape}
    where i.base_id = r."baseId" and i.uid = r.uid and i.${column} = $2`,
  [rows(moved.ownIdentities), survivorId]);
  return back.rows;
}

/**
 * A field that still holds what the merge wrote gets back what it held before. A header that came
 * from the card of the returning record goes with it, whatever 1C has written since.
 */
export function fieldsBack(
  now: MergeFields, { entity, before, after, moved }: MergeMemory, leaving: Leaving,
): MergeFields {
  const foreign = new Set(moved.header === 'loser' ? HEADER_FIELDS[entity] : []);
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const back = Object.fromEntries(Object.keys(before).map((field) => [
    field,
    foreign.has(field) || same(now[field], after[field]) ? before[field] : now[field],
  ]));
  const customOf = (fields: MergeFields) => fields['custom'] as RawValues;
  const custom = customBack(customOf(now), customOf(before), customOf(after), leaving);
  return { ...back, custom };
}

/** Guids of an earlier merge that can still be undone go on keeping what 1C says. */
async function forgetSaid(
  tx: Tx, { entity, survivorId, loserId }: MergeMemory, identities: Identity[],
): Promise<void> {
  const column = ownerColumn(entity);
  await tx.query(`
    update ${identityTable(entity)} i set keeps_said = false, said = null, said_at = null
    where (i.base_id, i.uid) in (
        select r."baseId", r.uid from jsonb_to_recordset($1::jsonb)
          as r ("baseId" smallint, uid uuid))
      and not exists (select from customers.merge m where m.entity = $2 and m.undone_at is null
        and m.survivor_id = i.${column} and i.${column} in ($3, $4))`,
  [JSON.stringify(identities), entity, survivorId, loserId]);
}
