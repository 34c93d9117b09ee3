// Fills an empty database with the demo company «Промтехника»; a database with people is left
// alone. An interrupted load is begun again from an empty database by the same start.
import type { Config } from '#platform/config';
import { ensurePresets } from '#modules/deals';
import { ensureLeadPresets } from '#modules/leads';
import { inTransaction, one, type Db } from '#platform/database';
import type { Log } from '#platform/log';
import { readSetting, writeSetting } from '#platform/settings';
import { systemContext } from '#platform/context';
import { DEMO_PASSWORD } from '#modules/staff';
import { askColleagues, talkOfColleagues } from './colleagues.ts';
import { createCompany, SHOWN_LOGINS } from './company.ts';
import { detailCustomers } from './customers-in-detail.ts';
import { createDemoDeals } from './deals.ts';
import { loadDemoExchange } from './exchange.ts';
import { createDemoFields, fillCustomers, markDemoFields } from './fields.ts';
import { createDemoImports } from './imports.ts';
import { createDemoLeads } from './leads.ts';
import { planNextActions } from './next-actions.ts';
import { createOwnEntities } from './own-entities.ts';
import { chanceOf } from './random.ts';
import { askDemoBase } from './onec-commands.ts';
import { exchangeDemoSite } from './site-exchange.ts';
import { shareDemoViews } from './views.ts';

type DemoOptions = { config: Config; db: Db; log: Log };

const STARTED = 'demo.started';
const LOADED = 'demo.loaded';
const SEED = 20_261;

/** Lines that tell the logins, or null when this is not a demo database. */
export async function loadDemo({ config, db, log }: DemoOptions): Promise<string[] | null> {
  if (await readSetting(db, LOADED, false)) return logins();
  if (await readSetting(db, STARTED, false)) await emptyDatabase(db);
  const people = await one<{ count: number }>(db, 'select count(*) from staff.employee');
  if ((people?.count ?? 0) > 0) return null;
  const startedAt = Date.now();
  const now = new Date();
  await mark(db, STARTED);
  const company = await createCompany(db);
  await createOwnEntities(db, company);
  await createDemoFields(db, now);
  const customers = await loadDemoExchange(db, company, now);
  await detailCustomers(db, company, customers, chanceOf(SEED));
  await fillCustomers(db, customers, { chance: chanceOf(SEED ^ 0xf1e1d), now });
  await createDemoDeals(db, { company, customers, seed: SEED, now });
  await createDemoLeads(db, { company, customers, seed: SEED, now });
  await createDemoImports({ db, company, uploadsDir: config.uploadsDir, now });
  await talkOfColleagues(db, company, now);
  await planNextActions(db, chanceOf(SEED), now);
  await askColleagues(db, company, now);
  await askDemoBase(db, company, now);
  await exchangeDemoSite({ db, uploadsDir: config.uploadsDir, now });
  await shareDemoViews(db, company, now);
  await mark(db, LOADED);
  await db.query('analyze');
  // Building an index beside writers waits for the start itself: nothing may wait for it in turn.
  await markDemoFields(db, now);
  log.info({ ms: Date.now() - startedAt }, 'demo company loaded');
  return logins();
}

const mark = (db: Db, name: string) => inTransaction(db, (tx) =>
  writeSetting(tx, systemContext(db, 'system'), name, true));

/**
 * Throws away a half-loaded demo. Nothing of anybody's can be lost: the server lets nobody in
 * before the demo is whole.
 */
async function emptyDatabase(db: Db): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('platform', 'staff', 'customers', 'catalog', 'timeline', 'work', 'deals',
         'leads', 'payments', 'onec', 'fields', 'imports', 'commands')
       and (schemaname, tablename) <> ('platform', 'migration')`);
  await db.query(`truncate ${rows.map((row) => row.name).join(', ')} restart identity cascade`);
  await inTransaction(db, async (tx) => {
    await ensurePresets(tx);
    await ensureLeadPresets(tx);
  });
}

const logins = (): string[] =>
  [
    `Demo logins, password ${DEMO_PASSWORD}: ${SHOWN_LOGINS.join(', ')}`,
    'Its 1C comes alive beside it: npm run onec-fake -- --demo',
  ];
