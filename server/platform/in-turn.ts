// Several processes may start on one empty database at once; what fills it is done by one of them
// while the others wait and then find it done.
import type { Db } from './database.ts';

// Any number will do as long as nobody else locks by it.
const START_LOCK = 7_263_003;

/** Runs `work` while no other process does. */
export async function inTurn<T>(db: Db, work: () => Promise<T>): Promise<T> {
  const client = await db.connect();
  try {
    // A lock of the transaction and not of the session: poolers hand sessions around.
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [START_LOCK]);
    return await work();
  } finally {
    await client.query('commit').then(() => client.release(), (error: Error) => {
      client.release(error);
    });
  }
}
