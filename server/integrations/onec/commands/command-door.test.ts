import assert from 'node:assert/strict';
import test from 'node:test';
import type { EventListener } from '#platform/realtime';
import { openCommandDoor } from './command-door.ts';

const NEVER_MS = 600_000;

function opened() {
  let listener: EventListener = () => undefined;
  const door = openCommandDoor({
    subscribe: (given) => { listener = given; return () => undefined; },
  });
  const tell = (kind: string, entityId: number) => listener([{
    id: 1, at: '', kind, entity: 'exchange', entityId, visibleBefore: null, recipients: null,
  }]);
  const waits = (baseId: number, gone = new AbortController().signal) => {
    const waiter = { isOver: false, done: Promise.resolve() };
    waiter.done = door.wait(baseId, NEVER_MS, gone).then(() => { waiter.isOver = true; });
    return waiter;
  };
  return { door, tell, waits };
}

test('a command wakes those who wait for its base, and only them', async () => {
  const { door, tell, waits } = opened();
  const [own, other] = [waits(1), waits(2)];
  await tell('exchange.baseAccepted', 1);
  await tell('exchange.commandWritten', 1);
  await own.done;
  assert.deepEqual([own.isOver, other.isOver], [true, false]);
  door.stop();
  await other.done;
});

test('the end of a connection or the program ends the waiting; a crowd does not wait', async () => {
  const { door, waits } = opened();
  const gone = new AbortController();
  const left = waits(1, gone.signal);
  gone.abort();
  await left.done;
  const crowd = Array.from({ length: 64 }, () => waits(1));
  await waits(1).done;
  assert.ok(crowd.every(({ isOver }) => !isOver));
  door.stop();
  await Promise.all(crowd.map(({ done }) => done));
  await waits(1).done;
});
