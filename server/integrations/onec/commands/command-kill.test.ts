// Commands through kill -9 of the server and of its PostgreSQL at any moment, while the fake 1C
// dies between doing and answering and answers twice: each deal gets one order, each company stands
// once, each refusal is told once, nothing waits for ever, and no answer makes a further message.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { createCompany, editCompany } from '#modules/customers';
import { createDeal } from '#modules/deals';
import { createApiKey } from '#platform/auth/api-keys';
import { one, type Db } from '#platform/database';
import type { Context } from '#platform/context';
import { openSecrets } from '#platform/secrets';
import { createBase, itemOf, type FakeBase } from '#test/onec-fake/base';
import { createClient, type OnecClient } from '#test/onec-fake/client';
import { orderOfDeal } from '#test/onec-fake/crm-commands';
import { Crashed, obeyOnce } from '#test/onec-fake/obey';
import { createRandom } from '#test/onec-fake/random';
import { legalInn } from '#test/onec-fake/requisites';
import { fillRefs } from '#test/onec-fake/verbs-refs';
import { onDatabase, postmasterOf } from '#test/onec/kill';
import { freePort, startServerProcess, type ServerProcess } from '#test/onec/server-process';
import { contextOf } from '#test/people';

const DEALS = Number(process.env['VERSTAK_COMMAND_DEALS'] ?? 4);
/** Of the server and of its PostgreSQL in turn. */
const KILLS = Number(process.env['VERSTAK_COMMAND_KILLS'] ?? 2);
const SEED = 31;

const pause = (ms: number) => new Promise((done) => { setTimeout(done, ms); });

type Site = {
  env: Record<string, string>; dataDir: string; server: ServerProcess;
  client: OnecClient; base: FakeBase; sent: Map<string, number>;
};

/** Whatever the base has written since, as its outbox would. */
async function send({ client, base, sent }: Site): Promise<void> {
  const due = [...base.objects.values()].filter(({ uid, rev }) => rev > (sent.get(uid) ?? 0));
  const results = await client.push(due.map((object) => itemOf(base, object)));
  for (const [at, { status, text }] of results.entries()) {
    assert.ok(['applied', 'duplicate', 'stale'].includes(status), text);
    const { uid, rev } = due[at]!;
    sent.set(uid, rev);
  }
}

/** A person of CRM sells to companies that 1C lacks; it refuses those without ИНН. */
async function sell(db: Db, base: FakeBase): Promise<void> {
  const ctx = await adminOf(db);
  for (let at = 0; at < DEALS; at += 1) {
    const { id: companyId } = await createCompany(ctx, {
      name: `Клиент ${at}`, inn: at % 4 === 3 ? null : legalInn(base.random),
    });
    await createDeal(ctx, { title: `Сделка ${at}`, companyId });
  }
}

const adminOf = async (db: Db): Promise<Context> => {
  const admin = await one<{ id: number }>(db,
    `select id from staff.employee where account_id is not null order by id limit 1`);
  return contextOf(db, admin as never);
};

const isUp = ({ server: { child } }: Site) =>
  child.exitCode === null && child.signalCode === null;

/**
 * Somebody corrects what 1C knows while all of it falls down: the card that was read may be older
 * than what 1C has sent since, and the database may be gone; then once more.
 */
async function correct(site: Site, at: number): Promise<void> {
  const { env, base } = site;
  for (;;) {
    // Without a server there is no screen to correct on, and we would hold its folder.
    while (!isUp(site)) await pause(20);
    const isDone = await onDatabase({ env }, async (db) => {
      const known = await one<{ id: number; version: number }>(db, `
        select c.id, c.version from customers.company c join customers.company_identity i
          on i.company_id = c.id and i.uid = $1`, [base.uids.company[at % 3]!]);
      await editCompany(await adminOf(db), { ...known!, address: `Адрес ${at}` });
    }).then(() => true, () => false);
    if (isDone) return;
    await pause(20);
  }
}

async function obey(site: Site, isOver: () => boolean): Promise<void> {
  const { client, base } = site;
  let cursor: string | undefined;
  while (!isOver()) {
    try {
      const how = { wait: 1, ...(cursor === undefined ? {} : { cursor }) };
      ({ cursor } = await obeyOnce({
        client, base, send: () => send(site),
        crash: base.random.chance(0.3), twice: base.random.chance(0.3),
      }, how));
    } catch (error) {
      if (!(error instanceof Crashed)) throw error;
      cursor = undefined;
    }
    for (const dealId of base.crm.deals.keys()) orderOfDeal(base, dealId);
    await send(site);
  }
}

/**
 * Starts the server as its supervisor would, again when it did not come up: its PostgreSQL may be
 * killed at that moment, or whoever corrects a card without a server holds the folder.
 */
