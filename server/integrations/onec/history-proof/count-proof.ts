// Counts the proof of a file: each type by itself, so that no transaction is long, and two at a
// time. 2.4 million orders take seconds, and the load goes on beside it.
import type { OnecType } from '#contract/onec-rows';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import type { Inbox } from '../apply-items.ts';
import { TYPE_CODES } from '../object-types.ts';
import { comparison, SAID_NAME } from './compare.ts';

/** The event whose handler counts. */
export const PROOF_ASKED = 'history.proofAsked';
const PROVED = 'history.proved';

/** Nobody reads more of one month; the figures are of all of them. */
const FAULTS_KEPT = 1_000;
const LOCK = 7_263_012;

const AT_ONCE = 2;
/** More than there are types: a lock for each type of each file. */
const LOCKS_OF_FILE = 16;

const TYPES = Object.entries(TYPE_CODES) as [OnecType, number][];

/** A person wants it counted; once is enough while it waits. */
export async function askProof(ctx: Context, fileId: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const file = await one<{ waits: boolean }>(tx,
      `select proof_asked_at > coalesce(proved_at, '-infinity') as waits
       from onec.history_file where id = $1 and session_id is null for update`, [fileId]);
    if (!file) throw refuse('record.missing');
    if (file.waits) return;
    await tx.query('update onec.history_file set proof_asked_at = $2 where id = $1',
      [fileId, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: PROOF_ASKED, entity: 'exchange', entityId: fileId, data: {},
    }]);
  });
}

async function countType(tx: Tx, fileId: number, type: OnecType, code: number): Promise<void> {
  // Two countings of one file would meet in the same rows.
  await tx.query('select pg_advisory_xact_lock($1, $2)', [LOCK, fileId * LOCKS_OF_FILE + code]);
  const values = [fileId, code];
  for (const table of ['history_month', 'history_fault']) {
    await tx.query(`delete from onec.${table} where file_id = $1 and type = $2`, values);
  }
  await tx.query({
    name: `history-prove-${type}`,
    text: `
      with ${comparison(type)}, months as (
        insert into onec.history_month (file_id, type, month, said_count, said_kopecks,
          held_count, held_kopecks, missing, waiting, differs, newer)
        select $1, $2, month, count(kopecks), coalesce(sum(kopecks), 0),
          count(held_kopecks), coalesce(sum(held_kopecks), 0),
          count(*) filter (where fault = 'missing'), count(*) filter (where fault = 'waiting'),
          count(*) filter (where fault = 'differs'), count(*) filter (where fault = 'newer')
        from compared group by month
        having count(kopecks) + count(held_kopecks) + count(fault) > 0
      )
      insert into onec.history_fault (file_id, type, month, uid, fault, line, rev, said_kopecks,
        held_kopecks, held_rev, item_id, name, dated_on)
      select $1, $2, c.month, c.uid, c.fault, c.line, c.rev, c.kopecks, c.held_kopecks, c.held_rev,
        c.item_id, n.name, n.day
      from (
        select c.*, row_number() over (partition by month order by
          array_position('{missing,differs,waiting,newer}'::text[], fault), line) as place
        from compared c where fault is not null
      ) c left join lateral (${SAID_NAME}) n on true
      where place <= ${FAULTS_KEPT}`,
    values,
  });
}

/** Months of all types, and those of them where Verstak holds something else than the file. */
export type ProofOutcome = { months: number; differ: number };

/** Sets what the file has carried so far against the rows of Verstak. */
export async function countProof(inbox: Inbox, fileId: number): Promise<ProofOutcome> {
  const { db, now } = inbox;
  const startedAt = now();
  const left = TYPES.values();
  const countRest = async () => {
    for (const [type, code] of left) {
      await inTransaction(db, (tx) => countType(tx, fileId, type, code));
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, countRest));
  // Only now: nothing may be at work when the proof is given up.
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  await inTransaction(db, async (tx) => {
    await tx.query(
      `update onec.history_file set proved_at = $2,
         proof_asked_at = coalesce(least(proof_asked_at, $2), $2) where id = $1`,
      [fileId, startedAt]);
    await writeEvents(tx, systemContext(db, 'import', now), [{
      kind: PROVED, entity: 'exchange', entityId: fileId, data: {},
    }]);
  });
  const outcome = await one<ProofOutcome>(db,
    `select count(*)::int as months,
       (count(*) filter (where missing + waiting + differs > 0))::int as differ
     from onec.history_month where file_id = $1`, [fileId]);
  return outcome!;
}
