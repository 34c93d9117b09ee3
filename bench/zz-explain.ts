import { createTestDatabase } from '#test/database';
import { seed } from './duplicates.ts';
const { db, drop } = await createTestDatabase();
const t0 = Date.now();
await seed(db);
console.log('seeded', Date.now() - t0, (await db.query('select current_database() as d')).rows);
process.on('SIGTERM', () => { void drop().then(() => process.exit()); });
await new Promise((r) => setTimeout(r, 50 * 60_000));
await drop();
