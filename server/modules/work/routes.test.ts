import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Notification, TaskItem } from '#contract/work';
import { DEMO_PASSWORD } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople, type People } from '#test/people';

let server: TestApp;
let people: People;
let manager: string;
let colleague: string;

before(async () => {
  server = await startTestApp({
    prepare: async (db) => { people = await createPeople(db); },
  });
  manager = await signIn(server.url, 'manager', DEMO_PASSWORD);
  colleague = await signIn(server.url, 'colleague', DEMO_PASSWORD);
});
after(() => server.close());

async function send<T>(
  cookie: string, method: string, path: string, body?: object,
): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T };
}

/** Kinds of the messages that arrive at the open stream of that person until `stop`. */
function listen(cookie: string): { kinds: string[]; stop: () => void } {
  const kinds: string[] = [];
  const abort = new AbortController();
  const read = async () => {
    const answer = await fetch(`${server.url}/api/stream`, {
      headers: { cookie }, signal: abort.signal,
    });
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      for (const [, kind] of chunk.matchAll(/"kind":"([\w.]+)"/g)) kinds.push(kind!);
    }
  };
  read().catch(() => undefined);
  return { kinds, stop: () => abort.abort() };
}

const pause = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !condition(); tries += 1) await pause(50);
  assert.ok(condition());
}

test('emptied fields stay empty, and the way of a task is walked over HTTP', async () => {
  const made = await send<TaskItem>(manager, 'POST', '/api/tasks',
    { title: 'Выслать счёт', dueAt: '2026-11-24T09:00:00Z', note: 'Срочно' });
  assert.equal(made.status, 200);
  const { id, version } = made.body;
  const edited = await send<TaskItem>(manager, 'PATCH', `/api/tasks/${id}`,
    { version, dueAt: null, note: null });
  assert.equal(edited.body.dueAt, null);
  assert.equal(edited.body.note, null);
  const done = await send<TaskItem>(manager, 'PUT', `/api/tasks/${id}/completion`);
  assert.equal(done.body.state, 'done');
  const again = await send<TaskItem>(manager, 'DELETE', `/api/tasks/${id}/completion`);
  assert.equal(again.body.state, 'open');
  assert.equal((await send(colleague, 'GET', `/api/tasks/${id}`)).status, 404);
  assert.equal((await send(colleague, 'PUT', `/api/tasks/${id}/completion`)).status, 404);
  const list = await send<{ items: TaskItem[]; total: number }>(
    manager, 'GET', `/api/tasks?total=1&filter=${encodeURIComponent(
      JSON.stringify({ state: { eq: 'open' }, assigneeId: { eq: people.manager.id } }))}`);
  assert.equal(list.body.total, 1);
});

test('a notification reaches the stream of its one recipient', async () => {
  const theirs = listen(colleague);
  const mine = listen(manager);
  await pause(300);
  await send(manager, 'POST', '/api/tasks',
    { title: 'Позвонить', assigneeId: people.colleague.id });
  await until(() => theirs.kinds.includes('notification.created'));
  await until(() => mine.kinds.includes('task.created'));
  await pause(200);
  assert.ok(!mine.kinds.includes('notification.created'));
  theirs.stop();
  mine.stop();
  const { body } = await send<{ items: Notification[]; unread: number }>(
    colleague, 'GET', '/api/notifications?unread=1');
  assert.equal(body.unread, 1);
  assert.equal(body.items[0]?.title, 'Новое дело: Позвонить');
  await send(colleague, 'PUT', '/api/notifications/read', {});
  const after = await send<{ unread: number }>(colleague, 'GET', '/api/notifications/unread');
  assert.equal(after.body.unread, 0);
});
