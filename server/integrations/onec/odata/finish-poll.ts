// How a poll ended: when the next one is due, and what people are told about it.
import { systemContext } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { Inbox } from '../apply-items.ts';
import { touchContact } from '../bases.ts';
import { personWaitMs, waitMs } from './backoff.ts';
import type { Link } from './link.ts';
import { needsPerson, OdataProblem } from './problem.ts';

/** A line of history for every hiccup of a network would be noise. */
const TOLD_AFTER = 3;

const wasTold = ({ failures }: Link): boolean => failures >= TOLD_AFTER;

export async function endWell(inbox: Inbox, link: Link, nextMs: number): Promise<void> {
  const now = inbox.now();
  const refused = Object.values(link.refused);
  await inTransaction(inbox.db, async (tx) => {
    await tx.query(
      `update onec.odata_link set state = 'ok', failures = 0, busy = null, polled_at = $2,
         next_poll_at = $3, error_kind = case when $4::text is null then null else 'refused' end,
         error_at = case when $4 is null then null else coalesce(error_at, $2) end, error = $4
       where base_id = $1`,
      [link.baseId, now, new Date(now.getTime() + nextMs), refused.join('; ') || null]);
    if (wasTold(link)) await tell(tx, inbox, link, null);
  });
  await touchContact(inbox.db, link.baseId, now, true);
}

export async function endBadly(inbox: Inbox, link: Link, error: unknown): Promise<void> {
  const now = inbox.now();
  const problem = error instanceof OdataProblem ? error
    : new OdataProblem('server', `Ошибка Верстака: ${(error as Error).message}`);
  const byPerson = needsPerson(problem.kind);
  const failures = byPerson ? Math.max(link.failures + 1, TOLD_AFTER) : link.failures + 1;
  const stopped = problem.kind === 'refused';
  const pauseMs = byPerson ? personWaitMs()
    : waitMs(link.failures + 1, { retryAfterMs: problem.retryAfterMs });
  await inTransaction(inbox.db, async (tx) => {
    await tx.query(
      `update onec.odata_link set state = $2, failures = $3, busy = null, error_kind = $4,
         error = $5, error_at = $6, next_poll_at = $7 where base_id = $1`,
      [link.baseId, stopped ? 'stopped' : 'failing', stopped ? TOLD_AFTER : failures,
        problem.kind, problem.message, now, new Date(now.getTime() + pauseMs)]);
    const begins = !wasTold(link) && (stopped || failures >= TOLD_AFTER);
    if (begins) await tell(tx, inbox, link, problem.message);
  });
}

/** Without a reason it goes well again. */
function tell(tx: Tx, inbox: Inbox, link: Link, reason: string | null): Promise<number[]> {
  const kind = reason === null ? 'exchange.odataRecovered' : 'exchange.odataFailed';
  return writeEvents(tx, systemContext(inbox.db, '1c', inbox.now), [{
    kind, entity: 'exchange', entityId: link.baseId, data: { base: link.ib, reason },
  }]);
}
