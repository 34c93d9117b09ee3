// The person whom 1C has made is somebody who works here already: their orders, deals, clients
// and tasks are that person's.
import { joinEmployee } from '#modules/staff';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { lockIdentities } from './lock-identities.ts';
import { passWork } from './pass-work.ts';

export async function joinPerson(ctx: Context, fromId: number, toId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    // An order that is applied at this moment makes its deal for whom it has found.
    await lockIdentities(tx, (await tx.query<{ baseId: number; uid: string }>(
      'select base_id as "baseId", uid from staff.employee_identity where employee_id = $1',
      [fromId])).rows);
    const join = { fromId, toId };
    await joinEmployee(tx, ctx, join);
    await passWork(tx, ctx, [join]);
  });
}
