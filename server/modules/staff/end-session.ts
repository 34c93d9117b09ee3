// A person ends one of the own sessions, e.g. on a lost laptop.
import { closeOneSession } from '#platform/auth/own-sessions';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';

export async function endSession(
  ctx: Context, input: { accountId: number; sessionId: number },
): Promise<void> {
  const employeeId = ctx.actor.employeeId;
  if (employeeId === null) throw refuse('session.required');
  await inTransaction(ctx.db, async (tx) => {
    const ended = await closeOneSession(tx, input.accountId, input.sessionId);
    if (!ended) throw refuse('record.missing');
    // The event tells the other processes to forget whom the session belonged to.
    await writeEvents(tx, ctx, [{
      kind: 'employee.sessionEnded', entity: 'employee', entityId: employeeId,
    }]);
  });
}
