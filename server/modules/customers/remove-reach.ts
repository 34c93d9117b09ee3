import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { lockOwner, type ReachOwner, touchOwner } from './add-reach.ts';
import { displayReach, type ReachKind, type ShownReach } from './reach.ts';

/** Removes a phone or an e-mail. If 1C sends it again it is back: the two sides are a union. */
export async function removeReach(
  ctx: Context, input: ReachOwner & { reachId: number },
): Promise<{ version: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const { version } = await lockOwner(tx, ctx, input);
    const column = input.entity === 'company' ? 'company_id' : 'contact_id';
    const gone = await one<ShownReach & { kind: ReachKind }>(tx, `
      delete from customers.reach where id = $1 and ${column} = $2
      returning kind, value, extension, raw, is_valid as "isValid"`, [input.reachId, input.id]);
    if (!gone) throw refuse('record.missing');
    await writeEvents(tx, ctx, [{
      kind: `${input.entity}.edited`, entity: input.entity, entityId: input.id,
      data: {
        version: version + 1, changes: { [gone.kind]: { old: displayReach(gone), new: null } },
      },
    }]);
    return { version: await touchOwner(tx, ctx, input) };
  });
}
