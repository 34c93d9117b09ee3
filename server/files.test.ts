// Files over HTTP: rights, bytes on the disk, removal, and the nightly sweep.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FILE_BYTES_MAX, type StoredFile } from '#contract/files';
import { createDeal, setParticipants } from '#modules/deals';
import { DEMO_PASSWORD } from '#modules/staff';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';
import { sweepFiles } from '#platform/files/sweep-files';

let world: TestApp;
let people: People;
let dealId: number;
const cookies = new Map<string, string>();

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  const ctx = await contextOf(world.db, people.manager);
  dealId = (await createDeal(ctx, { title: 'Насос' })).id;
  await setParticipants(ctx, { id: dealId, employeeIds: [people.engineer.id] });
  for (const login of ['manager', 'stranger', 'head', 'engineer']) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
});
after(() => world.close());

type Sent = string | Uint8Array | ReadableStream;

function ask(login: string, method: string, path: string, body?: Sent): Promise<Response> {
  return fetch(`${world.url}${path}`, {
    method,
    headers: {
      cookie: cookies.get(login) ?? '',
      ...(body === undefined ? {} : { 'content-type': 'application/octet-stream' }),
    },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  } as RequestInit);
}

const uploadPath = (name: string) =>
  `/api/files?entity=deal&entityId=${dealId}&name=${encodeURIComponent(name)}`;
const upload = (login: string, name: string, body: Sent) =>
  ask(login, 'POST', uploadPath(name), body);
const listPath = () => `/api/files?entity=deal&entityId=${dealId}`;
const list = async (login: string) =>
  ((await (await ask(login, 'GET', listPath())).json()) as { items: StoredFile[] }).items;

async function added(login: string, name: string, body: string): Promise<StoredFile> {
  const response = await upload(login, name, body);
  assert.equal(response.status, 200, await response.clone().text());
  return await response.json() as StoredFile;
}

function onDisk(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return join(world.dataDir, 'files', hex.slice(0, 2), hex);
}

const filesOnDisk = () => readdirSync(join(world.dataDir, 'files'), {
  recursive: true, withFileTypes: true,
}).filter((entry) => entry.isFile()).length;

const code = async (response: Response) => ((await response.json()) as { code: string }).code;

