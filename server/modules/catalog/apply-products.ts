// Snapshots of products from 1C. Set-based: a batch costs the same few statements however long.
import type { OnecUid, ProductRow } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Queryable, Tx } from '#platform/database';
import { changesBetween, type NewEvent, writeEvents } from '#platform/events';
import {
  insertProducts, joinRoads, lockProducts, nextProduct, updateProducts,
} from './product-state.ts';
import { tellOfRegrouping } from './regroup.ts';
import { settleGroups } from './settle-groups.ts';

export type ApplyContext = Context & {
  /** History is being loaded: nobody is told and no event is written. */
  quiet?: boolean;
  /** What is deleted was only left out of a whole catalogue of its road. */
  byAbsence?: boolean;
};

export type ProductOutcome = {
  uid: OnecUid; productId: number; outcome: 'applied'; created: boolean;
};

/**
 * Applies snapshots of one base, each guid at most once in a batch, inside the transaction of the
 * exchange, which has locked the guids. Events only where something differs, none when `quiet`.
 */
export async function applyProducts(
  tx: Tx, ctx: ApplyContext, baseId: number, rows: ProductRow[],
): Promise<ProductOutcome[]> {
  if (rows.length === 0) return [];
  const groups = await settleGroups(tx, baseId, rows);
  const before = await lockProducts(tx, baseId, rows.map(({ uid }) => uid));
  const strange = rows.filter(({ uid }) => !before.has(uid));
  const { joined, taken } = await joinRoads(tx, baseId, strange);
  if (joined.length > 0) {
    for (const [uid, product] of await lockProducts(tx, baseId, joined)) before.set(uid, product);
  }
  const states = rows.map((row) => ({
    uid: row.uid, isHome: !taken.has(row.uid),
    ...nextProduct(row, before.get(row.uid) ?? null, groups),
  }));
  const created = await insertProducts(
    tx, ctx, baseId, states.filter(({ uid }) => !before.has(uid)));
  const changed = states.flatMap(({ uid, isHome, ...state }) => {
    const old = before.get(uid);
    if (!old) return [];
    const changes = changesBetween(old, state);
    return Object.keys(changes).length > 0 ? [{ id: old.id, state, changes }] : [];
  });
  await updateProducts(tx, ctx, changed.map(({ id, state }) => ({ id, ...state })));
  if (!ctx.quiet) {
    const news: NewEvent[] = states.flatMap(({ uid, article, name }) => {
      const entityId = created.get(uid);
      if (entityId === undefined) return [];
      return [{ kind: 'product.created', entity: 'product', entityId, data: { article, name } }];
    });
    const edits: NewEvent[] = changed.map(({ id, changes }) => ({
      kind: changes['deleted']?.new === true ? 'product.deleted' : 'product.edited',
      entity: 'product', entityId: id, data: { changes },
    }));
    await writeEvents(tx, ctx, [...news, ...edits]);
    await tellOfRegrouping(tx, ctx, [
      ...states.flatMap(({ uid, groupId }) => {
        const id = created.get(uid);
        return id === undefined ? [] : [{ id, groups: [groupId] }];
      }),
      ...changed.flatMap(({ id, changes: { groupId } }) =>
        (groupId ? [{ id, groups: [groupId.old, groupId.new] as (number | null)[] }] : [])),
    ]);
  }
  return rows.map(({ uid }) => ({
    uid, productId: (created.get(uid) ?? before.get(uid)?.id)!, outcome: 'applied',
    created: created.has(uid),
  }));
}

/**
 * Marks as deleted what 1C deleted for good, or what a road leaves out of its whole catalogue: that
 * says nothing of a good which comes by another road too. Returns how many were marked.
 */
export async function tombstoneProducts(
  tx: Tx, ctx: ApplyContext, baseId: number, uids: readonly OnecUid[],
): Promise<number> {
  if (uids.length === 0) return 0;
  const { rows } = await tx.query<{ id: number }>(`
    update catalog.product p set deleted_at = $3, updated_at = $3, version = p.version + 1
    from catalog.product_identity i
    where i.base_id = $1 and i.uid = any($2::uuid[]) and p.id = i.product_id
      and p.deleted_at is null and not exists (
        select from catalog.product_identity o where o.product_id = p.id
          and (o.uid <> all($2) or ($4 and o.base_id <> $1)))
    returning p.id`, [baseId, uids, ctx.now(), ctx.byAbsence ?? false]);
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (!ctx.quiet) {
    await writeEvents(tx, ctx, ids.map((entityId) => ({
      kind: 'product.deleted', entity: 'product', entityId,
      data: { changes: { deleted: { old: false, new: true } } },
    })));
  }
  return ids.length;
}

/** Ids of our products by guid of a base; what is not known is not in the map. */
export async function productsByIdentity(
  on: Queryable, baseId: number, uids: readonly OnecUid[],
): Promise<Map<OnecUid, number>> {
  if (uids.length === 0) return new Map();
  const { rows } = await on.query<{ uid: string; id: number }>({
    name: 'product-by-identity',
    text: `select uid, product_id as id from catalog.product_identity
      where base_id = $1 and uid = any($2::uuid[])`,
    values: [baseId, uids],
  });
  return new Map(rows.map(({ uid, id }) => [uid, id]));
}
