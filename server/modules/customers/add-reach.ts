import type { ReachAdd } from '#contract/customers';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { lockCompany } from './company-record.ts';
import { lockContact } from './contact-record.ts';
import { displayReach, type NewReach } from './reach.ts';
import { storeReaches, typedReach } from './store-reaches.ts';

export type ReachOwner = { entity: 'company' | 'contact'; id: number };

/** Adds a phone or an e-mail; the same one again changes nothing and answers with the old row. */
export async function addReach(
  ctx: Context, input: ReachOwner & ReachAdd,
): Promise<{ id: number; version: number }> {
  const typed = typedReach(input.kind, input.value);
  const reach = input.type && typed.kind === 'phone' ? { ...typed, type: input.type } : typed;
  return inTransaction(ctx.db, async (tx) => {
    const { version } = await lockOwner(tx, ctx, input);
    const columns = ownerColumns(input);
    const [stored] = await storeReaches(tx, [{ ...columns, ...reach }]);
    if (!stored) return { id: await existingReach(tx, columns, reach), version };
    await writeEvents(tx, ctx, [{
      kind: `${input.entity}.edited`, entity: input.entity, entityId: input.id,
      data: {
        version: version + 1,
        changes: { [reach.kind]: { old: null, new: displayReach(reach) } },
      },
    }]);
    return { id: stored.id, version: await touchOwner(tx, ctx, input) };
  });
}

export function lockOwner(
  tx: Tx, ctx: Context, { entity, id }: ReachOwner,
): Promise<{ version: number }> {
  return entity === 'company' ? lockCompany(tx, ctx, id) : lockContact(tx, ctx, id);
}

/** A changed phone is a change of its owner: the next edit must have seen it. */
export async function touchOwner(
  tx: Tx, ctx: Context, { entity, id }: ReachOwner,
): Promise<number> {
  const text = entity === 'company'
    ? `update customers.company set updated_at = $2, version = version + 1 where id = $1
       returning version`
    : `update customers.contact set updated_at = $2, version = version + 1 where id = $1
       returning version`;
  return (await one<{ version: number }>(tx, text, [id, ctx.now()]))!.version;
}

type OwnerColumns = { companyId: number | null; contactId: number | null };

function ownerColumns({ entity, id }: ReachOwner): OwnerColumns {
  return entity === 'company'
    ? { companyId: id, contactId: null }
    : { companyId: null, contactId: id };
}

async function existingReach(tx: Tx, owner: OwnerColumns, reach: NewReach): Promise<number> {
  const row = await one<{ id: number }>(tx, `
    select id from customers.reach
    where (company_id = $1 or contact_id = $2) and kind = $3 and value = $4
      and extension is not distinct from $5`,
  [owner.companyId, owner.contactId, reach.kind, reach.value, reach.extension]);
  return row!.id;
}