test('a file is hung on a deal, listed, told in the timeline and downloaded', async () => {
  const file = await added('manager', '../Счёт №5.pdf', '%PDF-1.7 счёт');
  assert.equal(file.name, 'Счёт №5.pdf');
  assert.equal(file.mediaType, 'application/pdf');
  assert.deepEqual(file.createdBy, { id: people.manager.id, name: 'Петров Иван' });
  assert.deepEqual((await list('head')).map(({ id }) => id), [file.id]);
  const content = await ask('head', 'GET', `/api/files/${file.id}/content`);
  assert.equal(await content.text(), '%PDF-1.7 счёт');
  const header = (name: string) => content.headers.get(name);
  assert.match(header('content-disposition') ?? '', /^attachment; filename=".*UTF-8''%D0%A1/);
  assert.equal(header('x-content-type-options'), 'nosniff');
  assert.match(header('cache-control') ?? '', /^private/);
  assert.match(header('content-security-policy') ?? '', /sandbox/);
  const event = await one<{ data: object }>(world.db,
    `select data from platform.event where kind = 'file.added' and entity_id = $1`, [dealId]);
  assert.deepEqual(event?.data, { fileId: file.id, name: 'Счёт №5.pdf', sizeBytes: 17 });
});

test('only pictures and PDF are shown in place', async () => {
  const disposition = async (name: string) => {
    const { id } = await added('manager', name, `bytes of ${name}`);
    const response = await ask('manager', 'GET', `/api/files/${id}/content?inline=1`);
    await response.arrayBuffer();
    return response.headers.get('content-disposition')?.split(';')[0];
  };
  assert.equal(await disposition('a.png'), 'inline');
  assert.equal(await disposition('a.pdf'), 'inline');
  assert.equal(await disposition('a.gif'), 'attachment');
  assert.equal(await disposition('a.txt'), 'attachment');
});

test('who does not see the deal sees no file of it and hangs none', async () => {
  const file = await added('manager', 'тайна.txt', 'тайна');
  const foreign = [
    ask('stranger', 'GET', listPath()), upload('stranger', 'a.txt', 'a'),
    ask('stranger', 'GET', `/api/files/${file.id}/content`),
    ask('stranger', 'DELETE', `/api/files/${file.id}`),
    ask('stranger', 'POST', `/api/files/${file.id}/restorations`),
  ];
  for (const response of await Promise.all(foreign)) {
    assert.equal(response.status, 404);
    assert.equal(await code(response), 'record.missing');
  }
  for (const record of ['entity=toString&entityId=1', 'entity=deal&entityId=99']) {
    const path = `/api/files?${record}`;
    assert.equal((await ask('manager', 'GET', path)).status, 404, path);
  }
  assert.equal((await fetch(world.url + uploadPath('a.txt'), { method: 'POST', body: 'a' })).status,
    415);
  const anonymous = await fetch(world.url + uploadPath('a.txt'), {
    method: 'POST', body: 'a', headers: { 'content-type': 'application/octet-stream' },
  });
  assert.equal(anonymous.status, 401);
});

test('who only reads the deal hangs files and removes the own ones alone', async () => {
  const theirs = await added('manager', 'чужой.txt', 'чужой');
  const own = await added('engineer', 'расчёт.txt', 'расчёт');
  const seen = new Map((await list('engineer')).map((file) => [file.id, file.mayRemove]));
  assert.deepEqual([seen.get(theirs.id), seen.get(own.id)], [false, true]);
  const refused = await ask('engineer', 'DELETE', `/api/files/${theirs.id}`);
  assert.deepEqual([refused.status, await code(refused)], [403, 'right.missing']);
  assert.equal((await ask('engineer', 'DELETE', `/api/files/${own.id}`)).status, 204);
  assert.equal((await ask('manager', 'POST', `/api/files/${own.id}/restorations`)).status, 200);
  assert.equal((await ask('manager', 'DELETE', `/api/files/${own.id}`)).status, 204);
});

test('what is removed is gone at once and comes back whole', async () => {
  const file = await added('manager', 'отменить.txt', 'отменить');
  assert.equal((await ask('manager', 'DELETE', `/api/files/${file.id}`)).status, 204);
  assert.equal((await ask('manager', 'DELETE', `/api/files/${file.id}`)).status, 404);
  assert.equal((await ask('manager', 'GET', `/api/files/${file.id}/content`)).status, 404);
  assert.ok(!(await list('manager')).some(({ id }) => id === file.id));
  assert.equal((await ask('manager', 'POST', `/api/files/${file.id}/restorations`)).status, 200);
  const content = await ask('manager', 'GET', `/api/files/${file.id}/content`);
  assert.equal(await content.text(), 'отменить');
  const { rows } = await world.db.query<{ kind: string }>(
    `select kind from platform.event where (data->>'fileId')::bigint = $1 order by id`, [file.id]);
  assert.deepEqual(rows.map(({ kind }) => kind), ['file.added', 'file.removed', 'file.restored']);
});

test('an empty, a foreign and a too large file leave nothing behind', async () => {
  const count = filesOnDisk();
  const rows = () => one<{ count: number }>(world.db, 'select count(*)::int from platform.file');
  const before = await rows();
  const empty = await upload('manager', 'a.txt', new Uint8Array());
  assert.deepEqual([empty.status, await code(empty)], [422, 'field.invalid']);
  const page = await upload('manager', 'a.html', '<script>');
  assert.deepEqual([page.status, await code(page)], [415, 'media.unsupported']);
  const json = await fetch(world.url + uploadPath('a.txt'), {
    method: 'POST', body: '{}',
    headers: { cookie: cookies.get('manager')!, 'content-type': 'application/json' },
  });
  assert.deepEqual([json.status, await code(json)], [415, 'media.unsupported']);
  const large = await upload('manager', 'a.zip', new Uint8Array(FILE_BYTES_MAX + 1));
  assert.deepEqual([large.status, await code(large)], [413, 'body.tooLarge']);
  const endless = await upload('manager', 'a.zip', endlessBytes(FILE_BYTES_MAX + 1));
  assert.deepEqual([endless.status, await code(endless)], [413, 'body.tooLarge']);
  assert.deepEqual([filesOnDisk(), await rows()], [count, before]);
});

/** Without a content-length: the limit is met on the way. */
function endlessBytes(size: number): ReadableStream {
  const chunk = new Uint8Array(1024 * 1024);
  let left = size;
  return new ReadableStream({
    pull(out) {
      out.enqueue(chunk.subarray(0, Math.min(chunk.length, left)));
      left -= chunk.length;
      if (left <= 0) out.close();
    },
  });
}

test('an upload that breaks off leaves nothing, and the server lives on', async () => {
  const count = filesOnDisk();
  const { port } = new URL(world.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`POST ${uploadPath('b.txt')} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`
    + `cookie: ${cookies.get('manager')}\r\ncontent-type: application/octet-stream\r\n`
    + 'content-length: 1000\r\n\r\nbeginning');
  const incoming = join(world.dataDir, 'files', 'incoming');
  await until(() => readdirSync(incoming).length === 1);
  socket.destroy();
  await until(() => readdirSync(incoming).length === 0);
  assert.equal(filesOnDisk(), count);
  assert.ok(await added('manager', 'после.txt', 'после'));
});

async function until(isTrue: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  assert.fail('it did not happen');
}

const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const sweep = (now: Date) => sweepFiles(world.db, join(world.dataDir, 'files'), now);

test('equal uploads share their bytes; the sweep takes what no row names any more', async () => {
  const [first, second] = await Promise.all([
    added('manager', 'один.txt', 'общие байты'), added('head', 'два.txt', 'общие байты'),
  ]);
  const place = onDisk('общие байты');
  const orphan = onDisk('без записи');
  const young = onDisk('ещё молод');
  const part = join(world.dataDir, 'files', 'incoming', 'left.part');
  for (const path of [orphan, young]) {
    // The folder of the hash may not be there yet.
    await mkdir(join(path, '..'), { recursive: true });
  }
  for (const path of [orphan, young, part]) writeFileSync(path, 'x');
  for (const path of [orphan, part]) utimesSync(path, inDays(-2), inDays(-2));
  assert.equal(await sweep(new Date()), 2);
  assert.deepEqual([place, young, orphan, part].map((path) => existsSync(path)),
    [true, true, false, false]);
  await ask('manager', 'DELETE', `/api/files/${first.id}`);
  await sweep(inDays(40));
  assert.ok(existsSync(place), 'another row names the bytes');
  await ask('head', 'DELETE', `/api/files/${second.id}`);
  await sweep(inDays(20));
  assert.ok(existsSync(place), 'they can still be taken back');
  await sweep(inDays(40));
  assert.ok(!existsSync(place));
});

test('bytes that are lost are told as such', async () => {
  const file = await added('manager', 'утрачен.txt', 'утрачен');
  await rm(onDisk('утрачен'));
  const response = await ask('manager', 'GET', `/api/files/${file.id}/content`);
  assert.equal(response.status, 404);
  assert.match(await response.text(), /нет на диске/);
});

async function attachedToDraft(name: string, body: string): Promise<StoredFile> {
  const response = await ask('manager', 'POST', `${uploadPath(name)}&draft=1`, body);
  assert.equal(response.status, 200, await response.clone().text());
  return await response.json() as StoredFile;
}

const tellings = async ({ id }: StoredFile) => (await world.db.query<{ kind: string }>(
  `select kind from platform.event where (data->>'fileId')::bigint = $1 order by id`, [id]))
  .rows.map(({ kind }) => kind);

function comment(login: string, fileIds: number[]): Promise<Response> {
  return fetch(`${world.url}/api/comments`, {
    method: 'POST',
    headers: { cookie: cookies.get(login) ?? '', 'content-type': 'application/json' },
    body: JSON.stringify({ entity: 'deal', entityId: dealId, body: 'Чертёж', fileIds }),
  });
}

test('a file of a comment that is being written joins the record with the comment', async () => {
  const file = await attachedToDraft('чертёж.pdf', '%PDF чертёж');
  const isListed = async () => (await list('manager')).some(({ id }) => id === file.id);
  assert.deepEqual([await isListed(), await tellings(file)], [false, []]);
  const content = (login: string) => ask(login, 'GET', `/api/files/${file.id}/content`);
  assert.deepEqual([(await content('manager')).status, (await content('head')).status],
    [200, 404], 'it is its author’s alone');
  assert.equal((await comment('head', [file.id])).status, 422, 'nobody else sends it');
  assert.equal((await comment('manager', [file.id])).status, 200);
  assert.deepEqual([await isListed(), await tellings(file)], [true, ['file.added']]);
  assert.equal((await content('head')).status, 200);
  assert.equal((await comment('manager', [file.id])).status, 200);
  assert.deepEqual(await tellings(file), ['file.added'], 'named again, it is told once');
});

test('a file of a comment that nobody sends leaves without a word', async () => {
  const [taken, left] = [
    await attachedToDraft('снят.txt', 'снят'), await attachedToDraft('забыт.txt', 'забыт'),
  ];
  assert.equal((await ask('manager', 'DELETE', `/api/files/${taken.id}`)).status, 204);
  await sweep(inDays(20));
  assert.ok(existsSync(onDisk('забыт')), 'the draft may still be sent');
  await sweep(inDays(40));
  assert.deepEqual([existsSync(onDisk('снят')), existsSync(onDisk('забыт'))], [false, false]);
  assert.equal((await comment('manager', [left.id])).status, 422);
  assert.deepEqual([await tellings(taken), await tellings(left)], [[], []]);
});
