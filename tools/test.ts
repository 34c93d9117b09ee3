// Runs test files: `node tools/run.mjs tools/test.ts [FILE or GLOB…] [--test-OPTION…]`. Without
// names: every unit and integration test. One throwaway PostgreSQL serves all of them.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { CHECKOUT } from '#platform/config';
import { SERVER_VARIABLE, startThrowaway, URL_VARIABLE } from '#test/postgres';

/** Set by tools/test-all.ts: a file for the names of tests that were skipped, and why. */
const SKIPPED_VARIABLE = 'VERSTAK_TEST_SKIPPED';
const SKIP_REPORTER = new URL('skip-reporter.mjs', import.meta.url).href;

const ALL = ['contract', 'server', 'tools', 'test', 'web', 'bench', 'onec']
  .map((folder) => `${folder}/**/*.test.ts`);
const CONCURRENCY = 2;
const FILE_TIMEOUT_MS = 5 * 60_000;

process.exitCode = await runTests(process.argv.slice(2));

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
    return await runNode(['--test', ...withDefaults(options), ...files], env);
  } finally {
    await server?.stop();
  }
}

function withDefaults(options: string[]): string[] {
  const defaults = [
    `--test-concurrency=${CONCURRENCY}`, `--test-timeout=${FILE_TIMEOUT_MS}`,
    '--test-reporter=spec',
  ];
  const skipped = process.env[SKIPPED_VARIABLE];
  if (skipped) {
    defaults.push('--test-reporter-destination=stdout');
    options.push(`--test-reporter=${SKIP_REPORTER}`, `--test-reporter-destination=${skipped}`);
    return [...defaults, ...options];
  }
  const given = new Set(options.map((option) => option.split('=')[0]));
  return [...defaults.filter((option) => !given.has(option.split('=')[0])), ...options];
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
