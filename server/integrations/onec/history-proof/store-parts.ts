// Keeps what a portion of lines carries, in the transaction that says how far the file has come:
// after kill -9 no line is counted twice and none is left out.
import type { Tx } from '#platform/database';
import type { Carried } from './carried.ts';

export async function storeParts(tx: Tx, fileId: number, carried: Carried[]): Promise<void> {
  const parts = new Map<string, Carried[]>();
  for (const each of carried) {
    const key = `${each.type} ${each.month}`;
    const part = parts.get(key);
    if (part) part.push(each);
    else parts.set(key, [each]);
  }
  if (parts.size === 0) return;
  const rows = [...parts.values()].map((part) => ({
    type: part[0]!.type, month: part[0]!.month, first_line: part[0]!.line,
    uids: part.map(({ uid }) => uid), revs: part.map(({ rev }) => rev),
    kopecks: part.map(({ kopecks }) => kopecks), lines: part.map(({ line }) => line),
    names: part.map(({ name }) => name), days: part.map(({ on }) => on),
  }));
  await tx.query({
    name: 'history-parts',
    text: `
      insert into onec.history_part
        (file_id, type, month, first_line, uids, revs, kopecks, lines, names, days)
      select $1, type, month, first_line, uids, revs, kopecks, lines, names, days
      from json_populate_recordset(null::onec.history_part, $2::json)`,
    values: [fileId, JSON.stringify(rows)],
  });
}

/** An earlier load of the same file has nothing more to prove. */
export async function dropFormerParts(tx: Tx, fileId: number): Promise<void> {
  await tx.query(
    `delete from onec.history_part p using onec.history_file f, onec.history_file old
     where f.id = $1 and old.base_id = f.base_id and old.path = f.path
       and old.size_bytes = f.size_bytes and old.id < f.id and old.state <> 'running'
       and p.file_id = old.id`, [fileId]);
}
