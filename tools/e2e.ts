// `npm run e2e [FILE or GLOB…]`: stories of people in a real Chromium against the real server with
// the built screens and the demo company. Pictures of failures land in .cache/e2e.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CHECKOUT } from '#platform/config';
import { URL_VARIABLE } from '#test/postgres';
import { buildWeb } from './build-web.ts';
import { ensureChromium } from './chromium.mjs';

const ALL = 'e2e/*.e2e.ts';
const PICTURES = path.join(CHECKOUT, '.cache', 'e2e');

process.exitCode = await runStories(process.argv.slice(2));

async function runStories(args: string[]): Promise<number> {
  const { path: chromium, reason } = ensureChromium();
  if (!chromium) {
    console.error(`e2e: ${reason}`);
    return 1;
  }
  await buildWeb({ quiet: true });
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  // A copy, so that a server started meanwhile may build its own screens.
  const screens = mkdtempSync(path.join(tmpdir(), 'verstak-screens-'));
  cpSync(path.join(CHECKOUT, 'web', 'dist'), screens, { recursive: true });
  const named = args.some((arg) => !arg.startsWith('-'));
  // Three files at a time, each with a server and browsers of its own: they wait more than work.
  const words = ['tools/test.ts', '--test-concurrency=3', ...args, ...(named ? [] : [ALL])];
  const env: NodeJS.ProcessEnv = {
    ...process.env, VERSTAK_CHROMIUM: chromium, VERSTAK_E2E_PICTURES: PICTURES,
    VERSTAK_E2E_SCREENS: screens,
  };
  // A story needs a PostgreSQL of its own: the demo company is copied from a template there.
  delete env[URL_VARIABLE];
  return new Promise((done) => {
    const child = spawn(process.execPath, words, { cwd: CHECKOUT, env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('exit', (status, signal) => {
      rmSync(screens, { recursive: true, force: true });
      done(signal ? 1 : status ?? 1);
    });
  });
}
