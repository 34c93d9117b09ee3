// Durable jobs on pg-boss: enqueued in the transaction that causes them, retried after kill -9.
import { PgBoss } from 'pg-boss';
import { afterCommit, type Db, type Queryable, type Tx } from './database.ts';

/** `signal` says that nobody waits for the job any more: it has expired or the process ends. */
export type JobHandler = (data: Record<string, unknown>, signal: AbortSignal) => Promise<void>;

/** A job that other jobs or events start; `name` is the queue. */
export type Job = {
  name: string;
  run: JobHandler;
  /** How long one run may take, 15 minutes unless told; at most a day. */
  expireSeconds?: number;
  /**
   * It goes on where it was cut, and somebody waits for its end: it is tried until it gets there,
   * however often the process is killed or the disk is full.
   */
  isPatient?: boolean;
};
/** A recurring job: standard cron expression in the company's zone. */
export type Recurring = { name: string; cron: string; run: () => Promise<void> };

type JobsOptions = {
  jobs: Job[];
  recurring: Recurring[];
  timeZone: string;
  /** False: this process only enqueues (a command, a web-only process). */
  work: boolean;
  /** How often other processes' jobs are looked for; for tests. */
  pollSeconds?: number;
  onError: (error: unknown, queue?: string) => void;
};

export type Jobs = { stop: () => Promise<void> };

// A worker that dies stops refreshing its heartbeat; the job is taken again within a minute.
const HEARTBEAT_SECONDS = 20;
const SUPERVISE_SECONDS = 10;
const POLL_SECONDS = 1;
const EXPIRE_SECONDS = 15 * 60;
const RETRIES = 8;
/** At a try every quarter of an hour longer than anybody waits. */
const PATIENT_RETRIES = 1_000_000;
const RETRY_DELAY_MAX_SECONDS = 900;
const STOP_TIMEOUT_MS = 4_000;

let boss: PgBoss | undefined;
/** The workers of this process by their queues. */
const workers = new Map<string, string>();
const patient = new Set<string>();

/** A person waits: what this process has enqueued it starts at once, without waiting for a poll. */
export function wakeQueue(queue: string): void {
  const worker = workers.get(queue);
  if (worker) boss?.notifyWorker(worker);
}

const bossDatabase = (on: Queryable) => ({
  executeSql: async (text: string, values?: unknown[]) => on.query(text, values ?? []),
});

type Queue = { name: string; expireSeconds?: number };

async function createQueues(queues: Queue[], instance: PgBoss): Promise<void> {
  for (const { name, expireSeconds = EXPIRE_SECONDS } of queues) {
    await instance.createQueue(name, {
      expireInSeconds: expireSeconds,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      retryLimit: RETRIES,
      retryBackoff: true,
      retryDelay: 2,
      retryDelayMax: RETRY_DELAY_MAX_SECONDS,
    });
  }
}

async function startWorkers(instance: PgBoss, options: JobsOptions): Promise<void> {
  const { pollSeconds = POLL_SECONDS } = options;
  const settings = { pollingIntervalSeconds: pollSeconds, batchSize: 1 };
  const run = async (name: string, handler: JobHandler) => {
    const worker = await instance.work<Record<string, unknown>>(name, settings, async (batch) => {
      for (const job of batch) {
        try {
          await handler(job.data ?? {}, job.signal);
        } catch (error) {
          options.onError(error, name);
          throw error;
        } finally {
          // The next one of the queue: one a second would be a queue for a queue.
          wakeQueue(name);
        }
      }
    });
    workers.set(name, worker);
  };
  for (const job of options.jobs) await run(job.name, job.run);
  for (const job of options.recurring) {
    await run(job.name, () => job.run());
    await instance.schedule(job.name, job.cron, null, { tz: options.timeZone });
  }
}

/** Starts the queue of this process; `enqueue` works from then on. */
export async function startJobs(db: Db, options: JobsOptions): Promise<Jobs> {
  const instance = new PgBoss({
    db: bossDatabase(db),
    schema: 'pgboss',
    schedule: options.work,
    supervise: options.work,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    // Left at its minute, a job of a killed worker waited for 73 s.
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  instance.on('error', (error) => options.onError(error));
  await instance.start();
  await createQueues([...options.jobs, ...options.recurring], instance);
  for (const { name, isPatient } of options.jobs) if (isPatient) patient.add(name);
  if (options.work) await startWorkers(instance, options);
  boss = instance;
  return {
    stop: async () => {
      if (boss === instance) {
        boss = undefined;
        workers.clear();
      }
      await instance.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}

/** Queues that take messages without a worker: whoever starts them does the work itself. */
export const startQueues = (db: Db, ...names: string[]): Promise<Jobs> => startJobs(db, {
  jobs: names.map((name) => ({ name, run: () => Promise.resolve() })), recurring: [],
  timeZone: 'Europe/Moscow', work: false, onError: () => undefined,
});

/** Whether jobs can be put into transactions of this process. */
export const areJobsStarted = (): boolean => boss !== undefined;

type Enqueued = {
  /** A waiting job of the same key is not doubled. */
  onceKey?: string;
  /** Somebody else does it now, and leaves it to the queue only if they cannot. */
  isSpare?: boolean;
};

/**
 * Puts a job into the caller's transaction: it exists if and only if the transaction commits, and
 * begins then.
 */
export async function enqueue(
  tx: Tx, queue: string, data: object, { onceKey, isSpare }: Enqueued = {},
): Promise<void> {
  if (!boss) throw new Error(`Job ${queue} was sent before the queue started`);
  await boss.send(queue, data, {
    db: bossDatabase(tx),
    ...(onceKey ? { singletonKey: onceKey } : {}),
    ...(patient.has(queue) ? { retryLimit: PATIENT_RETRIES } : {}),
  });
  if (!isSpare) afterCommit(tx, () => wakeQueue(queue));
}
