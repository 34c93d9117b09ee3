import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { CHECKOUT, ConfigProblem, isLoopback, readConfig } from './config.ts';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigProblem);
    return error.problems;
  }
  return assert.fail('it was accepted');
}

test('an empty environment gives the documented defaults', () => {
  const config = readConfig({ PORT: '', HOST: '  ' });
  assert.equal(config.port, 3000);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.dataDir, join(CHECKOUT, 'data'));
  assert.equal(config.filesDir, join(CHECKOUT, 'data', 'files'));
  assert.equal(config.uploadsDir, join(CHECKOUT, 'data', 'uploads'));
  assert.equal(config.databaseUrl, null);
  assert.equal(config.demo, true);
  assert.equal(config.demoPublic, false);
  assert.deepEqual([...config.roles], ['web', 'worker', 'connectors']);
  assert.equal(config.trustProxy, false);
});

test('every variable is read', () => {
  const config = readConfig({
    PORT: '0', HOST: '::1', VERSTAK_DATA: '/srv/данные', VERSTAK_DEMO: '0',
    VERSTAK_DEMO_PUBLIC: '1', VERSTAK_ROLES: 'web, worker', VERSTAK_LOG_LEVEL: 'debug',
    VERSTAK_TRUST_PROXY: '10.0.0.1, 10.1.0.0/16', DATABASE_URL: 'postgres://u:p@h/d',
  });
  assert.equal(config.port, 0);
  assert.equal(config.host, '::1');
  assert.equal(config.dataDir, '/srv/данные');
  assert.equal(config.demo, false);
  assert.equal(config.demoPublic, true);
  assert.deepEqual([...config.roles], ['web', 'worker']);
  assert.deepEqual(config.trustProxy, ['10.0.0.1', '10.1.0.0/16']);
  assert.equal(config.logLevel, 'debug');
  assert.equal(config.databaseUrl, 'postgres://u:p@h/d');
});

test('a relative data folder means the same wherever the start came from', () => {
  assert.equal(readConfig({ VERSTAK_DATA: './other' }).dataDir, join(CHECKOUT, 'other'));
});

test('every fault is named with its value and what is expected', () => {
  const problems = problemsOf({
    PORT: '70000', HOST: 'a b', VERSTAK_DEMO: 'yes', VERSTAK_ROLES: 'web,wroker',
    VERSTAK_TRUST_PROXY: 'nginx', VERSTAK_LOG_LEVEL: 'loud',
  });
  assert.equal(problems.length, 6);
  assert.equal(
    problems.find((line) => line.startsWith('PORT')),
    'PORT=70000 does not fit: expected a port from 0 (any free one) to 65535.',
  );
  assert.match(problems.join('\n'), /VERSTAK_ROLES=web,wroker .* web, worker, connectors/);
});

test('a faulty database address does not show its password', () => {
  const [problem = ''] = problemsOf({ DATABASE_URL: 'mysql://root:hunter2@host/db' });
  assert.match(problem, /^DATABASE_URL=mysql:\/\/root:…@host\/db does not fit/);
  assert.doesNotMatch(problem, /hunter2/);
});

test('only this machine reaches a loopback address', () => {
  assert.deepEqual(
    ['127.0.0.1', '127.1.2.3', '::1', 'localhost', '0.0.0.0', '10.0.0.1', '::'].map(isLoopback),
    [true, true, true, true, false, false, false],
  );
});
