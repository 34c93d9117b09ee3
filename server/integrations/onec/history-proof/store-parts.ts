// Keeps what a portion of lines carries, in the transaction that says how far the file has come:
// after kill -9 no line is counted twice and none is left out.
import { columnsOf, copyRows, plainArray, textArray } from '#platform/copy-rows';
import type { Tx } from '#platform/database';
import type { Carried } from './carried.ts';

const PARTS = {
  table: 'onec.history_part',
  columns: columnsOf(
    'file_id, type, month, first_line, uids, revs, kopecks, lines, names, days'),
};

export async function storeParts(tx: Tx, fileId: number, carried: Carried[]): Promise<void> {
  const parts = new Map<string, Carried[]>();
  for (const each of carried) {
    const key = `${each.type} ${each.month}`;
    const part = parts.get(key);
    if (part) part.push(each);
    else parts.set(key, [each]);
  }
  await copyRows(tx, PARTS, [...parts.values()].map((part) => ({
    file_id: fileId, type: part[0]!.type, month: part[0]!.month, first_line: part[0]!.line,
    uids: plainArray(part.map(({ uid }) => uid)), revs: plainArray(part.map(({ rev }) => rev)),
    kopecks: plainArray(part.map(({ kopecks }) => kopecks)),
    lines: plainArray(part.map(({ line }) => line)),
    names: textArray(part.map(({ name }) => name)), days: plainArray(part.map(({ on }) => on)),
  })));
}

/** An earlier load of the same file has nothing more to prove. */
export async function dropFormerParts(tx: Tx, fileId: number): Promise<void> {
  await tx.query(
    `delete from onec.history_part p using onec.history_file f, onec.history_file old
     where f.id = $1 and old.base_id = f.base_id and old.path = f.path
       and old.size_bytes = f.size_bytes and old.id < f.id and old.state <> 'running'
       and p.file_id = old.id`, [fileId]);
}
