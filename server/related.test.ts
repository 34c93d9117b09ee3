// What hangs together is told by the rights of the reader: own records whole, of others only whose
// they are and since when; in a customer's timeline foreign rows are absent.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { RelatedRecord } from '#contract/related';
import {
  convertLead, createLead, dealsOfLead, ensureLeadPresets, relatedLeads,
} from '#modules/leads';
import { createDeal, ensurePresets, relatedDeals } from '#modules/deals';
import { readTimeline } from '#modules/timeline';
import type { Context } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { findRelated } from '#platform/related';
import { createTestDatabase } from '#test/database';
import { contextOf, createPeople } from '#test/people';
import { entityAccess } from './access.ts';
import { neighbours } from './related.ts';

const SOURCES = [dealsOfLead, relatedDeals, relatedLeads];
let db: Db;
let manager: Context;
let stranger: Context;
let companyId: number;
let mine: number;
let foreign: number;

before(async () => {
  ({ db } = await createTestDatabase());
  await inTransaction(db, async (tx) => {
    await ensurePresets(tx);
    await ensureLeadPresets(tx);
  });
  const people = await createPeople(db);
  manager = await contextOf(db, people.manager);
  stranger = await contextOf(db, people.stranger);
  companyId = (await one<{ id: number }>(db,
    `insert into customers.company (name) values ('ООО «Общий»') returning id`))!.id;
  mine = (await createDeal(manager, { title: 'Моя станция', companyId })).id;
  foreign = (await createDeal(stranger, { title: 'Тайный компрессор', companyId })).id;
});

const related = (ctx: Context, entity: string, id: number, more: object = {}) =>
  findRelated(ctx, SOURCES, { entity, ids: [id], limit: 50, ...more });

test('of a foreign deal a company tells department, person, state and day, and nothing else',
  async () => {
    const found = await related(manager, 'company', companyId);
    const other = found.find((row) => row.id === null) as RelatedRecord;
    assert.deepEqual([other.number, other.title, other.topic], [null, null, null]);
    assert.deepEqual([other.department, other.responsible, other.isOpen],
      ['Компрессоры', 'Зайцев Олег', true]);
    assert.equal(found.find((row) => row.id === mine)?.title, 'Моя станция');
    assert.doesNotMatch(JSON.stringify(found), /Тайный/);
    const own = await related(manager, 'company', companyId, { onlyVisible: true });
    assert.deepEqual(own.map((row) => row.id), [mine]);
    // A deal names its neighbours, never itself.
    assert.deepEqual((await related(manager, 'deal', mine)).map((row) => row.id), [null]);
  });

test('the timeline of a company holds rows of the reader\'s deals; others are absent', async () => {
  const read = async (ctx: Context) => (await readTimeline(ctx, entityAccess,
    { entity: 'company', entityId: companyId, related: '1' }, { neighbours })).items;
  for (const [ctx, own, other] of [[manager, mine, foreign], [stranger, foreign, mine]] as const) {
    const rows = await read(ctx);
    const deals = rows.flatMap((row) => row.record?.id ?? []);
    assert.ok(deals.includes(own));
    assert.ok(!deals.includes(other));
  }
  const alone = await readTimeline(manager, entityAccess,
    { entity: 'company', entityId: companyId }, { neighbours });
  assert.deepEqual(alone.items.filter((row) => row.record !== null), []);
});

test('a lead and the deal it has become name each other', async () => {
  const lead = await createLead(manager, { title: 'Подбор', companyName: 'ООО «Новый»' });
  const { version } = (await one<{ version: number }>(db,
    'select version from leads.lead where id = $1', [lead.id]))!;
  const { deal } = await convertLead(manager, {
    id: lead.id, version, employeeId: manager.actor.employeeId!,
  });
  const ofLead = await related(manager, 'lead', lead.id);
  assert.deepEqual(ofLead.map(({ id, by }) => [id, by]), [[deal.id, 'origin']]);
  const ofDeal = await related(manager, 'deal', deal.id);
  assert.ok(ofDeal.some(({ entity, id, by }) =>
    entity === 'lead' && id === lead.id && by === 'origin'));
});
