import assert from 'node:assert/strict';
import test from 'node:test';
import { inTransaction, one } from '#platform/database';
import { systemContext } from '#platform/context';
import { ensurePresets, listDeals } from '#modules/deals';
import { createTestDatabase } from '#test/database';
import { createCompany } from './company.ts';
import { loadDemoCustomers } from './customers.ts';
import { createDemoDeals } from './deals.ts';

const SEED = 2026;
const NOW = new Date('2026-11-23T12:00:00.000Z');

async function play(): Promise<Record<string, unknown>> {
  const { db } = await createTestDatabase();
  await inTransaction(db, ensurePresets);
  const company = await createCompany(db, () => NOW);
  const customers = await loadDemoCustomers(db,
    { baseId: 1, seed: SEED, now: NOW, companyCount: 40 });
  const ids = await createDemoDeals(db, { company, customers, seed: SEED, now: NOW, count: 60 });
  assert.equal(ids.length, 60);
  const facts = await one<Record<string, unknown>>(db, `
    select count(*) filter (where is_open) as open, count(*) filter (where not is_open) as lost,
      count(distinct pipeline_id) as pipelines, count(distinct stage_id) as stages,
      sum(amount_kopecks)::text as amount, max(created_at) < $1 as past,
      (select count(*) from deals.transfer) as transfers,
      (select count(*) from deals.deal_line) as lines,
      (select count(*) from work.task where entity = 'deal') as tasks,
      (select count(*) from timeline.comment) as comments,
      (select count(*) from platform.event where at > $1) as early,
      array_to_string(array_agg(title order by id), '|') as titles
    from deals.deal`, [NOW]);
  const whole = await listDeals(systemContext(db, 'system', () => NOW), { total: '1' });
  assert.equal(whole.total, 60);
  return facts!;
}

test('the demo lives in both pipelines and the same seed plays the same', async () => {
  const facts = await play();
  assert.equal(facts['pipelines'], 2);
  assert.ok(Number(facts['stages']) >= 6, `stages ${String(facts['stages'])}`);
  for (const name of ['open', 'lost', 'transfers', 'lines', 'tasks', 'comments']) {
    assert.ok(Number(facts[name]) > 0, name);
  }
  assert.deepEqual([facts['past'], facts['early']], [true, 0]);
  assert.deepEqual(await play(), facts);
});
