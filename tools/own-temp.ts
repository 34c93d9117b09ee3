// Tests make folders of files, keys and sockets by the dozen and few are cleared by whoever made
// them: all of a run lie in one folder, which goes with the run, however that ends.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** While `work` runs, temporary files of this process and its children are in a folder apart. */
export async function inOwnTemp<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env['TMPDIR'];
  const folder = mkdtempSync(join(tmpdir(), 'verstak-run-'));
  // As the folder it stands for: programs of a run by root are other users and make folders here.
  chmodSync(folder, 0o1777);
  process.env['TMPDIR'] = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    // A killed server may still be writing its last words.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
