// Uploads of history: what comes of a good file, of the same again, and of every kind of bad one.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { HistoryFile } from '#contract/exchange';
import { DEMO_PASSWORD } from '#modules/staff';
import { systemContext } from '#platform/context';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { writeHistory } from '#test/onec-fake/history';
import { item, orderBody, TEST_EPOCH, uid } from '#test/onec/items';
import { createPeople } from '#test/people';
import { importHistory } from './import-history.ts';
import { loadUploadedHistory, sweepUploadedHistory, wakeUploadedHistory } from './load-history.ts';
import { uploadHistory } from './upload-history.ts';

let world: TestApp;
let folder: string;
const cookies = new Map<string, string>();

before(async () => {
  world = await startTestApp();
  await createPeople(world.db);
  folder = mkdtempSync(join(tmpdir(), 'verstak-history-'));
  for (const login of ['admin', 'manager']) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

function upload(name: string, body: string | Uint8Array, login = 'admin'): Promise<Response> {
  return fetch(`${world.url}/api/exchange/history-files?name=${encodeURIComponent(name)}`, {
    method: 'POST', body: body as never,
    headers: { 'content-type': 'application/octet-stream', cookie: cookies.get(login) ?? '' },
  });
}

async function list(): Promise<HistoryFile[]> {
  const response = await fetch(`${world.url}/api/exchange/history-files`, {
    headers: { cookie: cookies.get('admin')! },
  });
  assert.equal(response.status, 200);
  return ((await response.json()) as { items: HistoryFile[] }).items;
}

async function ended(id: number): Promise<HistoryFile> {
  for (let tries = 0; tries < 600; tries += 1) {
    const file = (await list()).find((one) => one.id === id);
    if (file && (file.state === 'done' || file.state === 'failed')) return file;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  assert.fail('it did not end');
}

async function loaded(name: string, body: string | Uint8Array): Promise<HistoryFile> {
  const response = await upload(name, body);
  assert.equal(response.status, 200, await response.clone().text());
  const file = await response.json() as HistoryFile;
  // Its job begins with the commit: the answer may find it running.
  assert.equal(file.uploadedBy?.name, 'Ершов Кирилл');
  return ended(file.id);
}

async function history(orders: number, ib: string, seed = 7): Promise<Buffer> {
  const out = join(folder, `${ib}-${orders}-${seed}.ndjson.gz`);
  await writeHistory({ orders, out, ib, seed, until: '2026-06-30' });
  return readFileSync(out);
}

/** The job lets go of the lock after it has removed its file. */
async function lockIsFree(): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { rows } = await world.db.query(
      `select 1 from pg_locks l join pg_database d on d.oid = l.database
       where l.locktype = 'advisory' and l.objid = 7263010 and d.datname = current_database()`);
    if (rows.length === 0) return;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  assert.fail('the lock is still held');
}

const line = (number: number, total = '100.00', epoch = TEST_EPOCH) => JSON.stringify(
  item('order', uid(number), 1, orderBody(total, { number: `УТ-${number}` }),
    { lane: 'backfill', epoch }));
const fileOf = (...lines: string[]) => `${lines.join('\n')}\n`;

test('an uploaded file is loaded, told live, and gone from the disk', async () => {
  const stop = new AbortController();
  const stream = await fetch(`${world.url}/api/stream`, {
    headers: { cookie: cookies.get('admin')! }, signal: stop.signal,
  });
  let said = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream.body!) said += decoder.decode(chunk as Uint8Array);
  })().catch(() => undefined);
  const bytes = await history(40, 'live');
  const file = await loaded('История 2017.ndjson.gz', bytes);
  assert.equal(file.state, 'done', file.error ?? '');
  assert.deepEqual([file.name, file.ib, file.error], ['История 2017.ndjson.gz', 'live', null]);
  assert.deepEqual([file.sizeBytes, file.bytesDone], [bytes.length, bytes.length]);
  assert.equal(file.totals['order']?.count, 40);
  assert.ok(file.totals['order'].sumKopecks > 0);
  assert.deepEqual(Object.keys(file.counts), ['applied']);
  await lockIsFree();
  assert.deepEqual(readdirSync(join(world.dataDir, 'uploads')), []);
  const untold = () => ['queued', 'progress', 'loaded'].filter((kind) => !said.includes(
    `"kind":"history.${kind}","entity":"exchange","entityId":${file.id}`));
  // The stream never overtakes a transaction of another test on the same server.
  for (let waits = 0; waits < 200 && untold().length > 0; waits += 1) {
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
  stop.abort();
  await reading;
  assert.deepEqual(untold(), []);
  const again = await loaded('История 2017.ndjson.gz', bytes);
  assert.deepEqual(again.counts, { duplicate: file.counts['applied'] });
});

test('only who runs the exchange uploads, and only files of its kinds', async () => {
  const status = async (...of: Parameters<typeof upload>) => (await upload(...of)).status;
  assert.equal(await status('a.ndjson', line(1), 'manager'), 403);
  assert.equal(await status('a.ndjson', line(1), 'nobody'), 401);
  assert.equal(await status('a.xlsx', line(1)), 415);
  assert.equal(await status('a.ndjson', ''), 422);
  assert.deepEqual(readdirSync(join(world.dataDir, 'uploads')), []);
});

