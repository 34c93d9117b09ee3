// Fires deferrals in a process of its own, so that it can be killed: `timers-worker.ts URL`.
import { fireDeferrals } from '#modules/payments';
import { openDatabase } from '#platform/database';
import { MORNING } from './timers.ts';

const db = openDatabase({ connectionString: process.argv[2]! }, 2);
await fireDeferrals(db, () => MORNING);
await db.end();
