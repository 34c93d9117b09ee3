// `import-commerceml`: files in the order given become records, rows and items of the inbox. The
// same files again change nothing.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { systemContext } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { Inbox } from '../apply-items.ts';
import { type CommercemlSummary, loadFile } from './load-file.ts';
import { meetBase } from './meet-base.ts';
import { readNames } from './names.ts';
import { rowMapper } from './to-rows.ts';

export const DEFAULT_BASE = 'commerceml';

export type CommercemlOptions = {
  /** Name of the base or site the files come from; ids that are no guids are its own. */
  base?: string | undefined;
  onProgress?: (progress: { file: string; bytes: number; sizeBytes: number }) => void;
};

/**
 * Loads files in the order given, for later ones refer to earlier ones. Throws FileProblem when the
 * base is not for files; whatever a file itself says ends in its summary.
 */
export async function importCommerceml(
  inbox: Inbox, paths: readonly string[], options: CommercemlOptions = {},
): Promise<CommercemlSummary[]> {
  const base = await meetBase(inbox, options.base ?? DEFAULT_BASE);
  const map = rowMapper(base.ib, await readNames(inbox.db, base.id));
  const summaries: CommercemlSummary[] = [];
  for (const path of paths) {
    const name = basename(path);
    const sizeBytes = statSync(path).size;
    const fileId = await openFile(inbox.db, base.id, name, sizeBytes);
    const source = createReadStream(path);
    const summary = await loadFile({ inbox, base, map, name, fileId, isLive: false }, source, {
      onBatch: () => options.onProgress?.({ file: name, bytes: source.bytesRead, sizeBytes }),
    });
    await closeFile(inbox, fileId, summary);
    summaries.push(summary);
  }
  return summaries;
}

async function openFile(db: Db, baseId: number, name: string, size: number): Promise<number> {
  const file = await one<{ id: number }>(db,
    `insert into onec.history_file (base_id, path, size_bytes, state)
     values ($1, $2, $3, 'running') returning id`, [baseId, name, size]);
  return file!.id;
}

async function closeFile(
  inbox: Inbox, fileId: number, { file, objects, complete }: CommercemlSummary,
): Promise<void> {
  const ctx = systemContext(inbox.db, 'import', inbox.now);
  await inTransaction(inbox.db, async (tx) => {
    await tx.query(
      'update onec.history_file set state = $2, finished_at = $3, counts = $4 where id = $1',
      [fileId, complete ? 'done' : 'failed', inbox.now(), JSON.stringify(objects)]);
    // One event for the whole file: its objects enter as history, without events of their own.
    await writeEvents(tx, ctx, [{
      kind: 'history.loaded', entity: 'exchange', entityId: fileId,
      data: { file, counts: objects },
    }]);
  });
}
