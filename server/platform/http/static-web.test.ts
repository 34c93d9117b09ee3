import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { SILENT_LOG } from '#platform/log';
import { createHttp } from './server.ts';
import { serveWeb } from './static-web.ts';

test('built screens answer every address but those of the API and of missing files', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-web-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<p>screens</p>');
  writeFileSync(join(folder, 'assets/index-1a2b.js'), '1');
  const app = await createHttp({ log: SILENT_LOG as never, trustProxy: false, version: '0' });
  await serveWeb(app, folder);
  await app.ready();
  t.after(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });
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
