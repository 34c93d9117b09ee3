// What was given to a person who turned out to be another one: the exchange learned it by an
// e-mail, or an administrator said so.
import { passCustomers } from '#modules/customers';
import { passDeals } from '#modules/deals';
import { passTasksOf } from '#modules/work';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';

type Passing = { fromId: number; toId: number };

/** Deals, clients, contacts and open tasks; whom the guids mean is said before. */
export async function passWork(
  tx: Tx, ctx: Context, passings: readonly Passing[],
): Promise<void> {
  await passDeals(tx, ctx, passings);
  await passCustomers(tx, ctx, passings);
  for (const passing of passings) await passTasksOf(tx, ctx, passing);
}
