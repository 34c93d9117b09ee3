// One poller per base, however many servers there are.
import type { Db } from '#platform/database';
import { holdLock, type Hold } from '../hold-lock.ts';
import { OdataProblem } from './problem.ts';

const LOCK_CLASS = 7_104;

/** Null: another process polls this base now. */
export async function holdBase(db: Db, baseId: number): Promise<Hold | null> {
  const hold = await holdLock(db, LOCK_CLASS, baseId);
  if (!hold) return null;
  const assert = () => hold.assert().catch(() => {
    throw new OdataProblem('cut', 'Потеряна связь с базой данных Верстака');
  });
  return { ...hold, assert };
}
