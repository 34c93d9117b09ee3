// What `npm start` builds with must not stay in the process that serves.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { runApart } from './run-apart.ts';

test('a script runs in a process of its own, and how it ended is told', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'verstak-apart-'));
  const script = path.join(folder, 'script.mjs');
  const said = path.join(folder, 'said');
  const run = (end: string) => {
    writeFileSync(script, `import { writeFileSync } from 'node:fs';
      writeFileSync(${JSON.stringify(said)}, String(process.pid)); ${end}`);
    return runApart(script);
  };
  assert.equal(await run(''), 0);
  assert.notEqual(Number(readFileSync(said, 'utf8')), process.pid);
  assert.equal(await run('process.exit(3)'), 3);
  assert.equal(await run(`process.kill(process.pid, 'SIGKILL')`), 1);
  rmSync(folder, { recursive: true });
});

test('the server is never the process that has built the screens', () => {
  const start = readFileSync(new URL('start.ts', import.meta.url), 'utf8');
  assert.match(start, /runApart\(/);
  assert.doesNotMatch(start, /buildWeb\(/);
});
