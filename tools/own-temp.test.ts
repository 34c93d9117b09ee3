import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { CHECKOUT } from '#platform/config';
import { inOwnTemp } from './own-temp.ts';

test('what a run leaves behind goes with it, a failed one too', async () => {
  const usual = tmpdir();
  let left = '';
  await assert.rejects(inOwnTemp(async () => {
    left = mkdtempSync(join(tmpdir(), 'left-'));
    writeFileSync(join(left, 'file'), 'x');
    throw new Error('red');
  }), /red/);
  assert.notEqual(dirname(left), usual);
  assert.ok(!existsSync(dirname(left)));
  assert.equal(tmpdir(), usual);
});

test('the runner of tests leaves nothing of a red file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'));
  const file = join(folder, 'red.test.ts');
  writeFileSync(file, `import { mkdtempSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import test from 'node:test';
    mkdtempSync(tmpdir() + '/left-');
    test('red', () => { throw new Error('red'); });`);
  const temp = mkdtempSync(join(folder, 'temp-'));
  const { VERSTAK_TEST_SERVER: _server, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const { status } = spawnSync(process.execPath, ['tools/test.ts', file], {
    cwd: CHECKOUT, encoding: 'utf8',
    env: {
      ...env, TMPDIR: temp, VERSTAK_TEST_DATABASE_URL: 'postgres://nobody@localhost/none',
    },
  });
  assert.equal(status, 1);
  assert.deepEqual(readdirSync(temp), []);
  rmSync(folder, { recursive: true });
});
