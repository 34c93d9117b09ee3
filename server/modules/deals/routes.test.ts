import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { ONEC_DEAL_FIELDS } from '#contract/deals';
import { createBinder } from '#platform/http/bind';
import { createHttp } from '#platform/http/server';
import { createTestDatabase } from '#test/database';
import {
  addDeal, addDepartment, addPerson, type Person, seedPresets, TEST_NOW,
} from '#test/factory';
import { dealsRoutes } from '#modules/deals';

let http: FastifyInstance;
let manager: Person;

before(async () => {
  const { db } = await createTestDatabase();
  await seedPresets(db);
  manager = await addPerson(db, { departmentId: await addDepartment(db), role: 'administrator' });
  http = await createHttp({ log: pino({ level: 'silent' }), trustProxy: false, version: 'test' });
  const authenticate = async () => ({ actor: manager.actor, source: 'ui' as const });
  dealsRoutes(createBinder({ app: http, db, authenticate, now: () => TEST_NOW }).bind);
  await http.ready();
});
after(() => http.close());

async function call(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, payload?: object) {
  const answer = await http.inject({ method, url, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: answer.body ? JSON.parse(answer.body) : null };
}

test('money of 1C is refused by name through every route that writes a deal', async () => {
  const ways = [['POST', 'stage-moves'], ['POST', 'transfers'], ['PUT', 'participants'],
    ['PUT', 'lines']] as const;
  for (const [method, way] of ways) {
    const { status, body } = await call(method, `/api/deals/1/${way}`, { paidKopecks: 1 });
    assert.deepEqual([status, body.code], [422, 'field.readOnly'], way);
  }
});

test('money of 1C is refused by name, for administrators too', async () => {
  const id = await addDeal(manager);
  for (const field of ONEC_DEAL_FIELDS) {
    for (const [method, url] of [['PATCH', `/api/deals/${id}`], ['POST', '/api/deals']] as const) {
      const { status, body } = await call(method, url, { version: 1, title: 'x', [field]: 1 });
      assert.equal(status, 422, `${method} ${field}`);
      assert.equal(body.code, 'field.readOnly');
      assert.deepEqual(body.fields.map((row: { field: string }) => row.field), [field]);
    }
  }
  const { status, body } = await call('PATCH', `/api/deals/${id}`, { version: 1, colour: 'red' });
  assert.deepEqual([status, body.code], [400, 'request.invalid']);
});

test('a deal lives through its addresses', async () => {
  const pipelines = await call('GET', '/api/pipelines');
  const [quick] = pipelines.body;
  const made = await call('POST', '/api/deals', { title: 'Насос', pipelineId: quick.id });
  assert.equal(made.status, 200);
  const url = `/api/deals/${made.body.id}`;
  const lines = [{ name: 'ЦНС-180', quantity: '2', price: '1500.5', vatRate: '22' }];
  const replaced = await call('PUT', `${url}/lines`, { version: 1, lines });
  assert.deepEqual([replaced.status, replaced.body.amountKopecks], [200, 300_100]);
  const edited = await call('PATCH', url,
    { version: replaced.body.version, comment: 'Перезвонить', companyId: null });
  assert.equal(edited.status, 200);
  const moved = await call('POST', `${url}/stage-moves`, { stageId: quick.stages[1].id });
  assert.equal(moved.body.previousStageId, quick.stages[0].id);
  const card = await call('GET', url);
  assert.deepEqual([card.body.comment, card.body.companyId], ['Перезвонить', undefined]);
  assert.deepEqual(card.body.lines.map((line: { sumKopecks: number }) => line.sumKopecks),
    [300_100]);
  const board = await call('GET', `/api/deals/board?pipelineId=${quick.id}&limit=5`);
  assert.equal(board.body.columns[1].amountKopecks, 300_100);
  const filter = encodeURIComponent(JSON.stringify({ 'stage.semantics': { eq: 'open' } }));
  const list = await call('GET', `/api/deals?total=1&sums=amountKopecks&filter=${filter}`);
  assert.equal(list.body.sums.amountKopecks, 300_100);
  assert.equal(list.body.total, 2);
  const fields = await call('GET', '/api/deals/fields');
  assert.ok(fields.body.some((field: { name: string }) => field.name === 'company.inn'));
  assert.equal((await call('GET', '/api/deals/1')).status, 404);
  assert.equal((await call('GET', '/api/sources')).body.length, 8);
});

test('every sortable and filterable field of the catalogue runs', async () => {
  const { body: fields } = await call('GET', '/api/deals/fields');
  for (const { name, sortable, operators } of fields) {
    if (sortable) {
      const { status } = await call('GET', `/api/deals?limit=1&sort=-${name}`);
      assert.equal(status, 200, `sort by ${name}`);
    }
    const condition = operators.includes('empty') ? { empty: false } : { ne: null };
    const filter = encodeURIComponent(JSON.stringify({ [name]: condition }));
    const { status, body } = await call('GET', `/api/deals?total=1&filter=${filter}`);
    assert.equal(status, 200, `filter by ${name}: ${JSON.stringify(body)}`);
  }
});
