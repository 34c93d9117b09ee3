// pg-boss as we set it: how long a job waits for its start, and how soon another worker takes over
// what a killed one held. The floor is the poll interval.
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/config';
import { inTransaction } from '#platform/database';
import { enqueue, startJobs } from '#platform/jobs';
import { closeTestDatabases, createTestDatabase } from '#test/database';
import { median, spread, type Report } from './figures.ts';

const QUEUE = 'bench';
const JOBS = 60;
const POLL_MS = 1_000;
const RECOVERY_MS_MAX = 60_000;

type Worker = { child: ChildProcess; started: Map<string, number>; waitFor: WaitFor };
type WaitFor = (job: string) => Promise<number>;

export async function jobs(): Promise<Report> {
  const database = await createTestDatabase();
  const { db } = database;
  const queue = await startJobs(db, {
    jobs: [{ name: QUEUE, run: async () => undefined }], recurring: [],
    timeZone: 'Europe/Moscow', work: false, onError: () => undefined,
  });
  const first = await startWorker(database.url);
  try {
    const send = (job: string, hang = false) =>
      inTransaction(db, (tx) => enqueue(tx, QUEUE, { job, hang }));
    const waits: number[] = [];
    for (let index = 0; index < JOBS; index += 1) {
      const sentAt = Date.now();
      await send(`job ${index}`);
      waits.push(await first.waitFor(`job ${index}`) - sentAt);
      // At any moment of the worker's beat, not always right after it.
      await new Promise((done) => { setTimeout(done, (index * 137) % POLL_MS); });
    }
    await send('held', true);
    await first.waitFor('held');
    const second = await startWorker(database.url);
    const killedAt = Date.now();
    first.child.kill('SIGKILL');
    const recovered = await second.waitFor('held') - killedAt;
    second.child.kill('SIGKILL');
    return {
      title: `jobs: ${JOBS} through pg-boss, then kill -9 of the worker`,
      figures: [
        {
          name: 'enqueued → started', ours: `${median(waits)} ms`, floor: `poll of ${POLL_MS} ms`,
          ...spread(waits),
        },
        {
          name: 'kill -9 → started by another worker', ours: `${(recovered / 1000).toFixed(1)} s`,
          target: '≤ 60 s', met: recovered <= RECOVERY_MS_MAX,
        },
      ],
    };
  } finally {
    first.child.kill('SIGKILL');
    await queue.stop();
    await database.drop();
    await closeTestDatabases();
  }
}

async function startWorker(url: string): Promise<Worker> {
  const child = spawn(process.execPath, [join(CHECKOUT, 'bench', 'jobs-worker.ts'), url, QUEUE], {
    cwd: CHECKOUT, stdio: ['ignore', 'pipe', 'inherit'],
  });
  const started = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  let rest = '';
  const ready = new Promise<void>((done) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line === 'ready') { done(); continue; }
        const { job, at } = JSON.parse(line) as { job: string; at: number };
        started.set(job, at);
        waiting.get(job)?.(at);
      }
    });
  });
  await ready;
  return {
    child, started,
    waitFor: (job) => new Promise((done) => {
      const at = started.get(job);
      if (at === undefined) waiting.set(job, done);
      else done(at);
    }),
  };
}
