// The proof as screens and files show it, as it was counted last.
import type { HistoryProof, ProofMonth, ProofObject } from '#contract/history-proof';
import type { OnecType } from '#contract/onec-rows';
import { one, type Db } from '#platform/database';
import { refuse } from '#platform/refuse';
import { listHistoryFiles } from '../list-history.ts';
import { monthNumber, TYPE_CODES, typeOfCode } from '../object-types.ts';
import { ALL_MONTH } from '../reconcile/month-states.ts';
import { monthWord } from '../reconcile/read-runs.ts';
import { nameOf } from './compare.ts';

type MonthRow = Omit<ProofMonth, 'type' | 'month' | 'said' | 'held'> & {
  type: number; month: number;
  said_count: number; said: number; held_count: number; held: number;
};

function toMonth({ type, month, said_count, said, held_count, held, ...faults }: MonthRow) {
  return {
    type: typeOfCode(type) as OnecType, month: monthWord(month),
    said: { count: said_count, sumKopecks: said }, held: { count: held_count, sumKopecks: held },
    ...faults,
  };
}

export async function readProof(db: Db, id: number): Promise<HistoryProof> {
  const [file] = await listHistoryFiles(db, id);
  if (!file) throw refuse('record.missing');
  const state = await one<Pick<HistoryProof, 'isCounting' | 'provedAt'>>(db,
    `select coalesce(proof_asked_at > coalesce(proved_at, '-infinity'), false) as "isCounting",
       proved_at as "provedAt" from onec.history_file where id = $1`, [id]);
  const { rows } = await db.query<MonthRow>({
    name: 'history-proof-months',
    text: `
      select type, month, said_count, said_kopecks::float8 as said, held_count,
        held_kopecks::float8 as held, missing, waiting, differs, newer
      from onec.history_month
      where file_id = $1 and said_count + held_count + missing + waiting + differs + newer > 0
      order by type, month desc`,
    values: [id],
  });
  return { file, ...state!, months: rows.map(toMonth) };
}

export type ObjectsAsked = { type: OnecType; month: string; offset?: number; limit?: number };

type ObjectRow = Omit<ProofObject, 'type' | 'month'> & { month: number; total: number };

/** What differs of a month, what nothing explains first. */
export async function readProofObjects(
  db: Db, id: number, { type, month, offset = 0, limit = 100 }: ObjectsAsked,
): Promise<{ items: ProofObject[]; total: number }> {
  const { rows } = await db.query<ObjectRow>({
    name: `history-proof-objects-${type}`,
    text: `
      select x.uid, x.month, ${nameOf(type)} as name, x.dated_on as on, x.fault, x.line, x.rev,
        coalesce(x.said_kopecks, 0) as "saidKopecks", x.held_kopecks as "heldKopecks",
        x.held_rev as "heldRev",
        case when q.id is not null then json_build_object('id', q.id, 'reason', q.reason) end
          as "heldItem",
        count(*) over ()::int as total
      from onec.history_fault x join onec.history_file f on f.id = x.file_id
        left join onec.quarantine q on q.id = x.item_id
      where x.file_id = $1 and x.type = $2 and x.month = $3
      order by array_position('{missing,differs,waiting,newer}'::text[], x.fault), x.line
      offset $4 limit $5`,
    values: [id, TYPE_CODES[type], monthNumber(month) ?? ALL_MONTH, offset, limit],
  });
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _total, ...row }) => ({ ...row, type, month: monthWord(row.month) })),
  };
}
