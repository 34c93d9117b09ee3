// A disk that is full while files come in or are written: a file of a card, a table to import, a
// history, files of a site exchange, an export. It is said in words, nothing is left by halves, and
// the same does when there is room again.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Export } from '#contract/exports';
import { createDeal } from '#modules/deals';
import { DEMO_PASSWORD } from '#modules/staff';
import { one } from '#platform/database';
import { signIn } from '#test/app';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';
import { limitFilesOf, noQuota } from '#test/full-disk';
import { writeHistory } from '#test/onec-fake/history';
import { createSiteClient, type SiteClient, SiteRefused } from '#test/onec-fake/site-client';
import { catalogueXml, encodeCml } from '#test/onec-fake/site-files';
import { zipFiles } from '#test/onec-fake/zip-files';
import { freePort, startServerProcess, type ServerProcess } from '#test/onec/server-process';
import { contextOf, createPeople, type People } from '#test/people';
import { until } from '#test/until';

const QUOTA_BYTES = 64 * 1024;
const DEALS = 300;
const PRODUCTS = 400;
const SITE = { login: 'obmen', password: 'obmen-s-saitom-1' };

const dataDir = mkdtempSync(join(tmpdir(), 'verstak-no-room-'));
const skip = { skip: noQuota };
let database: TestDatabase;
let people: People;
let server: ServerProcess;
let dealId: number;
const cookies = new Map<string, string>();

