// The stream after a break: everything that happened meanwhile, nothing twice, nothing foreign;
// and of whichever process one asks.
import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { STREAM_BEAT_MS } from '#contract/stream';
import { createDeal, editDeal } from '#modules/deals';
import { DEMO_PASSWORD } from '#modules/staff';
import { createApp } from '#server/app';
import { readConfig } from '#platform/config';
import { one } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { contextOf, createPeople, type People } from '#test/people';

type Message = { id: number; entity: string; entityId: number };

let world: TestApp;
let people: People;
let cookie: string;
let dealId: number;

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  cookie = await signIn(world.url, 'manager', DEMO_PASSWORD);
  dealId = (await createDeal(await contextOf(world.db, people.manager), { title: 'Насос' })).id;
});
after(() => world.close());

async function change(): Promise<void> {
  const ctx = await contextOf(world.db, people.manager);
  const row = await one<{ version: number }>(world.db,
    'select version from deals.deal where id = $1', [dealId]);
  await editDeal(ctx, { id: dealId, version: row!.version, comment: `Правка ${row!.version}` });
}

const stream = (query = '') => `${world.url}/api/stream${query}`;

async function listen(
  url: string, lastEventId: number | null, run: () => Promise<void>, enough = 1,
): Promise<Message[]> {
  const stop = new AbortController();
  const headers = lastEventId === null ? {} : { 'last-event-id': String(lastEventId) };
  const response = await fetch(url, {
    headers: { cookie, ...headers }, signal: stop.signal,
  });
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  let text = '';
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) text += decoder.decode(chunk as Uint8Array);
  })().catch(() => undefined);
  await run();
  const messages = () => [...text.matchAll(/^data: (.*)$/gm)]
    .map((row) => JSON.parse(row[1]!) as Message)
    .filter((row) => row.entity === 'deal');
  for (let waits = 0; waits < 200 && messages().length < enough; waits += 1) await delay(50);
  await delay(300);
  stop.abort();
  await reading;
  return messages();
}

const nothing = () => Promise.resolve();

/**
 * Ids of the events of the deal in the order of streams, from the log itself: what a stream has
 * told by some moment is not all yet while any transaction, be it a job's, is still running.
 */
const toldSoFar = async () => (await world.db.query<{ id: number }>(
  `select id from platform.event where entity = 'deal' and entity_id = $1 order by tx, id`,
  [dealId])).rows.map(({ id }) => id);

test('a stream with nothing to tell says so: a dead line is known by its silence', async () => {
  // The first test: what another stream has begun could not be ended while timers are mocked.
  mock.timers.enable({ apis: ['setInterval'] });
  const stop = new AbortController();
  try {
    const { body } = await fetch(stream(), { headers: { cookie }, signal: stop.signal });
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
    let said = '';
    while (!said.includes('event: screens')) said += (await reader.read()).value;
    mock.timers.tick(STREAM_BEAT_MS);
    while (!said.includes('event: beat')) said += (await reader.read()).value;
    assert.match(said, /^event: beat\ndata: \{\}\n\n/m);
  } finally {
    mock.timers.reset();
    stop.abort();
  }
});

test('what happened between two connections arrives, in order, once, nothing foreign', async () => {
  const first = (await listen(stream(), null, change)).at(-1);
  assert.equal(first?.entityId, dealId);
  await change();
  await createDeal(await contextOf(world.db, people.stranger), { title: 'Чужая' });
  await change();
  const missed = await listen(stream(), first!.id, change, 3);
  assert.equal(missed.length, 3);
  assert.ok(missed.every((row) => row.entityId === dealId));
  const ids = missed.map((row) => row.id);
  assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b));
  assert.deepEqual(await listen(stream(), ids.at(-1)!, nothing, 0), []);
});

test('what changed between the session and its stream is told, and nothing before', async () => {
  const session = await fetch(`${world.url}/api/session`, { headers: { cookie } });
  const { streamAt } = await session.json() as { streamAt: number };
  await change();
  const address = stream(`?after=${streamAt}`);
  const told = await listen(address, null, nothing);
  assert.deepEqual(told.map((row) => row.entityId), [dealId]);
  // A browser that reconnects says by itself what it knows, and that is newer than the address.
  assert.deepEqual(await listen(address, told[0]!.id, nothing, 0), []);
});

test('an id that is kept no longer stands for the last one before it', async () => {
  const all = await toldSoFar();
  assert.ok(all.length >= 5);
  assert.deepEqual((await listen(stream(), 0, nothing, all.length)).map((row) => row.id), all);
  const gap = await world.db.query(`delete from platform.event where id = $1`, [all[1]]);
  assert.equal(gap.rowCount, 1);
  const rest = await listen(stream(), all[1]!, nothing, all.length - 2);
  assert.deepEqual(rest.map((row) => row.id), all.slice(2));
  assert.deepEqual(await listen(stream(), 999_999_999, nothing, 0), []);
});

