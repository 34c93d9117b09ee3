// One holder of a thing, however many processes there are: a lock of a database session, which ends
// with the process that held it, kill -9 included.
import type { Db } from '#platform/database';

export type Hold = {
  /** Throws when the session is gone and with it the lock. */
  assert: () => Promise<void>;
  release: () => Promise<void>;
};

/** False: another process is at it, and nothing was done. */
export async function whileHeld(
  db: Db, { lockClass, id }: { lockClass: number; id: number }, work: () => Promise<void>,
): Promise<boolean> {
  const hold = await holdLock(db, lockClass, id);
  if (!hold) return false;
  try {
    await work();
  } finally {
    await hold.release();
  }
  return true;
}

/** Null: another process holds it now. */
export async function holdLock(db: Db, lockClass: number, id: number): Promise<Hold | null> {
  const client = await db.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => { broken = error; };
  client.on('error', onError);
  const letGo = () => {
    client.off('error', onError);
    client.release(broken);
  };
  try {
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock($1::int, $2::int) as held', [lockClass, id]);
    if (!rows[0]?.held) {
      letGo();
      return null;
    }
  } catch (error) {
    broken = error as Error;
    letGo();
    throw error;
  }
  return {
    assert: async () => {
      try {
        await client.query('select 1');
      } catch (error) {
        broken = error as Error;
        throw error;
      }
    },
    release: async () => {
      await client.query('select pg_advisory_unlock($1::int, $2::int)', [lockClass, id])
        .catch((error: Error) => { broken = error; });
      letGo();
    },
  };
}
