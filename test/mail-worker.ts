// A worker of the outbox as a process of its own, to be killed:
// `mail-worker.ts DATABASE_URL DATA_DIR MOMENT` plans what is due at that moment and sends it.
import { planDigests, sendMails } from '#modules/work';
import { openDatabase } from '#platform/database';
import { mailDeps } from '#server/mail';

const [url = '', dataDir = '', moment = ''] = process.argv.slice(2);
const db = openDatabase({ connectionString: url }, 2);
const now = () => new Date(moment);
await planDigests(db, now);
await sendMails(db, now, mailDeps(db, { dataDir }));
await db.end();
