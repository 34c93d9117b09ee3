import assert from 'node:assert/strict';
import test from 'node:test';
import { payerSums } from './payer-sums.ts';
import { dealsOfSum } from './sum-link.ts';

const sums = (filter: object) => payerSums(JSON.stringify(filter));

test('whom the filter names has a sum of their own, whom it excludes has none', () => {
  assert.deepEqual(payerSums(undefined), []);
  assert.deepEqual(sums({ debtor: { in: [7] } }), ['debtOfPayers']);
  assert.deepEqual(sums({ and: [{ isOpen: { eq: true } }, { payer: { empty: true } }] }),
    ['expectedOfPayers']);
  assert.deepEqual(sums({ debtor: { in: [7] }, payer: { in: [8] } }),
    ['debtOfPayers', 'expectedOfPayers']);
  const named = { debtor: { in: [7] } };
  for (const filter of [{ debtor: { nin: [7] } }, { debtor: { empty: false } },
    { or: [named, { isOpen: { eq: true } }] }, { not: named }]) {
    assert.deepEqual(sums(filter), [], JSON.stringify(filter));
  }
});

test('a figure of a client opens the list with their part, the largest deals first', () => {
  const search = dealsOfSum('{"debtor":{"in":[7]}}', 'receivableKopecks');
  assert.equal(search.sum, 'debtOfPayers');
  assert.equal(search.sort, '-receivableKopecks');
  assert.match(search.columns!, /,debtOfPayers,/);
  const whole = dealsOfSum('{"receivableKopecks":{"gt":0}}', 'receivableKopecks');
  assert.deepEqual([whole.sum, whole.sort], ['receivableKopecks', '-receivableKopecks']);
});