test('a long absence is replayed to the end', async () => {
  const [last] = (await toldSoFar()).slice(-1);
  await world.db.query(`insert into platform.event (kind, entity, entity_id, source)
    select 'deal.edited', 'deal', $1, 'system' from generate_series(1, 7000)`, [dealId]);
  const missed = await listen(stream(), last!, nothing, 7_000);
  assert.equal(missed.length, 7_000);
});

test('a change made through one process is told by another', async () => {
  const config = readConfig({
    VERSTAK_DATA: world.dataDir, VERSTAK_LOG_LEVEL: 'silent', VERSTAK_ROLES: 'web',
  });
  const other = await createApp({
    config, db: world.db, log: SILENT_LOG, webDir: `${world.dataDir}/no-screens`,
  });
  const url = await other.http.listen({ port: 0, host: '127.0.0.1' });
  const messages = await listen(`${url}/api/stream`, null, change);
  await other.stop();
  assert.deepEqual(messages.map((row) => row.entityId), [dealId]);
});

/** What a stream has told until it ended, or until a sign of `isOver`. */
async function hear(headers: Record<string, string>) {
  const stop = new AbortController();
  const response = await fetch(stream(), { headers, signal: stop.signal });
  const heard = { text: '', ended: false };
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) heard.text += decoder.decode(chunk as Uint8Array);
    heard.ended = true;
  })().catch(() => undefined);
  const until = async (isOver: () => boolean) => {
    for (let waits = 0; waits < 900 && !isOver(); waits += 1) await delay(50);
    assert.ok(isOver(), heard.text.slice(-500));
  };
  return {
    heard,
    until: (words: string) => until(() => heard.text.includes(words)),
    ended: () => until(() => heard.ended),
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}

const about = (id: number) => `"entity":"deal","entityId":${id},`;

async function send(method: string, path: string, body?: unknown): Promise<unknown> {
  const admin = await signIn(world.url, 'admin', DEMO_PASSWORD);
  const response = await fetch(world.url + path, {
    method, headers: { cookie: admin },
    ...(body === undefined ? {} : {
      headers: { cookie: admin, 'content-type': 'application/json' }, body: JSON.stringify(body),
    }),
  });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

test('a right that is taken away silences an open stream with the next change', async () => {
  const ctx = await contextOf(world.db, people.manager);
  const head = await hear({ cookie: await signIn(world.url, 'head', DEMO_PASSWORD) });
  const admin = await hear({ cookie: await signIn(world.url, 'admin', DEMO_PASSWORD) });
  const told = await createDeal(ctx, { title: 'Пока видна' });
  await head.until(about(told.id));
  const roles = await send('GET', '/api/roles') as { id: number; code: string }[];
  const role = roles.find(({ code }) => code === 'head')!;
  const grant = (scope: string | null) => send('PUT', `/api/roles/${role.id}/grants`,
    { entity: 'deal', action: 'read', scope });
  await grant(null);
  const untold = await createDeal(ctx, { title: 'Уже не видна' });
  await admin.until(about(untold.id));
  await grant('subtree');
  const again = await createDeal(ctx, { title: 'Снова видна' });
  await head.until(about(again.id));
  assert.ok(!head.heard.text.includes(about(untold.id)), 'what was not theirs to see');
  await Promise.all([head.close(), admin.close()]);
});

test('a stream ends with the session, the key and the job that it was opened by', async () => {
  const ctx = await contextOf(world.db, people.manager);
  const engineer = { cookie: await signIn(world.url, 'engineer', DEMO_PASSWORD) };
  const key = await send('POST', '/api/keys',
    { kind: 'api', name: 'Поток', roleCode: 'director' }) as { keyId: string; secret: string };
  const program = { authorization: `Bearer ${key.keyId}.${key.secret}` };
  const leaving = { cookie: await signIn(world.url, 'head', DEMO_PASSWORD) };
  const ends: [Record<string, string>, () => Promise<unknown>][] = [
    [program, () => send('DELETE', `/api/keys/${key.keyId}`)],
    [leaving, () => fetch(`${world.url}/api/session`, { method: 'DELETE', headers: leaving })],
    [engineer, () => send('POST', `/api/employees/${people.engineer.id}/dismissal`,
      { version: 1 })],
  ];
  for (const [headers, end] of ends) {
    const one = await hear(headers);
    const witness = await hear({ cookie: await signIn(world.url, 'admin', DEMO_PASSWORD) });
    await end();
    const { id } = await createDeal(ctx, { title: 'После конца' });
    await witness.until(about(id));
    await one.ended();
    assert.ok(!one.heard.text.includes(about(id)));
    await witness.close();
  }
});
