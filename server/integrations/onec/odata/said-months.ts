// What 1C has said so far in a reconciliation: kept month by month, for a large base takes hours
// and the process may be restarted meanwhile.
import { kopecksFromDecimal } from '#contract/money';
import type { OnecDigestRow } from '#contract/onec';
import { systemContext } from '#platform/context';
import { inTransaction } from '#platform/database';
import { monthNumber, monthText, TYPE_CODES, typeOfCode } from '../object-types.ts';
import { ALL_MONTH, placeKey } from '../reconcile/month-states.ts';
import { tellProgress, type Run } from '../reconcile/runs.ts';
import { decimalOf } from '../wire/digest.ts';
import type { Work } from './work.ts';

type Row = { type: number; month: number; count: number; sum: string; hash: string };

/** With how far the answer has come: a run that goes on is not given up as forgotten. */
export async function keepSaid(
  { inbox }: Work, run: Run, rows: OnecDigestRow[], { done, all }: { done: number; all: number },
): Promise<void> {
  const kept = rows.map(({ type, month, count, sum, hash }) => ({
    type: TYPE_CODES[type as keyof typeof TYPE_CODES], month: monthNumber(month) ?? ALL_MONTH,
    count, hash, sum: kopecksFromDecimal(sum),
  }));
  await inTransaction(inbox.db, async (tx) => {
    await tx.query({
      name: 'odata-keep-said',
      text: `insert into onec.reconcile_said (reconcile_id, type, month, count, sum_kopecks, hash)
        select $1, type, month, count, sum, hash from jsonb_to_recordset($2::jsonb)
          as n (type smallint, month int, count int, sum numeric, hash text)
        on conflict do nothing`,
      values: [run.id, JSON.stringify(kept)],
    });
    await tx.query(
      `update onec.reconcile set counted = $2, to_count = $3, touched_at = $4
       where id = $1 and state = 'waiting'`, [run.id, done, all, inbox.now()]);
    await tellProgress(tx, systemContext(inbox.db, 'system', inbox.now), run.id);
  });
}

async function readSaid({ inbox }: Work, run: Run): Promise<Row[]> {
  const { rows } = await inbox.db.query<Row>(
    `select type, month, count, sum_kopecks::text as sum, hash
     from onec.reconcile_said where reconcile_id = $1`, [run.id]);
  return rows;
}

/** Keys of what need not be asked again. */
export async function saidPlaces(work: Work, run: Run): Promise<ReadonlySet<string>> {
  return new Set((await readSaid(work, run)).flatMap(({ type, month }) => {
    const name = typeOfCode(type);
    return name ? [placeKey({ type: name, month })] : [];
  }));
}

export async function saidRows(work: Work, run: Run): Promise<OnecDigestRow[]> {
  return (await readSaid(work, run)).flatMap(({ type, month, sum, ...digest }) => {
    const name = typeOfCode(type);
    return name ? [{
      ...digest, type: name, month: monthText(month === ALL_MONTH ? null : month),
      sum: decimalOf(BigInt(sum)),
    }] : [];
  });
}

/** Of this base and whatever was given up before. */
export async function forgetSaid({ inbox, base }: Work): Promise<void> {
  await inbox.db.query(
    `delete from onec.reconcile_said s using onec.reconcile r
     where r.id = s.reconcile_id and r.base_id = $1`, [base.id]);
}
