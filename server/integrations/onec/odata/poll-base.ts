// One poll of one base: probe, changes or windows with money first, a piece of the walk.
import { addDays, businessDate } from '#platform/clock';
import type { Db } from '#platform/database';
import type { Secrets } from '#platform/secrets';
import { findBase, judgeBase, type Base } from '../bases.ts';
import type { Hold } from '../hold-lock.ts';
import { answerReconcile, type Answering } from './answer-reconcile.ts';
import { chooseProfile, profileOf, type Probe } from './choose-profile.ts';
import { endBadly, endWell } from './finish-poll.ts';
import { holdBase } from './hold-base.ts';
import { connectionOf, readLink, saveProgress, tellerOf, type Link } from './link.ts';
import { viewOf } from './map-parts.ts';
import { probeMetadata } from './metadata.ts';
import { openNames } from './names.ts';
import { pollSource } from './poll-source.ts';
import { OdataProblem } from './problem.ts';
import { POLL_ORDER } from './profiles/profile.ts';
import { openReaches } from './reach-register.ts';
import { readByKeys, type Reader } from './read-objects.ts';
import type { Connection } from './request.ts';
import { beginEpoch } from './restored.ts';
import { isReference, sweep } from './sweep.ts';
import { takePackets } from './take-packet.ts';
import type { Work } from './work.ts';

export type PollerDeps = {
  db: Db;
  now: () => Date;
  secrets: Secrets;
  /** How long an unanswered request may go on in 1C; tests have less patience. */
  doubtMs?: number;
  /** Limits of waiting for 1C; see request.ts. */
  patience?: Pick<Connection, 'answerMs' | 'idleMs'>;
};

/** What one process remembers of a base from poll to poll; anything of it may be lost. */
export type Memory = {
  work: Pick<Work, 'view' | 'knownRefs' | 'sources'>;
  reader: Reader;
  /** A reconciliation that is being answered. */
  answering?: Answering | undefined;
  key: string;
  sinceMs: number;
};
export type Memories = Map<number, Memory>;

/** Names of goods may change without a document of theirs changing. */
const MEMORY_MS = 60 * 60_000;
/** Sets are published and updated by people, now and then. */
const PROBE_MS = 24 * 60 * 60_000;
const SLICES_A_POLL = 5;
/** While a walk is under way the next piece comes at once. */
const WALKING_MS = 1_000;

/** Polls a base unless another process does; whatever goes wrong ends in the row of the base. */
export async function pollBase(
  deps: PollerDeps, memories: Memories, baseId: number, signal?: AbortSignal,
): Promise<void> {
  const hold = await holdBase(deps.db, baseId);
  if (!hold) return;
  try {
    const link = await readLink(deps.db, baseId);
    if (!link?.enabled) return;
    try {
      const nextMs = await pollHeld({ ...deps, memories, hold, link, signal });
      await endWell(deps, link, nextMs);
    } catch (error) {
      if (signal?.aborted) return;
      await endBadly(deps, link, error);
      if (!(error instanceof OdataProblem)) throw error;
    }
  } finally {
    await hold.release();
  }
}

type Poll = PollerDeps & {
  memories: Memories; hold: Hold; link: Link; signal: AbortSignal | undefined;
};

/** Returns in how many milliseconds the next poll is due. */
async function pollHeld(poll: Poll): Promise<number> {
  const { db, link, hold } = poll;
  const base = await requireBase(poll);
  const connection = { ...connectionOf(link, poll.secrets, poll.signal), ...poll.patience };
  const probe = await probeOf(poll, connection);
  const memory = memoryOf(poll, connection, probe);
  const work: Work = {
    ...memory.work, reader: memory.reader, inbox: { db, now: poll.now }, base, link,
    assertHeld: hold.assert, tell: tellerOf(db, base.id),
  };
  await beginEpoch(work);
  const today = businessDate(poll.now(), base.timeZone);
  if (link.plan) await takePackets(work, poll.doubtMs);
  else await pollRecent(work, today);
  const walking = await sweep(work, today, SLICES_A_POLL);
  const answering = await answerReconcile(work, memory, today, SLICES_A_POLL);
  const pauseMs = link.pollSeconds * 1000;
  return walking || answering ? Math.min(WALKING_MS, pauseMs) : pauseMs;
}

async function requireBase({ db, link }: Poll): Promise<Base> {
  const base = await findBase(db, link.ib);
  const verdict = judgeBase(base, link.ib, base?.epoch ?? '');
  if (!base || !verdict.ok) {
    throw new OdataProblem('configuration', verdict.ok ? 'Базы нет' : verdict.text);
  }
  if (base.pendingEpoch) {
    throw new OdataProblem('configuration',
      'Базу восстановили из копии: опрос ждёт подтверждения новой эпохи');
  }
  return base;
}

async function probeOf({ db, now, link }: Poll, connection: Connection): Promise<Probe> {
  const fresh = link.probedAt && now().getTime() - Date.parse(link.probedAt) < PROBE_MS;
  let { probe } = link;
  if (!probe || probe.fatal || !fresh) {
    await saveProgress(db, link.baseId, { busy: 'описание базы' });
    probe = chooseProfile(await probeMetadata(connection));
    await saveProgress(db, link.baseId, { probe: JSON.stringify(probe), probed_at: now() });
  }
  if (probe.fatal) {
    throw new OdataProblem('configuration', `Опрашивать нечего (${probe.title}): ${
      probe.missing.slice(0, 6).join('; ')}`);
  }
  return probe;
}

function memoryOf({ memories, link, now }: Poll, connection: Connection, probe: Probe): Memory {
  const key = JSON.stringify([link.url, link.login, link.epoch, probe]);
  const known = memories.get(link.baseId);
  if (known?.key === key && now().getTime() - known.sinceMs < MEMORY_MS) {
    // The signal of this poll, not of the one that has made the memory.
    known.reader.connection = connection;
    return known;
  }
  const profile = profileOf(probe.code)!;
  const reader: Reader = { connection, sizes: new Map() };
  const names = openNames(profile, new Set(probe.names), ({ set, ...wish }, uids) =>
    readByKeys(reader, set, uids, wish));
  const register = probe.names.includes('reaches') ? profile.names.reaches : undefined;
  const reaches = register ? openReaches(register, reader, () => now().getTime()) : null;
  const published = new Set(probe.sources);
  const sources = profile.sources.filter(({ code }) => published.has(code))
    .sort((a, b) => POLL_ORDER.indexOf(a.code) - POLL_ORDER.indexOf(b.code));
  const memory: Memory = {
    // A long answer outlives the memory of names.
    answering: known?.key === key ? known.answering : undefined,
    key, sinceMs: now().getTime(), reader,
    work: { view: viewOf(profile, names, reaches), knownRefs: new Set(), sources },
  };
  memories.set(link.baseId, memory);
  return memory;
}

/** Documents of the last days, money first; their dates may lie ahead. */
async function pollRecent(work: Work, today: string): Promise<void> {
  const from = addDays(today, -work.link.windowDays);
  for (const source of work.sources.filter((one) => !isReference(one))) {
    await pollSource(work, { source, window: { from, to: null }, words: source.title });
  }
}