test('a bad file says why, its good lines stay, each bad line is held once', async () => {
  const good = fileOf(line(1), '{"оборвано', line(2));
  const mixed = await loaded('смесь.jsonl', good);
  assert.deepEqual([mixed.state, mixed.counts, mixed.garbled], ['done', { applied: 2 }, 1]);
  const held = () => world.db.query(`select line from onec.quarantine where file = 'смесь.jsonl'`);
  assert.deepEqual((await held()).rows, [{ line: 2 }]);

  const foreign = await loaded('чужая.ndjson', fileOf(line(3, '1.00', 'другая')));
  assert.equal(foreign.state, 'failed');
  assert.match(foreign.error ?? '', /известна с эпохой/);

  const zipped = gzipSync(Buffer.from(fileOf(...Array.from(
    { length: 400 }, (_, index) => line(100 + index)))));
  const cut = await loaded('оборван.ndjson.gz', zipped.subarray(0, zipped.length - 900));
  assert.equal(cut.state, 'failed');
  assert.match(cut.error ?? '', /оборван/);
  assert.ok((cut.counts['applied'] ?? 0) > 0);

  const binary = await loaded('рисунок.ndjson', 'не выгрузка\n'.repeat(300));
  assert.match(binary.error ?? '', /не похож на выгрузку/);
  const words = await loaded('слова.ndjson', 'не выгрузка\n');
  assert.match(words.error ?? '', /нет ни одного объекта/);
  const zone = await loaded('зона.ndjson', fileOf(
    JSON.stringify({ ib: 'zone', epoch: 'e', timeZone: 'Луна' }), line(5)));
  assert.match(zone.error ?? '', /Часовой пояс/);
  await lockIsFree();
  assert.deepEqual(readdirSync(join(world.dataDir, 'uploads')), []);
});

/** Rows of the base as they stand, for comparing two ways to load the same. */
const objectsOf = async (ib: string) => (await world.db.query(
  `select o.type, o.uid, o.rev, o.total_kopecks from onec.object o
     join onec.base b on b.id = o.base_id
   where b.ib = $1 order by o.type, o.uid`, [ib])).rows;

test('a load that is stopped goes on where it was, and the counts are of the whole', async () => {
  const inbox = { db: world.db, now: () => new Date(), uploadsDir: join(world.dataDir, 'uploads') };
  const path = join(folder, 'stopped.ndjson.gz');
  writeFileSync(path, await history(500, 'stopped', 11));
  const stop = new AbortController();
  await assert.rejects(importHistory(inbox, path, {
    signal: stop.signal, onProgress: () => stop.abort(),
  }), { name: 'AbortError' });
  const summary = await importHistory(inbox, path);
  assert.ok(summary.resumedAfterLine >= 400);
  const whole = await loaded('целиком.ndjson.gz', await history(500, 'whole', 11));
  assert.deepEqual(summary.byType, whole.totals);
  assert.deepEqual(summary.counts, whole.counts);
  assert.deepEqual(await objectsOf('stopped'), await objectsOf('whole'));
});

test('the same file named to two commands at once is loaded by one of them', async () => {
  const inbox = { db: world.db, now: () => new Date() };
  const path = join(folder, 'twice.ndjson.gz');
  writeFileSync(path, await history(300, 'twice', 12));
  const both = await Promise.allSettled([1, 2].map(() => importHistory(inbox, path)));
  const [summary] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [refused] = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  assert.match(String(refused), /загружает другая команда/);
  const again = await importHistory(inbox, path);
  assert.deepEqual(again.counts, { duplicate: summary!.counts['applied'] });
});

test('a file whose job is lost is woken; one whose bytes are lost must come again', async () => {
  const uploadsDir = join(world.dataDir, 'uploads');
  const inbox = { db: world.db, now: () => new Date(), uploadsDir };
  const idle = async (name: string, upload: string, minutes: number) => (await one<{ id: number }>(
    world.db,
    `insert into onec.history_file (path, size_bytes, state, upload, touched_at)
     values ($1, 5, 'running', $2, now() - make_interval(mins => $3)) returning id`,
    [name, upload, minutes]))!.id;
  writeFileSync(join(uploadsDir, 'lost-job'), fileOf(line(900)));
  const fresh = await idle('свежий.ndjson', 'fresh', 1);
  const woken = await idle('забыт.ndjson', 'lost-job', 10);
  await wakeUploadedHistory(inbox);
  assert.equal((await ended(woken)).state, 'done');
  await lockIsFree();
  await loadUploadedHistory(inbox, fresh, new AbortController().signal);
  assert.match((await ended(fresh)).error ?? '', /нет на диске/);
  // A second run of the same job finds nothing to do.
  await loadUploadedHistory(inbox, woken, new AbortController().signal);
  assert.deepEqual((await ended(woken)).counts, { applied: 1 });
});

test('the sweep takes what broke off and leaves what waits', async () => {
  const uploadsDir = join(world.dataDir, 'uploads');
  const inbox = { db: world.db, now: () => new Date(), uploadsDir };
  const old = new Date(Date.now() - 2 * 24 * 60 * 60_000);
  for (const name of ['left.part', 'waits']) {
    writeFileSync(join(uploadsDir, name), 'x');
    utimesSync(join(uploadsDir, name), old, old);
  }
  await world.db.query(
    `insert into onec.history_file (path, size_bytes, state, upload, touched_at)
     values ('ждёт.ndjson', 1, 'queued', 'waits', now())`);
  assert.equal(await sweepUploadedHistory(inbox), 1);
  assert.deepEqual(readdirSync(uploadsDir), ['waits']);
});

test('bytes without a row are not left when the row cannot be written', async () => {
  const { db } = world;
  const broken = { ...systemContext(db, 'ui'), actor: { ...systemContext(db, 'ui').actor,
    employeeId: 2 ** 70 } };
  const uploadsDir = join(folder, 'own');
  await assert.rejects(uploadHistory(broken, { db, now: () => new Date(), uploadsDir }, 'a.ndjson',
    () => Readable.from([Buffer.from('x')])));
  assert.deepEqual(readdirSync(uploadsDir), []);
});
