import assert from 'node:assert/strict';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { createLog } from './log.ts';

test('a line carries its fields, the error and no secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-log-'));
  const file = join(folder, 'log');
  const log = createLog('info', openSync(file, 'w'));
  log.debug({}, 'not this one');
  log.child({ requestId: 'r1' }).warn({
    error: new Error('broken', { cause: new Error('cable') }), password: 'hunter2',
    body: { secret: 'hunter2', kept: 'yes' }, request: { headers: { cookie: 'hunter2' } },
  }, 'it happened');
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  assert.doesNotMatch(text, /hunter2|not this one/);
  const line = JSON.parse(text);
  assert.equal(line.level, 'warn');
  assert.equal(line.requestId, 'r1');
  assert.equal(line.msg, 'it happened');
  assert.equal(line.error.message, 'broken');
  assert.equal(line.error.cause.message, 'cable');
  assert.equal(line.body.kept, 'yes');
  assert.ok(!Number.isNaN(Date.parse(line.at)));
});