before(async () => {
  database = await createTestDatabase();
  people = await createPeople(database.db);
  await seedPresets(database.db);
  const manager = await contextOf(database.db, people.manager);
  for (let index = 0; index < DEALS; index += 1) {
    // Long and of no pattern: the file of all has to be larger than the quota.
    const title = `Насос ${index} ${randomBytes(120).toString('hex')}`;
    dealId = (await createDeal(manager, { title })).id;
  }
  server = await startServerProcess({
    PORT: String(await freePort()), DATABASE_URL: database.url, VERSTAK_DATA: dataDir,
  });
  for (const login of ['head', 'admin']) {
    cookies.set(login, await signIn(server.url, login, DEMO_PASSWORD));
  }
});
after(async () => {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
const fill = () => limitFilesOf(server.child.pid!, String(QUOTA_BYTES));
const free = () => limitFilesOf(server.child.pid!, 'unlimited');
beforeEach(() => { if (!noQuota) fill(); });
afterEach(() => { if (!noQuota) free(); });

const BYTES = 'application/octet-stream';
type Answer<T> = { status: number; body: T };

async function ask<T = { code: string; detail: string }>(
  login: string, method: string, path: string, sent?: Buffer | object,
): Promise<Answer<T>> {
  const isBytes = Buffer.isBuffer(sent);
  const response = await fetch(`${server.url}/api${path}`, {
    method,
    headers: {
      cookie: cookies.get(login)!,
      ...(sent ? { 'content-type': isBytes ? BYTES : 'application/json' } : {}),
    },
    ...(sent ? { body: isBytes ? new Uint8Array(sent) : JSON.stringify(sent) } : {}),
  });
  return { status: response.status, body: await response.json() as T };
}

/** Files below a folder of the data, whole or begun. */
const left = (folder: string): string[] => (existsSync(join(dataDir, folder))
  ? readdirSync(join(dataDir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map(({ name }) => name) : []);

const counted = async (text: string): Promise<number> =>
  (await one<{ count: number }>(database.db, `select count(*)::int as count from ${text}`))!.count;

function assertRefused({ status, body }: Answer<{ code: string; detail: string }>): void {
  assert.deepEqual([status, body.code], [507, 'disk.full'], JSON.stringify(body));
  assert.match(body.detail, /ничего не записано/);
}

/** The queue waits longer after each try; as if that had gone by. */
const retryNow = (queue: string) => database.db.query(
  `update pgboss.job set start_after = now() where name = $1 and state = 'retry'`, [queue]);

test('a file of a card: refused in words, no row and no bytes; the same goes in later', skip,
  async () => {
    const bytes = randomBytes(3 * QUOTA_BYTES);
    const send = () => ask<{ id: number; code: string; detail: string }>('head', 'POST',
      `/files?entity=deal&entityId=${dealId}&name=${encodeURIComponent('Схема.pdf')}`, bytes);
    assertRefused(await send());
    assert.deepEqual(left('files'), []);
    const none = [await counted('platform.file'),
      await counted(`platform.event where kind = 'file.added'`)];
    assert.deepEqual(none, [0, 0]);
    free();
    const { status, body } = await send();
    assert.equal(status, 200);
    const content = await fetch(`${server.url}/api/files/${body.id}/content`,
      { headers: { cookie: cookies.get('head')! } });
    assert.deepEqual(Buffer.from(await content.arrayBuffer()), bytes);
    assert.equal(left('files').length, 1);
  });

test('a table to import: refused in words, nothing is left of it; the same is read later', skip,
  async () => {
    const lines = Array.from({ length: 1500 }, (_, index) =>
      `ООО Завод ${index};${randomBytes(30).toString('hex')}`);
    const send = () => ask('admin', 'POST', '/imports?noun=companies&name=clients.csv',
      Buffer.from(['Название;Комментарий', ...lines].join('\n')));
    assertRefused(await send());
    assert.deepEqual([left('uploads'), await counted('imports.import')], [[], 0]);
    free();
    assert.equal((await send()).status, 200);
  });

test('a history: refused in words, no row waits for it; later it is loaded whole', skip,
  async () => {
    const path = join(dataDir, 'history.ndjson.gz');
    const orders = 400;
    await writeHistory({ orders, out: path, seed: 3, until: '2026-06-30' });
    const bytes = readFileSync(path);
    assert.ok(bytes.length > QUOTA_BYTES);
    const before = left('uploads');
    const send = () => ask('admin', 'POST', '/exchange/history-files?name=h.ndjson.gz', bytes);
    assertRefused(await send());
    assert.deepEqual(left('uploads'), before);
    assert.equal(await counted('onec.history_file'), 0);
    free();
    assert.equal((await send()).status, 200);
    await until(() => counted(`onec.history_file where state = 'done'`), (done) => done === 1);
    assert.equal(await counted('payments.sales_order'), orders);
  });

async function openSite(): Promise<SiteClient> {
  const client = createSiteClient('catalog', { url: `${server.url}/exchange/1c`, ...SITE });
  await client.login();
  await client.init();
  return client;
}

const products = () => counted(`catalog.product where name like 'Насос центробежный №%'`);

test('files of a site: 1C hears why, a piece and an archive are taken whole when there is room',
  skip, async () => {
    const made = await ask('admin', 'POST', '/exchange/site/accounts', { ...SITE, ib: 'site' });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    const before = await products();
    const xml = encodeCml(catalogueXml({ products: PRODUCTS }), 'utf-8');
    assert.ok(xml.length > QUOTA_BYTES);
    const client = await openSite();
    const piece = { name: 'import0_1.xml', bytes: xml };
    const isTold = (error: unknown) => error instanceof SiteRefused && error.status === 200
      && /кончилось место/.test(error.message);
    await assert.rejects(client.sendFile(piece), isTold);
    assert.deepEqual(left('uploads/commerceml'), []);
    assert.match((await one<{ error: string }>(database.db,
      'select error from onec.site_session order by id desc limit 1'))!.error, /кончилось место/);

    // Packed it has room, and what comes out of it has none.
    const archive = zipFiles([piece]);
    assert.ok(archive.length < QUOTA_BYTES);
    await client.sendFile({ name: 'import.zip', bytes: archive });
    const asked = () => client.ask({ mode: 'import', filename: 'import0_1.xml' });
    const waiting = await asked();
    assert.equal(waiting.lines[0], 'progress');
    assert.match(waiting.text, /кончилось место/);
    assert.equal(left('uploads/commerceml').length, 1, 'the archive alone');
    assert.equal(await products(), before);
    free();
    assert.equal((await until(asked, ({ lines }) => lines[0] !== 'progress')).lines[0], 'success');
    assert.equal(await products(), PRODUCTS);

    const next = await openSite();
    await next.sendFile({ name: 'import0_1.xml', bytes: xml });
    await next.importFile('import0_1.xml');
    assert.equal(await products(), PRODUCTS);
    assert.deepEqual(left('uploads/commerceml'), []);
  });

test('an export waits for room, says so and ends whole', skip, async () => {
  const started = await ask<Export>('head', 'POST', '/exports', {
    noun: 'deals', format: 'csv', columns: [{ field: 'title', header: 'Сделка' }],
  });
  assert.equal(started.status, 200, JSON.stringify(started.body));
  const { id } = started.body;
  const read = async () => (await ask<Export>('head', 'GET', `/exports/${id}`)).body;
  const waits = await until(read, ({ reason }) => reason !== null);
  assert.equal(waits.state, 'running');
  assert.match(waits.reason!, /кончилось место/);
  assert.deepEqual(left('exports'), []);
  free();
  await retryNow('export-run');
  const ready = await until(read, ({ state }) => state === 'ready');
  assert.deepEqual([ready.rows, ready.reason], [ready.total, null]);
  const content = await fetch(`${server.url}/api/exports/${id}/content`,
    { headers: { cookie: cookies.get('head')! } });
  const lines = (await content.text()).trim().split('\n');
  assert.equal(lines.filter((line) => line.includes('Насос ')).length, ready.total);
});
