import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { SILENT_LOG } from '#platform/log';
import { createHttp } from './server.ts';
import { screensBuild, serveWeb } from './static-web.ts';

/** A server of these screens; `home` is removed with it. */
async function serving(t: TestContext, folder: string, home = folder) {
  const app = await createHttp({ log: SILENT_LOG as never, trustProxy: false, version: '0' });
  await serveWeb(app, folder);
  await app.ready();
  t.after(async () => {
    await app.close();
    rmSync(home, { recursive: true });
  });
  return app;
}

test('built screens answer every address but those of the API and of missing files', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-web-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<p>screens</p>');
  writeFileSync(join(folder, 'assets/index-1a2b.js'), '1');
  const app = await serving(t, folder);
  const get = (url: string) => app.inject({ method: 'GET', url });

  for (const page of ['/', '/deals/7?tab=money', '/deals/list']) {
    const answer = await get(page);
    assert.equal(answer.statusCode, 200, page);
    assert.match(answer.body, /screens/);
    assert.equal(answer.headers['cache-control'], 'no-cache');
  }
  const script = await get('/assets/index-1a2b.js');
  assert.match(String(script.headers['cache-control']), /immutable/);
  const odd = ['//api/deals', '/api%2Fdeals', '/%61pi/deals', '/x/../api/deals', '/api%252Fdeals',
    '/./api', '/api', '/api?x=1', '/%5Capi/deals', '/API/deals', '///api//deals'];
  for (const missing of ['/assets/gone.js', '/api/nothing', ...odd]) {
    const answer = await get(missing);
    assert.equal(answer.statusCode, 404, missing);
    assert.equal(answer.json().code, 'route.missing');
  }
});

const pageOf = (script: string) =>
  `<script src="/first.js"></script><script type="module" crossorigin src="${script}"></script>`;

test('files that an update replaces under a running server are given out at once', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-web-'));
  const page = join(folder, 'index.html');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(page, pageOf('/assets/index-old.js'));
  writeFileSync(join(folder, 'assets/index-old.js'), '1');
  const app = await serving(t, folder);
  assert.equal(await screensBuild(folder), '/assets/index-old.js');

  renameSync(join(folder, 'assets/index-old.js'), join(folder, 'assets/index-new.js'));
  writeFileSync(page, pageOf('/assets/index-new.js'));
  assert.equal(await screensBuild(folder), '/assets/index-new.js');
  const of = async (url: string) => (await app.inject({ method: 'GET', url })).statusCode;
  assert.equal(await of('/assets/index-new.js'), 200);
  assert.equal(await of('/assets/index-old.js'), 404);
  assert.match((await app.inject({ method: 'GET', url: '/deals' })).body, /index-new/);

  assert.equal(await screensBuild(join(folder, 'nowhere')), null);
});

test('nothing outside of the folder of screens is given out', async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'verstak-web-'));
  const folder = join(home, 'dist');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), 'screens');
  writeFileSync(join(folder, '.stamp'), 'secret');
  writeFileSync(join(home, 'secret.txt'), 'secret');
  const app = await serving(t, folder, home);
  for (const url of ['/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt', '/.stamp', '/..\\secret.txt', '//secret.txt']) {
    assert.doesNotMatch((await app.inject({ method: 'GET', url })).body, /secret$/, url);
  }
});
