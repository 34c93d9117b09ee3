// In whose name we sell: chosen by department, told by orders of 1C, kept when a person has said.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { OwnEntity, OwnEntityName } from '#contract/own-entities';
import { completeInn } from '#contract/requisites';
import type { DealCard } from '#contract/deals';
import { introduceBase, receiveItems } from '#integrations/onec';
import { DEMO_PASSWORD } from '#modules/staff';
import { one } from '#platform/database';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople, type People } from '#test/people';
import { item, orderBody, TEST_EPOCH, TEST_IB, uid } from '#test/onec/items';
import { followOwnName } from '#modules/payments';

let world: TestApp;
let people: People;
const cookies = new Map<string, string>();

before(async () => {
  world = await startTestApp();
  people = await createPeople(world.db);
  await introduceBase(world.db, { ib: TEST_IB, epoch: TEST_EPOCH }, new Date());
});
after(() => world.close());

type Reply<Body> = { status: number; body: Body };

async function ask<Body>(
  login: string, method: string, path: string, body?: object,
): Promise<Reply<Body>> {
  if (!cookies.has(login)) cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  const answer = await fetch(world.url + path, {
    method,
    headers: {
      cookie: cookies.get(login)!, ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, body: await answer.json() as Body };
}

const create = async (body: object) =>
  (await ask<{ id: number }>('admin', 'POST', '/api/own-entities', body)).body.id;
const list = async () => (await ask<OwnEntity[]>('manager', 'GET', '/api/own-entities')).body;
const dealOf = async (id: number) =>
  (await ask<DealCard>('admin', 'GET', `/api/deals/${id}`)).body;
const newDeal = async (login: string) => dealOf(
  (await ask<{ id: number }>(login, 'POST', '/api/deals', { title: 'Насос' })).body.id);

async function push(place: number, organization: string): Promise<DealCard> {
  const results = await receiveItems({ db: world.db, now: () => new Date() },
    [{ value: item('order', uid(place), 1, orderBody('10.00', { organization })), line: null }],
    { kind: 'push' });
  assert.deepEqual(results.map(({ status }) => status), ['applied']);
  const row = await one<{ id: number }>(world.db,
    'select deal_id as id from payments.sales_order where uid = $1', [uid(place)]);
  return dealOf(row!.id);
}

test('the first entity is the default, a department may have its own', async () => {
  const main = await create({ name: 'ООО «Промтехника»', inn: completeInn('781234567') });
  assert.equal((await newDeal('manager')).ownEntity?.id, main);
  const pumps = await create({
    name: 'ООО «Промтехника-Насосы»', departmentIds: [people.pumps], vatRegime: 'none',
    signatories: [{ position: 'Директор', name: 'Иванов И. И.', basis: 'Устава' }],
  });
  assert.equal((await newDeal('manager')).ownEntity?.id, pumps);
  const [first, second] = await list();
  assert.deepEqual([first?.isDefault, second?.departments.map(({ id }) => id)],
    [true, [people.pumps]]);
});

test('a deal is told how its seller charges VAT, and lines counted anew tell the tax', async () => {
  const small = await create({ name: 'ИП Ершов', kind: 'sole', vatRegime: 'usn5' });
  const { id, version, vatRegime } = await newDeal('manager');
  assert.equal(vatRegime, 'none');
  const put = async (seen: number, vatRate: string) => (await ask<{ version: number }>(
    'manager', 'PUT', `/api/deals/${id}/lines`, { version: seen, lines: [
      { key: 'a', name: 'Насос', quantity: '1', price: '105.00', vatRate },
    ] })).body.version;
  const before = await put(version, 'none');
  const moved = await ask<{ version: number }>('manager', 'PATCH', `/api/deals/${id}`,
    { version: before, ownEntityId: small });
  assert.equal((await dealOf(id)).vatRegime, 'usn5');
  await put(moved.body.version, '5');
  const told = await one<{ lines: unknown }>(world.db, `
    select data -> 'changes' -> 'lines' as lines from platform.event
    where entity_id = $1 and kind = 'deal.edited' order by id desc limit 1`, [id]);
  const sums = { count: 1, sumKopecks: 10_500 };
  assert.deepEqual(told?.lines, {
    old: { ...sums, vatKopecks: 0 }, new: { ...sums, vatKopecks: 500 },
  });
});

test('wrong requisites are refused by field, only administrators write', async () => {
  const refused = async (body: object) =>
    (await ask<{ fields: { field: string }[] }>('admin', 'POST', '/api/own-entities', body)).body
      .fields.map(({ field }) => field);
  assert.deepEqual(await refused({ name: 'А', inn: '7812345678' }), ['inn']);
  assert.deepEqual(await refused({
    name: 'А',
    bankAccounts: [{
      bankName: 'Банк', bic: '044525225', account: '40702810438000060474', corrAccount: null,
      isMain: true,
    }],
  }), ['bankAccounts[0].account']);
  assert.equal((await ask('manager', 'POST', '/api/own-entities', { name: 'А' })).status, 403);
  assert.equal((await ask('manager', 'GET', '/api/own-entities/names')).status, 403);
});

test('two administrators edit different fields and lose nothing', async () => {
  const id = await create({ name: 'Двое' });
  const edit = (body: object) => ask<{ code: string; version: number }>(
    'admin', 'PATCH', `/api/own-entities/${id}`, { version: 1, ...body });
  assert.equal((await edit({ address: 'Тула' })).body.version, 2);
  assert.equal((await edit({ ogrn: null, fullName: 'Двое и Ко' })).body.version, 3);
  assert.equal((await edit({ address: 'Орёл' })).body.code, 'record.changed');
});

test('orders of 1C name the entity: by its name at once, by other words when told', async () => {
  const ural = await create({ name: 'ООО «Промтехника-Урал»' });
  assert.equal((await push(501, 'Промтехника-Урал ООО')).ownEntity?.id, ural);
  const unknown = await push(502, 'ПТ Сибирь (основная)');
  assert.equal(unknown.ownEntity, null);
  const names = (await ask<OwnEntityName[]>('admin', 'GET', '/api/own-entities/names')).body;
  assert.deepEqual([names[0]?.name, names[0]?.ownEntity], ['ПТ Сибирь (основная)', null]);
  await ask('admin', 'PUT', '/api/own-entities/names',
    { name: 'ПТ Сибирь (основная)', ownEntityId: ural });
  await followOwnName(world.db, () => new Date(), 'ПТ Сибирь (основная)');
  assert.equal((await dealOf(unknown.id)).ownEntity?.id, ural);
  assert.equal((await push(503, 'ПТ Сибирь (основная)')).ownEntity?.id, ural);
  const filter = encodeURIComponent(JSON.stringify({ ownEntity: { eq: ural } }));
  const found = await ask<{ total: number }>(
    'admin', 'GET', `/api/deals?filter=${filter}&total=1`);
  assert.equal(found.body.total, 3);
});
