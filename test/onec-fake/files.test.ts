import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { COMMANDS, orderList } from './commands.ts';
import { writeHistory } from './history.ts';
import { openState } from './state.ts';
import { truth } from './sums.ts';
import { fillRefs } from './verbs-refs.ts';
import { pay } from './verbs-money.ts';
import { createOrder } from './verbs-orders.ts';

const folder = mkdtempSync(join(tmpdir(), 'onec-fake-'));
test.after(() => rmSync(folder, { recursive: true }));
const START = { ib: 'ut11', epoch: 'e1', seed: 1 };

test('the same seed writes the same file', async () => {
  const paths = ['a.ndjson', 'b.ndjson'].map((name) => join(folder, name));
  for (const out of paths) await writeHistory({ orders: 50, out, until: '2026-06-30' });
  const [a, b] = paths.map((path) => readFileSync(path, 'utf8'));
  assert.equal(a, b);
});

test('a second run goes on with the right revisions, numbers and unsent objects', () => {
  const path = join(folder, 'state.jsonl');
  const first = openState(path, START);
  fillRefs(first.base, { employees: 3, products: 5, companies: 4 });
  for (const { uid, rev } of first.pending()) first.acknowledge(uid, rev);
  const order = createOrder(first.base);
  const payment = pay(first.base, order.uid, 500);
  first.acknowledge(order.uid, order.rev);
  // What a kill in the middle of a write leaves behind.
  appendFileSync(path, '{"object":{"ty');

  const second = openState(path, START);
  assert.deepEqual(truth(second.base), truth(first.base));
  assert.deepEqual(second.pending().map(({ uid }) => uid), [payment.uid]);
  assert.equal(createOrder(second.base).body.number, 'УТ-000002');
  const said = COMMANDS['unpost']?.run(second.base, [order.body.number]);
  assert.equal(said, 'УТ-000001: проведение отменено');
  assert.equal(second.base.objects.get(order.uid)?.rev, 2);
  second.setEpoch('e2');

  const third = openState(path, START);
  assert.equal(third.base.epoch, 'e2');
  assert.match(orderList(third.base)[0] ?? '', /УТ-000001 .*оплачено 5 .*не учитывается/);
});

test('a command says what is wrong with its words', () => {
  const { base } = openState(join(folder, 'words.jsonl'), START);
  fillRefs(base, { employees: 3, products: 5, companies: 4 });
  const { body } = createOrder(base);
  const run = (name: string, ...words: string[]) => () => COMMANDS[name]?.run(base, words);
  assert.throws(run('pay', body.number, '1 000,00'), /сумма пишется 1000.00/);
  assert.throws(run('pay', 'УТ-999999', '1'), /нет документа/);
  assert.throws(run('defer', body.number, '31.12.2026'), /день пишется/);
});
