// Acceptance 2: kill -9 at random moments of a push loses nothing and applies nothing twice.
import assert from 'node:assert/strict';
import test from 'node:test';
import { pushThroughKills, type KillOutcome } from '#test/onec/kill';

const KILLS = Number(process.env['VERSTAK_KILLS'] ?? 3);
const ITEMS = Number(process.env['VERSTAK_KILL_ITEMS'] ?? 1_000);

function assertWhole({ statuses, survived, undisturbed, doubled, sums }: KillOutcome): void {
  assert.deepEqual(survived, undisturbed);
  assert.deepEqual(doubled, []);
  assert.deepEqual(sums.wrong, []);
  assert.ok(sums.compared > 0, 'no order was compared');
  assert.deepEqual(Object.keys(statuses).filter((status) => status === 'rejected'), []);
}

test(`${KILLS} × kill -9 of the server during a push of ${ITEMS}`, async () => {
  const outcome = await pushThroughKills({
    seed: 21, items: ITEMS, kills: KILLS, embedded: false,
  });
  assert.equal(outcome.kills.node, KILLS);
  assertWhole(outcome);
});

const EMBEDDED_KILLS = Math.max(2, Math.floor(KILLS / 5));

test(`${EMBEDDED_KILLS} × kill -9 of Node and of its PostgreSQL in turn`, async () => {
  const outcome = await pushThroughKills({
    seed: 22, items: Math.floor(ITEMS / 5), kills: EMBEDDED_KILLS, embedded: true,
  });
  assert.equal(outcome.kills.node + outcome.kills.postgres, EMBEDDED_KILLS);
  assert.ok(outcome.kills.postgres > 0);
  assertWhole(outcome);
});
