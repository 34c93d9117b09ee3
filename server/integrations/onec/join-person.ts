// The person whom 1C has made is somebody who works here already: their orders, deals and clients
// are that person's.
import { passCustomers } from '#modules/customers';
import { passDeals } from '#modules/deals';
import { joinEmployee } from '#modules/staff';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';

export async function joinPerson(ctx: Context, fromId: number, toId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const join = { fromId, toId };
    await joinEmployee(tx, ctx, join);
    await passDeals(tx, ctx, [join]);
    await passCustomers(tx, ctx, [join]);
  });
}
