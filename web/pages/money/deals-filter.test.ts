import assert from 'node:assert/strict';
import test from 'node:test';
import { dealsFilterOf } from './deals-filter.ts';

const asked = (name: Parameters<typeof dealsFilterOf>[0], filter: object) => {
  const text = dealsFilterOf(name, JSON.stringify(filter));
  return text === null ? null : JSON.parse(text) as object;
};
const OWED = { receivableKopecks: { gt: 0 } };
const AWAITED = { expectedKopecks: { gt: 0 } };

test('the client of parts is whom their order names, that of whole deals is their own', () => {
  const row = { company: { eq: 7 } };
  assert.deepEqual(asked('receivables', row), { and: [OWED, { debtor: { in: [7] } }] });
  assert.deepEqual(asked('expected', row), { and: [AWAITED, { payer: { in: [7] } }] });
  assert.deepEqual(asked('expected', { company: { empty: true } }),
    { and: [AWAITED, { payer: { empty: true } }] });
  assert.deepEqual(asked('unshipped', row), { and: [{ paidNotShipped: { eq: true } }, row] });
  assert.deepEqual(asked('receivables', {}), OWED);
});

test('a row of a narrowed report asks for its own client and the rest of the filter', () => {
  const given = { company: { in: [7, 8] }, department: { eq: 3 } };
  assert.deepEqual(asked('receivables', { and: [given, { company: { eq: 7 } }] }),
    { and: [OWED, { department: { eq: 3 } }, { debtor: { in: [7] } }] });
  assert.deepEqual(asked('receivables', given),
    { and: [OWED, { department: { eq: 3 } }, { debtor: { in: [7, 8] } }] });
  const others = { company: { nin: [8] } };
  assert.deepEqual(asked('expected', { and: [others, { company: { eq: 7 } }] }),
    { and: [AWAITED, { payer: { in: [7] } }] });
});

test('what deals cannot say as exactly as their parts has no list of deals', () => {
  for (const filter of [
    { company: { ne: 7 } }, { company: { empty: false } }, { company: { nin: [7] } },
    { and: [{ company: { in: [7, 8] } }, { company: { in: [8, 9] } }] },
    { or: [{ company: { eq: 7 } }, { department: { eq: 3 } }] },
    { not: { company: { eq: 7 } } }, { agedOn: { lt: '2026-01-01' } },
  ]) {
    assert.equal(asked('receivables', filter), null, JSON.stringify(filter));
  }
  assert.equal(asked('deferrals', {}), null);
});