async function startAgain(
  { env }: Site, isDone: () => boolean,
): Promise<ServerProcess | null> {
  while (!isDone()) {
    const server = await startServerProcess(env).catch(() => null);
    if (server) return server;
    await pause(100);
  }
  return null;
}

/** A server that has ended, however, is started anew. */
async function supervise(site: Site, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    if (isUp(site)) await once(site.server.child, 'exit');
    site.server = await startAgain(site, isDone) ?? site.server;
  }
}

/** False while there is none: it is coming up. */
function killPostgres({ dataDir }: Site): boolean {
  try {
    process.kill(postmasterOf(dataDir), 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

async function killSometimes(site: Site, isOver: () => boolean): Promise<void> {
  const random = createRandom(Date.now());
  for (let kill = 0; kill < KILLS && !isOver();) {
    await pause(random.int(0, 300));
    if (kill % 2 === 1) {
      if (killPostgres(site)) kill += 1;
      continue;
    }
    kill += 1;
    const { server } = site;
    await server.kill();
    while (site.server === server && !isOver()) await pause(20);
  }
}

const numbers = async (db: Db) => (await one<Record<string, number>>(db, `
  select
    (select count(*)::int from payments.sales_order) as orders,
    (select count(distinct deal_id)::int from payments.sales_order) as "dealsWithOrder",
    (select count(*)::int from deals.deal) as deals,
    (select count(*)::int from (select from customers.company where inn is not null
      group by inn having count(*) > 1) t) as twins,
    (select count(*)::int from commands.command where state = 'waiting') as waiting,
    (select count(*)::int from commands.command where state = 'refused') as refused,
    (select count(*)::int from work.notification where kind = 'onec.refused') as notices,
    (select count(*)::int from commands.command where type like 'deal.%') as "dealMessages"`))!;

async function openSite(): Promise<Site> {
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-commands-'));
  const env = { PORT: String(await freePort()), VERSTAK_DATA: dataDir };
  const server = await startServerProcess(env);
  const key = await onDatabase({ env }, (db) =>
    createApiKey(db, openSecrets(dataDir), { kind: 'onec', name: 'УТ' }));
  const client = createClient({
    ...key, url: server.url, retryMs: 40, retryMaxMs: 400, triesMax: 2_000,
  });
  const base = createBase(createRandom(SEED));
  fillRefs(base, { employees: 2, products: 5, companies: 3 });
  return { env, dataDir, server, client, base, sent: new Map() };
}

test(`${DEALS} deals for 1C through ${KILLS} × kill -9 of server and PostgreSQL`, async () => {
  const site = await openSite();
  const { env, base, client } = site;
  let isOver = false;
  let isDone = false;
  let obeying: Promise<void> | undefined;
  let falling: Promise<unknown> | undefined;
  try {
    await client.hello(base);
    await send(site);
    await client.pull(base);
    await onDatabase({ env }, (db) => sell(db, base));
    obeying = obey(site, () => isOver);
    // A failure is met where it is awaited.
    obeying.catch(() => undefined);
    const killing = killSometimes(site, () => isOver);
    const standing = supervise(site, () => isDone);
    falling = Promise.allSettled([killing, standing]);
    for (let at = 0; at < DEALS; at += 1) await correct(site, at);
    await killing;
    isOver = true;
    await obeying;
    await settle(site);
    await onDatabase({ env }, (db) => assertOnce(db, base));
  } finally {
    // Else it would ask a server that is gone, again and again.
    [isOver, isDone] = [true, true];
    await obeying?.catch(() => undefined);
    await site.server.stop();
    await falling;
    // It may have been coming up again meanwhile.
    await site.server.stop();
    rmSync(site.dataDir, { recursive: true, force: true });
  }
});

async function assertOnce(db: Db, base: FakeBase): Promise<void> {
  const withoutInn = Math.floor(DEALS / 4);
  assert.deepEqual(await numbers(db), {
    orders: DEALS, dealsWithOrder: DEALS, deals: DEALS, twins: 0, waiting: 0,
    refused: withoutInn, notices: withoutInn, dealMessages: DEALS,
  });
  assert.equal(base.uids.order.length, DEALS);
  const { rows } = await db.query<{ address: string }>(`
    select c.address from customers.company c join customers.company_identity i
      on i.company_id = c.id and i.uid = any($1) order by c.address`,
  [base.uids.company.slice(0, 3)]);
  const last = [1, 2, 3].map((back) => `Адрес ${DEALS - back}`).sort();
  assert.deepEqual(rows.map(({ address }) => address), last);
}

/** Rounds without faults until nothing is left; each order answers its deal meanwhile. */
async function settle(site: Site): Promise<void> {
  const { client, base } = site;
  for (;;) {
    const { results } = await obeyOnce({ client, base, send: () => send(site) });
    const deals = [...base.crm.deals.keys()];
    for (const dealId of deals) orderOfDeal(base, dealId);
    await send(site);
    if (results.length === 0 && deals.length === 0) return;
  }
}
