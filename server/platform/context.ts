// What every verb gets beside its input: who acts, when, from where, and the database.
import type { Actor } from './actor.ts';
import { SYSTEM } from './actor.ts';
import type { Db } from './database.ts';

/** Where a change comes from; written into the history of every field. */
export type Source = 'ui' | 'api' | '1c' | 'import' | 'system' | 'rule';

/** What a person would have been told, kept back to be said once for a whole mass job. */
export type HeldNotice = {
  employeeId: number; kind: string; title: string; body: string | null;
  entity: string | null; entityId: number | null;
  /** What it is about, when that is not the record it opens. */
  records?: RecordSet | null;
};

export type RecordSet = { entity: string; ids: number[] };

export type Viewer = { id: number; name: string };

export type Context = {
  db: Db;
  actor: Actor;
  source: Source;
  /** An administrator who looks through the actor's eyes: nothing may be written. */
  viewer?: Viewer | null;
  requestId: string | null;
  now: () => Date;
  /** Present in mass work: notices are gathered here instead of being sent one by one. */
  heldNotices?: HeldNotice[];
  /** Present in mass work: when the person asked, what others have done since is not overrun. */
  askedAt?: Date;
};

/** Context of work that no person started. */
export function systemContext(db: Db, source: Source, now = () => new Date()): Context {
  return { db, actor: SYSTEM, source, requestId: null, now };
}
