// Acceptance 1: whatever the network does to the stream, the state is the same, notices are single.
import assert from 'node:assert/strict';
import test from 'node:test';
import { converge } from '#test/onec/converge';

const SEEDS = Number(process.env['VERSTAK_CONVERGENCE_SEEDS'] ?? 2);
const ITEMS = Number(process.env['VERSTAK_CONVERGENCE_ITEMS'] ?? 1_600);

for (let seed = 1; seed <= SEEDS; seed += 1) {
  test(`${ITEMS} items of seed ${seed}, shuffled, 30 % doubled, 1 % corrupted`, async () => {
    const { inOrder, disturbed, doubled, refused } = await converge(seed, ITEMS);
    assert.ok(refused > 0, 'nothing was corrupted, so nothing was proven');
    assert.deepEqual(disturbed, inOrder);
    assert.deepEqual(doubled, []);
  });
}
