// Sources under leads and deals: what a merge takes along, and what an archived one does not stop.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { DealCard } from '#contract/deals';
import type { LeadCard, LeadConverted } from '#contract/leads';
import { followMoves } from '#modules/deals';
import { followLeadSources } from '#modules/leads';
import { DEMO_PASSWORD } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople, type People } from '#test/people';

let world: TestApp;
let people: People;
let cookie: string;

before(async () => {
  // Nothing moves by itself here: the test says when.
  world = await startTestApp({ roles: 'web' });
  people = await createPeople(world.db);
  cookie = await signIn(world.url, 'admin', DEMO_PASSWORD);
});
after(() => world.close());

async function ask<Body>(method: string, path: string, body?: object): Promise<Body> {
  const answer = await fetch(world.url + path, {
    method,
    headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  return (answer.status === 204 ? undefined : await answer.json()) as Body;
}

const add = async (path: string, body: object) =>
  (await ask<{ id: number }>('POST', path, body)).id;
const usageOf = (id: number) => ask('GET', `/api/sources/${id}/usage`);

test('a merge says how much it takes along, and leads follow as deals do', async () => {
  const fromId = await add('/api/sources', { name: 'Выставка 2024' });
  const intoId = await add('/api/sources', { name: 'Выставки' });
  const dealId = await add('/api/deals', { title: 'Насос', sourceId: fromId });
  const leadId = await add('/api/leads', { title: 'Нужен насос', sourceId: fromId });
  assert.deepEqual(await usageOf(fromId), { deals: 1, leads: 1 });

  const before = await ask<LeadCard>('GET', `/api/leads/${leadId}`);
  await ask('POST', `/api/sources/${fromId}/merging`, { intoId });
  const now = () => new Date();
  await followMoves(world.db, now);
  await followLeadSources(world.db, now);
  await followLeadSources(world.db, now);

  const lead = await ask<LeadCard>('GET', `/api/leads/${leadId}`);
  assert.equal(lead.source?.id, intoId);
  assert.equal(lead.version, before.version + 1, 'moved once');
  assert.equal(lead.updatedAt, before.updatedAt, 'nobody has worked on it');
  assert.equal((await ask<DealCard>('GET', `/api/deals/${dealId}`)).source?.id, intoId);
  assert.deepEqual(await usageOf(fromId), { deals: 0, leads: 0 });
});

test('a lead whose source was archived is still passed on, and its deal keeps it', async () => {
  const sourceId = await add('/api/sources', { name: 'Старый сайт' });
  const leadId = await add('/api/leads', { title: 'Нужен компрессор', sourceId });
  await ask('PATCH', `/api/sources/${sourceId}`, { archived: true });
  const { deal } = await ask<LeadConverted>(
    'POST', `/api/leads/${leadId}/conversions`,
    { version: 1, employeeId: people.manager.id });
  assert.equal((await ask<DealCard>('GET', `/api/deals/${deal.id}`)).source?.id, sourceId);
});
