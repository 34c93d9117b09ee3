// Fires deferrals in a process of its own, so that it can be killed:
// `deferral-worker.ts URL MOMENT`.
import { fireDeferrals } from '#modules/payments';
import { openDatabase } from '#platform/database';

const [, , url, moment] = process.argv;
const db = openDatabase({ connectionString: url! }, 2);
await fireDeferrals(db, () => new Date(moment!));
await db.end();
