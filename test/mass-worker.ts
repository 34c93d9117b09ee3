// A worker of mass work as a process of its own, to be killed: `mass-worker.ts DATABASE_URL JOB`.
import { openDatabase } from '#platform/database';
import { runJob } from '#platform/mass/run-job';
import { massDeps } from '#server/mass';

const [url = '', jobId = ''] = process.argv.slice(2);
const db = openDatabase({ connectionString: url }, 2);
await runJob(massDeps(db, () => new Date()), Number(jobId), new AbortController().signal);
await db.end();
