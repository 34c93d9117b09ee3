// Runs test files: `node tools/run.mjs tools/test.ts [FILE or GLOB…] [--test-OPTION…]`. Without
// names: every unit and integration test. One throwaway PostgreSQL serves all of them.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CHECKOUT } from '#platform/config';
import { SERVER_VARIABLE, startThrowaway, URL_VARIABLE } from '#test/postgres';
import { inOwnTemp } from './own-temp.ts';

/** Set by tools/test-all.ts: a file for the names of tests that were skipped, and why. */
const SKIPPED_VARIABLE = 'VERSTAK_TEST_SKIPPED';
/** Set by tools/test-all.ts: a file for the names of test files that failed once, and only once. */
const UNSTABLE_VARIABLE = 'VERSTAK_TEST_UNSTABLE';
const OUTCOME_REPORTER = new URL('outcome-reporter.mjs', import.meta.url).href;
const PRELOADED = ['quick-resolve.mjs', 'note-failed.mjs']
  .flatMap((name) => ['--import', new URL(name, import.meta.url).href]);
/** Read by tools/note-failed.mjs: the list of the files that have failed. */
const FAILED_VARIABLE = 'VERSTAK_TEST_FAILED';

const ALL = ['contract', 'server', 'tools', 'test', 'web', 'bench', 'onec']
  .map((folder) => `${folder}/**/*.test.ts`);
const CONCURRENCY = 2;
const FILE_TIMEOUT_MS = 5 * 60_000;
/** More files than this do not fail by a busy machine. */
const REPEATED_MAX = 3;

process.exitCode = await inOwnTemp(() => runTests(process.argv.slice(2)));

async function runTests(args: string[]): Promise<number> {
  const options = args.filter((arg) => arg.startsWith('-'));
  const names = args.filter((arg) => !arg.startsWith('-'));
  const files = globSync(names.length > 0 ? names : ALL, { cwd: CHECKOUT }).sort();
  if (files.length === 0) {
    console.error(`No test file matches ${names.join(' ')}`);
    return 1;
  }
  const server = process.env[URL_VARIABLE] ? null : await startThrowaway();
  try {
    const env = server
      ? { ...process.env, [SERVER_VARIABLE]: JSON.stringify(server.connection) }
      : process.env;
    return await runAndRepeat(files, options, env);
  } finally {
    await server?.stop();
  }
}

/**
 * What failed in a whole run is run once more, alone: a failure that stays is a failure, one that
 * goes is named as unstable in the summary and is a defect to mend, not a reason to throw away
 * the work of a day.
 */
async function runAndRepeat(
  files: string[], options: string[], env: NodeJS.ProcessEnv,
): Promise<number> {
  const first = await runOnce(files, options, env);
  const unstable = process.env[UNSTABLE_VARIABLE];
  const few = first.failed.length > 0 && first.failed.length <= REPEATED_MAX;
  if (!unstable || first.status === 0 || !few) return first.status;
  const names = first.failed.map((file) => relative(CHECKOUT, file));
  console.log(`\n── once more, alone: ${names.join(', ')}`);
  const alone = options.filter((option) => !option.startsWith('--test-concurrency'));
  const again = await runOnce(first.failed, [...alone, '--test-concurrency=1'], env);
  // Nothing run is nothing proven.
  if (again.status === 0 && again.run === 0) return 1;
  if (again.status === 0) appendFileSync(unstable, names.map((name) => `${name}\n`).join(''));
  return again.status;
}

type Outcome = { status: number; failed: string[]; run: number };

async function runOnce(
  files: string[], options: string[], env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  const scratch = mkdtempSync(join(tmpdir(), 'verstak-outcomes-'));
  const [outcomes, failed] = [join(scratch, 'outcomes'), join(scratch, 'failed')];
  const linesOf = (path: string) => (existsSync(path)
    ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []);
  try {
    const status = await runNode(
      ['--test', ...PRELOADED, ...withDefaults(options, outcomes), ...files],
      { ...env, [FAILED_VARIABLE]: failed });
    const tailsOf = (word: string) => linesOf(outcomes)
      .filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
    const skipped = process.env[SKIPPED_VARIABLE];
    if (skipped) appendFileSync(skipped, tailsOf('skipped').map((line) => `${line}\n`).join(''));
    return { status, failed: [...new Set(linesOf(failed))], run: Number(tailsOf('run')[0] ?? 0) };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The options of node:test with ours where nothing was said. */
function withDefaults(options: string[], outcomes: string): string[] {
  const given = new Set(options.map((option) => option.split('=')[0]));
  const defaults = [`--test-concurrency=${CONCURRENCY}`, `--test-timeout=${FILE_TIMEOUT_MS}`]
    .filter((option) => !given.has(option.split('=')[0]));
  if (given.has('--test-reporter')) return [...defaults, ...options];
  return [
    ...defaults, ...options,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    `--test-reporter=${OUTCOME_REPORTER}`, `--test-reporter-destination=${outcomes}`,
  ];
}

function runNode(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: CHECKOUT, env, stdio: 'inherit' });
    // The tests end with the child; the server must be stopped after it, not instead of it.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('exit', (status, signal) => done(signal ? 1 : status ?? 1));
  });
}
