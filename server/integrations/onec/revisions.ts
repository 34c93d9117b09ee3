// The revision rule: a snapshot is applied if its revision is higher than the applied one. That
// alone makes duplicates, shuffling and resending harmless.
import { columnsOf, copyRows, plainArray } from '#platform/copy-rows';
import type { Queryable, Tx } from '#platform/database';
import type { ItemEnvelope } from './wire/item.ts';
import { monthNumber, objectKey, TYPE_CODES } from './object-types.ts';
import { rowsCheck, rowsCheckOf } from './reconcile/rows-check.ts';

export type Verdict =
  | 'apply'
  /** Same content under a new revision: only the number moves, nothing is told. */
  | 'noise'
  | 'stale' | 'duplicate' | 'conflict';

type AppliedRevision = {
  type: number; uid: string; rev: number;
  /** Empty when the reconciliation has found our copy doubtful and asked for it again. */
  sha256: string;
  deleted: boolean;
  month: number | null;
  /** Applied before the base changed its epoch: its revision is a number of another count. */
  formerEpoch: boolean;
};

export async function readRevisions(
  tx: Tx, baseId: number, items: ItemEnvelope[],
): Promise<Map<string, AppliedRevision>> {
  const { rows } = await tx.query<AppliedRevision>({
    name: 'onec-revisions',
    text: `
      select o.type, o.uid, o.rev, encode(o.sha256, 'hex') as sha256, o.deleted, o.month,
        coalesce(o.applied_at < (select b.epoch_since from onec.base b where b.id = $1), false)
          as "formerEpoch"
      from unnest($2::smallint[], $3::uuid[]) as k (type, uid)
        join onec.object o on o.base_id = $1 and o.type = k.type and o.uid = k.uid`,
    values: [
      baseId, plainArray(items.map((item) => TYPE_CODES[item.type])),
      plainArray(items.map((item) => item.uid)),
    ],
  });
  return new Map(rows.map((row) => [objectKey(row.type, row.uid), row]));
}

/** Nothing is applied of it, or no more, or the reconciliation doubts it. */
export const isUnheard = (applied: AppliedRevision | undefined): boolean =>
  !applied || applied.deleted || applied.sha256 === '';

/** What to do with an item against the revision that is applied. */
export function judgeRevision(item: ItemEnvelope, applied: AppliedRevision | undefined): Verdict {
  if (!applied) return 'apply';
  const same = item.sha256 === applied.sha256 && (item.op === 'delete') === applied.deleted;
  if (item.lane === 'backfill') return judgeHistory(item, applied, same);
  // The first word of a restored base about an object stands, whatever its number.
  if (applied.formerEpoch) return same ? 'noise' : 'apply';
  return judgeNumber(item, applied, same);
}

/** History never overrides a newer revision and never resurrects what 1C has deleted since. */
function judgeHistory(item: ItemEnvelope, applied: AppliedRevision, same: boolean): Verdict {
  const verdict = judgeNumber(item, applied, same);
  const resurrects = applied.deleted && item.op === 'upsert';
  return resurrects && verdict === 'apply' ? 'stale' : verdict;
}

function judgeNumber(item: ItemEnvelope, applied: AppliedRevision, same: boolean): Verdict {
  if (item.rev < applied.rev) return 'stale';
  if (applied.sha256 === '') return 'apply';
  if (item.rev === applied.rev) return same ? 'duplicate' : 'conflict';
  return same ? 'noise' : 'apply';
}

/**
 * The digest of 1C says otherwise about these objects, and it is asked to send them again: then
 * also the revision that we have is applied anew. Their hash is forgotten, so that months go on
 * to differ until they come. A revision above 1C's own was damaged on its way and is let go.
 */
export async function doubtRevisions(
  on: Queryable, baseId: number, type: number, claimed: { uid: string; rev: number }[],
): Promise<void> {
  if (claimed.length === 0) return;
  await on.query(
    `update onec.object o set sha256 = ''::bytea, rev = least(o.rev, k.rev)
     from unnest($3::uuid[], $4::bigint[]) as k (uid, rev)
     where o.base_id = $1 and o.type = $2 and o.uid = k.uid`,
    [baseId, type, claimed.map(({ uid }) => uid), claimed.map(({ rev }) => rev)]);
}

export type Revision = {
  envelope: ItemEnvelope;
  /** "YYYY-MM" or "all"; null for a tombstone, which keeps what was known. */
  month: string | null;
  totalKopecks: number;
  fileId: number | null;
  line: number | null;
  /** Its rows were not written again: what they should be is known from before. */
  keepsRows: boolean;
  /** Fingerprint of its rows where it is known without reading them, see rows-check.ts. */
  rowsCheck: string | null;
  /** No revision of it was ever applied. */
  isNew: boolean;
};

const NEW_OBJECTS = {
  table: 'onec.object',
  columns: columnsOf(`base_id, type, uid, rev, sha256, deleted, month, total_kopecks,
    origin_file_id, origin_line, rows_check`),
};

const rowOf = (baseId: number, revision: Revision) => {
  const { envelope, month, totalKopecks, fileId, line, keepsRows, rowsCheck: check } = revision;
  return {
    base_id: baseId, type: TYPE_CODES[envelope.type], uid: envelope.uid, rev: envelope.rev,
    sha256: `\\x${envelope.sha256}`, deleted: envelope.op === 'delete',
    month: month === null ? null : monthNumber(month), total_kopecks: totalKopecks,
    origin_file_id: fileId, origin_line: line, rows_check: check, keeps: keepsRows,
  };
};

/** New objects whose rows need not be read are copied. */
export async function storeRevisions(tx: Tx, baseId: number, revisions: Revision[]): Promise<void> {
  const isPlain = ({ isNew, rowsCheck: check, envelope }: Revision) =>
    isNew && (check !== null || rowsCheckOf(envelope.type, '', '') === null);
  await Promise.all([
    copyRows(tx, NEW_OBJECTS,
      revisions.filter(isPlain).map((revision) => rowOf(baseId, revision))),
    replaceRevisions(tx, revisions.filter((revision) => !isPlain(revision))
      .map((revision) => rowOf(baseId, revision))),
  ]);
}

async function replaceRevisions(tx: Tx, rows: ReturnType<typeof rowOf>[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: 'onec-store-revisions',
    text: `
      insert into onec.object as o (base_id, type, uid, rev, sha256, deleted, month,
        total_kopecks, origin_file_id, origin_line, rows_check)
      select base_id, type, uid, rev, sha256, deleted, month, total_kopecks, origin_file_id,
        origin_line, case when keeps then null
          else coalesce(rows_check, ${rowsCheck('n.type', 'n.base_id', 'n.uid')}) end
      from json_to_recordset($1::json) as n (base_id smallint, type smallint, uid uuid, rev bigint,
        sha256 bytea, deleted boolean, month int, total_kopecks bigint, origin_file_id int,
        origin_line int, rows_check bigint, keeps boolean)
      on conflict (base_id, type, uid) do update set
        rev = excluded.rev, sha256 = excluded.sha256, deleted = excluded.deleted,
        month = case when excluded.deleted then o.month else excluded.month end,
        total_kopecks = case when excluded.deleted then o.total_kopecks
          else excluded.total_kopecks end,
        applied_at = now(), origin_file_id = excluded.origin_file_id,
        origin_line = excluded.origin_line,
        rows_check = coalesce(excluded.rows_check, o.rows_check)`,
    values: [JSON.stringify(rows)],
  });
}
