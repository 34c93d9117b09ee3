// A worker of the jobs bench: `node bench/jobs-worker.ts DATABASE_URL QUEUE`. Says each start with
// the moment; a job with `hang` never ends, so that its worker can be killed in the middle.
import { openDatabase } from '#platform/database';
import { startJobs } from '#platform/jobs';

const [url, queue] = process.argv.slice(2);
if (!url || !queue) throw new Error('Usage: node bench/jobs-worker.ts DATABASE_URL QUEUE');
const db = openDatabase({ connectionString: url }, 4);
await startJobs(db, {
  jobs: [{
    name: queue,
    run: async (data) => {
      console.log(JSON.stringify({ job: data['job'], at: Date.now() }));
      if (data['hang']) await new Promise((done) => { setTimeout(done, 3_600_000); });
    },
  }],
  recurring: [], timeZone: 'Europe/Moscow', work: true,
  onError: (error) => console.error(String(error)),
});
console.log('ready');
