// The command line as a person uses it: a real server, a real process, a base on disk.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { startTestApp } from '#test/app';
import { createTestDatabase } from '#test/database';
import { seedPresets } from '#test/factory';

const MAIN = join(import.meta.dirname, 'main.ts');

type Run = { status: number; output: string };

const run = (...words: string[]) => runWith({}, words);

function runWith(more: NodeJS.ProcessEnv, words: string[]): Promise<Run> {
  const env = { ...process.env, ...more };
  return new Promise((done) => {
    execFile(process.execPath, [MAIN, ...words], { env }, (error, stdout, stderr) => {
      done({ status: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

test('a base comes to know the server, works, is paid and loses its epoch', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'onec-main-'));
  const app = await startTestApp({ prepare: async (db) => { await seedPresets(db); } });
  const { keyId, secret } = app.onecKey;
  const state = ['--state', join(folder, 'base.jsonl')];
  const server = ['--url', app.url, '--key-id', keyId, '--secret', secret, ...state];
  const paid = async () => {
    const { rows } = await app.db.query<{ sum: number }>(
      'select coalesce(sum(total_kopecks), 0)::bigint as sum from payments.payment where counts');
    return rows[0]?.sum;
  };
  try {
    const life = await run(...server, '--once', '5', '--rate', '100/s');
    assert.equal(life.status, 0, life.output);
    assert.match(life.output, /база ut11 принята/);
    assert.equal(life.output.match(/\(\d+ мс\)/g)?.length, 5, life.output);

    const made = await run('order', ...server);
    const number = /заказ (УТ-\d+) на/.exec(made.output)?.[1] ?? '';
    const before = await paid() ?? 0;
    const pay = await run('pay', number, '1234.56', ...server);
    assert.equal(pay.status, 0, pay.output);
    assert.equal(await paid(), before + 123_456);
    assert.match((await run('list', ...state)).output, new RegExp(`${number} .*оплачено 1234.56`));
    assert.match((await run('reconcile', ...server)).output, /разошлось месяцев 0/);

    const stranger = await run('pay', number, '1', ...server, '--secret', 'чужой');
    assert.equal(stranger.status, 1);
    assert.match(stranger.output, /Сервер отказал: HTTP 401/);
    await run('epoch', 'restored', ...state);
    const restored = await run('pay', number, '1', ...server);
    assert.equal(restored.status, 1);
    assert.match(restored.output, /не принята/);
    assert.equal((await run('nonsense', ...server)).status, 2);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
});

test('without a demo company it says what to do, also where no server has ever run', async () => {
  const { url } = await createTestDatabase();
  for (const name of [new URL(url).pathname, '/postgres']) {
    const DATABASE_URL = Object.assign(new URL(url), { pathname: name }).href;
    const { status, output } = await runWith({ DATABASE_URL }, ['--demo']);
    assert.deepEqual([status, /Демо-компании.* нет: запустите npm start/.test(output)], [1, true],
      output);
  }
});
