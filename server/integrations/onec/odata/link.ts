// The row of a base that is asked over OData: how to reach it and how far the poller has come.
import { one, type Db, type Queryable } from '#platform/database';
import type { Secrets } from '#platform/secrets';
import type { Probe } from './choose-profile.ts';
import type { Connection } from './request.ts';

export type Link = {
  baseId: number;
  ib: string;
  url: string;
  login: string;
  sealed: Buffer | null;
  plan: string | null;
  nodeUid: string | null;
  sinceOn: string;
  pollSeconds: number;
  windowDays: number;
  enabled: boolean;
  connectedOn: string;
  epoch: string;
  failures: number;
  /** Code of a source → the words with which 1C refused it. */
  refused: Record<string, string>;
  probe: Probe | null;
  probedAt: string | null;
  seenReceivedNo: number;
  notifiedNo: number;
  doubtUntil: string | null;
  sweepMonth: string | null;
  sweepSource: number | null;
  sweepStartedAt: string | null;
  sweepFinishedAt: string | null;
};

const COLUMNS = `l.base_id as "baseId", b.ib, l.url, l.login, l.password_sealed as sealed,
  l.plan, l.node_uid as "nodeUid", l.since_on as "sinceOn", l.poll_seconds as "pollSeconds",
  l.window_days as "windowDays", l.enabled, l.connected_on as "connectedOn", l.epoch, l.failures,
  l.refused, l.probe, l.probed_at as "probedAt", l.seen_received_no as "seenReceivedNo",
  l.notified_no as "notifiedNo", l.doubt_until as "doubtUntil", l.sweep_month as "sweepMonth",
  l.sweep_source as "sweepSource", l.sweep_started_at as "sweepStartedAt",
  l.sweep_finished_at as "sweepFinishedAt"`;

export const readLink = (on: Queryable, baseId: number): Promise<Link | undefined> =>
  one<Link>(on,
    `select ${COLUMNS} from onec.odata_link l join onec.base b on b.id = l.base_id
     where l.base_id = $1`, [baseId]);

/** Bases whose turn has come, the longest waiting first. */
export async function dueLinks(db: Db, now: Date): Promise<number[]> {
  const { rows } = await db.query<{ baseId: number }>({
    name: 'odata-due',
    text: `select base_id as "baseId" from onec.odata_link
           where enabled and state <> 'stopped' and next_poll_at <= $1 order by next_poll_at`,
    values: [now],
  });
  return rows.map(({ baseId }) => baseId);
}

export function connectionOf(link: Link, secrets: Secrets, signal?: AbortSignal): Connection {
  return {
    root: link.url, login: link.login, signal,
    password: link.sealed ? secrets.open(link.sealed) : '',
  };
}

/** Columns of the row that the poller moves, by their names in SQL. */
export type Progress = Partial<{
  busy: string | null;
  refused: string;
  probe: string;
  probed_at: Date;
  seen_received_no: number;
  notified_no: number;
  doubt_until: Date | null;
  packet_no: number;
  packet_at: Date;
  packet_objects: number;
  sweep_month: string | null;
  sweep_source: number | null;
  sweep_started_at: Date | null;
  sweep_finished_at: Date | null;
  epoch: string;
}>;

/** Short waits are not told: a poll of a quiet base is a dozen of them, each would be a write. */
const TELL_AFTER_MS = 500;

/** What the screen says is being read, when that takes longer than a moment. */
export function tellerOf(on: Queryable, baseId: number): (busy: string) => Promise<void> {
  let toldMs = performance.now();
  return async (busy) => {
    if (performance.now() - toldMs < TELL_AFTER_MS) return;
    toldMs = performance.now();
    await saveProgress(on, baseId, { busy });
  };
}

export async function saveProgress(
  on: Queryable, baseId: number, progress: Progress,
): Promise<void> {
  const names = Object.keys(progress);
  if (names.length === 0) return;
  await on.query(
    `update onec.odata_link set ${names.map((name, at) => `${name} = $${at + 2}`).join(', ')}
     where base_id = $1`, [baseId, ...Object.values(progress)]);
}
