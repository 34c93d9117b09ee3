import type { ReachType } from '#contract/customers';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { lockOwner, type ReachOwner, touchOwner } from './add-reach.ts';

type Typed = { before: ReachType | null };

/** Says what kind of a phone it is; the same word again changes nothing. */
export async function setReachType(
  ctx: Context, input: ReachOwner & { reachId: number; type: ReachType },
): Promise<{ version: number }> {
  const { entity, id, reachId, type } = input;
  return inTransaction(ctx.db, async (tx) => {
    const { version } = await lockOwner(tx, ctx, input);
    const column = entity === 'company' ? 'company_id' : 'contact_id';
    const reach = await one<Typed>(tx, `
      select type as before from customers.reach
      where id = $1 and ${column} = $2 and kind = 'phone'`, [reachId, id]);
    if (!reach) throw refuse('record.missing');
    if (reach.before === type) return { version };
    await tx.query('update customers.reach set type = $2 where id = $1', [reachId, type]);
    await writeEvents(tx, ctx, [{
      kind: `${entity}.edited`, entity, entityId: id,
      data: { version: version + 1, changes: { reach: { old: reach.before, new: type } } },
    }]);
    return { version: await touchOwner(tx, ctx, input) };
  });
}
