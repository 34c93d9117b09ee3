// 1C has deleted an object for good. Its record stays, out of sight, for the deals that name it.
import type { OnecUid } from '#contract/onec-rows';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { ApplyContext } from './apply-text.ts';

export type Deletion = { type: 'company' | 'contact'; baseId: number };

// A record that 1C knows under a second guid lives on under it.
const DELETE: Record<Deletion['type'], string> = {
  company: `
    update customers.company c set deleted_at = $3, updated_at = $3, version = c.version + 1
    from customers.company_identity i
    where i.base_id = $1 and i.uid = any($2::uuid[]) and c.id = i.company_id
      and c.deleted_at is null and not exists (
        select from customers.company_identity o
        where o.company_id = c.id and o.uid <> all($2) and o.gone_at is null)
    returning c.id`,
  contact: `
    update customers.contact k set deleted_at = $3, updated_at = $3, version = k.version + 1
    from customers.contact_identity i
    where i.base_id = $1 and i.uid = any($2::uuid[]) and k.id = i.contact_id
      and k.deleted_at is null and not exists (
        select from customers.contact_identity o
        where o.contact_id = k.id and o.uid <> all($2) and o.gone_at is null)
    returning k.id`,
};

const GONE: Record<Deletion['type'], string> = {
  company: `update customers.company_identity set gone_at = $3
    where base_id = $1 and uid = any($2::uuid[])`,
  contact: `update customers.contact_identity set gone_at = $3
    where base_id = $1 and uid = any($2::uuid[])`,
};

/** Marks as deleted; guids that never came are nothing to delete. Returns how many were marked. */
export async function applyTombstones(
  tx: Tx, ctx: ApplyContext, { type, baseId }: Deletion, uids: readonly OnecUid[],
): Promise<number> {
  if (uids.length === 0) return 0;
  const { rows } = await tx.query<{ id: number }>(DELETE[type], [baseId, uids, ctx.now()]);
  await tx.query(GONE[type], [baseId, uids, ctx.now()]);
  const ids = [...new Set(rows.map(({ id }) => id))];
  if (!ctx.quiet) {
    await writeEvents(tx, ctx, ids.map((entityId) => ({
      kind: `${type}.deleted`, entity: type, entityId,
      data: { changes: { deleted: { old: false, new: true } } },
    })));
  }
  return ids.length;
}
