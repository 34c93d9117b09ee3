import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPacer } from './pacer.ts';

function begin(t: test.TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const runs: number[] = [];
  const pacer = createPacer(() => runs.push(Date.now() - 1_000_000),
    { firstMs: 1000, maxMs: 8000, spread: () => 0 });
  const pass = (ms: number) => t.mock.timers.tick(ms);
  return { runs, pacer, pass };
}

test('one change is shown at once, the next not before a second', (t) => {
  const { runs, pacer, pass } = begin(t);
  pacer.touch(false);
  pass(0);
  assert.deepEqual(runs, [0]);
  pass(300);
  pacer.touch(false);
  pacer.touch(false);
  pass(699);
  assert.equal(runs.length, 1);
  pass(1);
  assert.deepEqual(runs, [0, 1000]);
  pass(60_000);
  assert.equal(runs.length, 2, 'at rest nothing is asked');
});

test('a burst of ten minutes asks seldom, its end is always shown', (t) => {
  const { runs, pacer, pass } = begin(t);
  for (let at = 0; at < 600_000; at += 120) {
    pacer.touch(false);
    pass(120);
  }
  const before = runs.length;
  assert.ok(before < 90, `${before} readings of ten minutes`);
  assert.ok(runs.every((at, index) => index === 0 || at - runs[index - 1]! >= 1000));
  pass(8000);
  assert.ok(runs.at(-1)! > 600_000 - 120, 'the last change is on the screen');
  pass(60_000);
  pacer.touch(false);
  pass(0);
  assert.equal(runs.at(-1), 668_000, 'after a calm one change is shown at once again');
});

test('what stands on the screen hurries, also while a burst goes on', (t) => {
  const { runs, pacer, pass } = begin(t);
  for (let at = 0; at < 60_000; at += 120) {
    pacer.touch(false);
    pass(120);
  }
  const last = runs.at(-1)!;
  pacer.touch(true);
  pass(1000);
  assert.ok(runs.at(-1)! > last && runs.at(-1)! - last >= 1000);
});

test('nobody looks: nothing is asked, and the screen is current when somebody does', (t) => {
  const { runs, pacer, pass } = begin(t);
  pacer.look(false);
  for (let at = 0; at < 20; at += 1) {
    pacer.touch(true);
    pass(5000);
  }
  assert.deepEqual(runs, []);
  pacer.look(true);
  pass(0);
  assert.deepEqual(runs, [100_000]);
  pacer.touch(false);
  pacer.stop();
  pass(60_000);
  assert.equal(runs.length, 1);
});
