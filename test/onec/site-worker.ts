// A worker of site files that can be killed: `node test/onec/site-worker.ts URL FOLDER ACCOUNT`.
// Ends when nothing waits any more.
import { setTimeout as sleep } from 'node:timers/promises';
import { takeSiteFiles } from '#integrations/onec';
import { one, openDatabase } from '#platform/database';

const [url = '', uploadsDir = '', account = ''] = process.argv.slice(2);
const db = openDatabase({ connectionString: url }, 4);
const inbox = { db, uploadsDir, now: () => new Date() };
for (;;) {
  await takeSiteFiles(inbox, Number(account), new AbortController().signal);
  const waiting = await one(db,
    `select from onec.history_file where state in ('queued', 'running') limit 1`);
  if (!waiting) break;
  // The lock of a killed neighbour lives until PostgreSQL has noticed.
  await sleep(50);
}
await db.end();
