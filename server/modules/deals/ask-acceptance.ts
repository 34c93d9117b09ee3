// Whoever receives a deal accepts it within a term of working time: a task that says so.
import { companySchedule } from '#platform/company-time';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { readSetting } from '#platform/settings';
import { addWorkingTime } from '#platform/working-time';

const HOURS_SETTING = 'deals.acceptanceHours';
const HOURS_DEFAULT = 4;

/** Nobody to ask means no task: the deal waits in its department until it gets a responsible. */
export async function askAcceptance(
  tx: Tx, ctx: Context, to: { transferId: number; employeeId: number | null },
): Promise<void> {
  const hours = await readSetting(tx, HOURS_SETTING, HOURS_DEFAULT);
  const dueAt = addWorkingTime(companySchedule(), ctx.now(), hours * 60);
  await tx.query('update deals.transfer set accept_until = $2 where id = $1',
    [to.transferId, dueAt]);
}
