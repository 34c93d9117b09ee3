// Queued history must not delay a payment: lanes do not wait for each other, and who sends history
// is asked to pause while anything is at work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLane, laneOf, queuedIn } from './lanes.ts';
import { limitsNow } from './push.ts';

test('the most urgent item says where a batch goes', () => {
  const of = (...lanes: unknown[]) => laneOf(lanes.map((lane) => ({ lane })));
  assert.equal(of('backfill', 'refs', 'money', 'orders'), 'money');
  assert.equal(of('backfill', 'refs', 'orders'), 'orders');
  assert.equal(of('backfill'), 'backfill');
  assert.equal(laneOf([null, 'x', { lane: 'гроши' }]), 'refs', 'what cannot be read');
});

test('a hundred batches of history wait for one another, a payment for none of them', async () => {
  const ends: (() => void)[] = [];
  const done: number[] = [];
  const history = Array.from({ length: 100 }, (_, at) => inLane('backfill', async () => {
    await new Promise<void>((resolve) => { ends.push(resolve); });
    done.push(at);
    if (at === 1) throw new Error('no disk');
  }).catch(() => undefined));
  assert.equal(queuedIn('backfill'), 100);
  assert.equal(limitsNow().pauseMs, 5_000, 'whoever sends is asked to pause, not for ever');
  assert.equal(await inLane('money', async () => 'paid'), 'paid');
  assert.deepEqual([ends.length, done], [1, []], 'one batch of history is at work, none has ended');
  while (done.length < history.length) {
    ends.shift()?.();
    await new Promise<void>((resolve) => { setImmediate(resolve); });
  }
  await Promise.all(history);
  assert.deepEqual(done, history.map((_, at) => at), 'in their order, after a failure too');
  assert.deepEqual([queuedIn('backfill'), limitsNow().pauseMs], [0, 0]);
});
