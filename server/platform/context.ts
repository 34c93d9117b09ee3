// What every verb gets beside its input: who acts, when, from where, and the database.
import type { Actor } from './actor.ts';
import { SYSTEM } from './actor.ts';
import type { Db } from './database.ts';

/** Where a change comes from; written into the history of every field. */
export type Source = 'ui' | 'api' | '1c' | 'import' | 'system' | 'rule';

export type Context = {
  db: Db;
  actor: Actor;
  source: Source;
  requestId: string | null;
  now: () => Date;
};

/** Context of work that no person started. */
export function systemContext(db: Db, source: Source, now = () => new Date()): Context {
  return { db, actor: SYSTEM, source, requestId: null, now };
}
