// CRM → 1C over HTTP: commands are given in order, wait, come again, are settled once, and wake
// whoever waits; a stranger, a copy and garbage get nothing.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { OnecAckAnswer, OnecCommands } from '#contract/onec';
import { createCompany, editCompany } from '#modules/customers';
import { createDeal, editDeal, replaceLines } from '#modules/deals';
import { one } from '#platform/database';
import { startTestApp, type TestApp } from '#test/app';
import { createBase } from '#test/onec-fake/base';
import {
  createClient, signedHeaders, type CallRefused, type OnecClient,
} from '#test/onec-fake/client';
import { createRandom } from '#test/onec-fake/random';
import { item, orderBody, TEST_EPOCH, TEST_IB, uid } from '#test/onec/items';
import { contextOf, createPeople, type People } from '#test/people';

const COMPANY = uid(70);
const INN = '7707083893';
const base = createBase(createRandom(1), { ib: TEST_IB, epoch: TEST_EPOCH });
let world: TestApp;
let people: People;
let client: OnecClient;
/** How far the server's clock has been moved on; a signature holds for five minutes. */
let aheadMs = 0;
const now = () => new Date(Date.now() + aheadMs);

before(async () => {
  world = await startTestApp({ now });
  people = await createPeople(world.db);
  const { keyId, secret } = world.onecKey;
  client = createClient({ url: world.url, keyId, secret, retryMs: 50, triesMax: 2 });
  await client.hello(base);
  await client.push([item('company', COMPANY, 1, { name: 'Водоканал', inn: INN, kpp: '770701001' })
  ] as never);
});
after(() => world.close());

const manager = () => contextOf(world.db, people.manager);
const admin = () => contextOf(world.db, people.admin);
const companyRow = () => one<{ id: number; version: number; address: string | null }>(world.db, `
  select c.id, c.version, c.address from customers.company c
    join customers.company_identity i on i.company_id = c.id where i.uid = $1`, [COMPANY]);
const countEvents = async (kind: string) => (await one<{ count: number }>(world.db,
  'select count(*)::int as count from platform.event where kind = $1', [kind]))!.count;

async function drain(): Promise<OnecCommands['commands']> {
  const all: OnecCommands['commands'] = [];
  for (;;) {
    const { commands } = await client.pull(base);
    if (commands.length === 0) return all;
    all.push(...commands);
    await client.ack(base, commands.map(({ id }) => ({ id, status: 'done' as const })));
  }
}

test('before a base asks nothing is written, and its companies are read-only', async () => {
  const company = (await companyRow())!;
  await assert.rejects(
    editCompany(await admin(), { id: company.id, version: company.version, address: 'Тверь' }),
    { code: 'field.readOnly' });
  await createDeal(await manager(), { title: 'До первого запроса' });
  const { commands, cursor } = await client.pull(base);
  assert.deepEqual([commands, cursor], [[], '0']);
});

test('a deal and its unknown company are sent, changes are merged until fetched', async () => {
  const company = await createCompany(await admin(), { name: 'Новый завод', inn: '7728168971' });
  const deal = await createDeal(await manager(), { title: 'Насос', companyId: company.id });
  await replaceLines(await manager(), {
    id: deal.id, version: 1, lines: [{ name: 'ЦНС', quantity: '2', price: '10.50', vatRate: '22' }],
  });
  const { commands, cursor } = await client.pull(base);
  assert.deepEqual(commands.map(({ type }) => type), ['company.create', 'deal.created']);
  const [made, sent] = commands as [OnecCommands['commands'][0], OnecCommands['commands'][0]];
  assert.equal(made.body['inn'], '7728168971');
  assert.equal(sent.dealId, deal.id);
  assert.equal((sent.body['company'] as { uid: string }).uid, made.uid);
  assert.equal((sent.body['lines'] as { sum: string }[])[0]!.sum, '21.00');
  // Fetched, so it is frozen: what comes now waits behind it.
  const version = 2;
  await editDeal(await manager(), { id: deal.id, version, title: 'Насос и мотор' });
  await editDeal(await manager(), { id: deal.id, version: version + 1, comment: 'Срочно' });
  assert.deepEqual((await client.pull(base, { cursor })).commands, []);
  const again = await client.pull(base);
  assert.deepEqual(again.commands, commands, 'what is not acknowledged comes again, to the byte');
  await client.ack(base, commands.map(({ id }) => ({ id, status: 'done' as const })));
  const next = await client.pull(base, { cursor });
  assert.deepEqual(next.commands.map(({ type, body }) => [type, body['title'], body['comment']]),
    [['deal.changed', 'Насос и мотор', 'Срочно']]);
  await client.ack(base, next.commands.map(({ id }) => ({ id, status: 'done' as const })));
  // A change that 1C would not see is not said.
  const kept = await editDeal(
    await manager(), { id: deal.id, version: version + 2, comment: 'Срочно ' });
  assert.deepEqual((await client.pull(base)).commands, []);
  // Nor one that was taken back before 1C asked: it has heard all of it already.
  const other = await editDeal(
    await manager(), { id: deal.id, version: kept.version, comment: 'Не срочно' });
  await editDeal(await manager(), { id: deal.id, version: other.version, comment: 'Срочно' });
  assert.deepEqual((await client.pull(base)).commands, []);
  assert.deepEqual(await one(world.db, `select state, code from commands.command
    where deal_id = $1 order by seq desc limit 1`, [deal.id]),
  { state: 'done', code: 'nothing.new' });
});

test('the answer of 1C finds its deal by cause and its company by our guid; no echo', async () => {
  const company = await createCompany(await admin(), { name: 'Эхо', inn: '7736050003' });
  const deal = await createDeal(await manager(), { title: 'Эхо', companyId: company.id });
  const { commands } = await client.pull(base);
  const made = commands.find(({ type }) => type === 'company.create')!;
  const sent = commands.find(({ dealId, type }) => dealId === deal.id && type === 'deal.created')!;
  const results = await client.push([
    item('company', made.uid, 1, { name: 'Эхо ООО', inn: null }),
    // No crmDealId and a manager that nobody knows: the cause alone says whose order it is.
    item('order', uid(71), 1, orderBody('500.00', { companyUid: made.uid, managerUid: uid(99) }),
      { cause: sent.id } as never),
  ] as never);
  assert.deepEqual(results.map(({ status }) => status), ['applied', 'applied']);
  const row = await one<{ deal_id: number; name: string; company_id: number }>(world.db, `
    select o.deal_id, c.name, i.company_id from payments.sales_order o
      join customers.company_identity i on i.uid = o.company_uid
      join customers.company c on c.id = i.company_id where o.uid = $1`, [uid(71)]);
  assert.deepEqual(row, { deal_id: deal.id, name: 'Эхо ООО', company_id: company.id });
  const answer = await client.ack(base,
    commands.map(({ id }) => ({ id, status: 'done' as const })));
  assert.ok(answer.results.every(({ status }) => status === 'duplicate'), 'a snapshot was the ack');
  assert.deepEqual((await client.pull(base)).commands, [], 'what 1C said is not told back');
});

test('an edit of what 1C owns waits; a snapshot with its cause changes the value', async () => {
  const before = (await companyRow())!;
  const ctx = await admin();
  const asked = await editCompany(ctx, {
    id: before.id, version: before.version, address: 'Рязань', tags: ['ключевой'],
  });
  assert.deepEqual(asked, { version: before.version + 1, asked: ['address'] });
  assert.equal((await companyRow())!.address, null);
  const [command] = (await client.pull(base)).commands;
  assert.deepEqual(command!.body, {
    changes: { address: 'Рязань' }, was: { address: null }, inn: INN, kpp: '770701001',
  });
  await client.push([item('company', COMPANY, 2,
    { name: 'Водоканал', inn: INN, kpp: '770701001', address: 'Рязань' },
    { cause: command!.id } as never)] as never);
  assert.equal((await companyRow())!.address, 'Рязань');
  assert.equal(await countEvents('command.confirmed') > 0, true);
  assert.deepEqual((await client.pull(base)).commands, [], 'its snapshot acknowledged it');
});

test('a refusal is kept in the words of 1C and told to whoever asked', async () => {
  const company = (await companyRow())!;
  await editCompany(await admin(), { id: company.id, version: company.version, kpp: '623401001' });
  const [command] = (await client.pull(base)).commands;
  const text = 'КПП меняет только бухгалтерия';
  const verdict = { id: command!.id, status: 'refused' as const, code: 'kpp', text };
  const first = await client.ack(base, [verdict, verdict]);
  assert.deepEqual(first.results.map(({ status }) => status), ['accepted', 'duplicate']);
  const late = await client.ack(base, [{ id: command!.id, status: 'done' }]);
  assert.equal(late.results[0]!.status, 'duplicate');
  const notice = await one<{ body: string; employee_id: number }>(world.db,
    `select body, employee_id from work.notification where kind = 'onec.refused'`);
  assert.deepEqual(notice, { body: text, employee_id: people.admin.id });
});

test('a slow 1C gets its commands again, to the byte, and settles them once', async () => {
  await drain();
  const deal = await createDeal(await manager(), { title: 'Долгая' });
  const first = await client.pull(base);
  assert.equal(first.commands[0]!.dealId, deal.id);
  for (let minutes = 1; minutes <= 2; minutes += 1) {
    assert.deepEqual((await client.pull(base, first)).commands, [], 'not before a minute');
    aheadMs += 61_000;
    assert.deepEqual((await client.pull(base, first)).commands, first.commands);
  }
  const { id } = first.commands[0]!;
  const said = async (status: 'done' | 'refused') =>
    (await client.ack(base, [{ id, status }])).results[0]!.status;
  assert.deepEqual([await said('done'), await said('done'), await said('refused')],
    ['accepted', 'duplicate', 'duplicate']);
  const row = await one<{ state: string }>(world.db,
    'select state from commands.command where id = $1', [id]);
  assert.equal(row!.state, 'done', 'the first word stands');
  aheadMs = 0;
});

test('a push that trickles in holds nobody up, and cut off it leaves nothing', async () => {
  const path = '/api/1c/v1/push';
  const body = JSON.stringify({ items: [item('order', uid(81), 1, orderBody('1.00'))] });
  const slow = request(`${world.url}${path}`, {
    method: 'POST',
    headers: {
      ...signedHeaders(world.onecKey, { method: 'POST', path, body }),
      'content-type': 'application/json', 'content-length': Buffer.byteLength(body),
    },
  });
  const cut = once(slow, 'error');
  await new Promise((sent) => { slow.write(body.slice(0, 200), sent); });
  const [fast] = await client.push([item('order', uid(82), 1, orderBody('2.00'))] as never);
  assert.equal(fast!.status, 'applied');
  slow.destroy(new Error('1C has gone'));
  await cut;
  const stored = await one(world.db,
    'select uid from onec.object where uid = $1', [uid(81)]);
  assert.equal(stored, undefined);
  const [again] = await client.push(JSON.parse(body).items as never);
  assert.equal(again!.status, 'applied', 'what it sends whole is new');
});

test('a long poll wakes when a command is written and ends when the base is stopped', async () => {
  const waiting = client.pull(base, { cursor: '0', wait: 25 });
  const deal = await createDeal(await manager(), { title: 'Разбуди' });
  const { commands } = await waiting;
  assert.equal(commands[0]!.dealId, deal.id);
  await drain();
  await assert.rejects(client.pull({ ...base, ib: 'nobody' }),
    (error: CallRefused) => error.status === 404);
  // A copy said hello under another epoch: commands stop for both until a person decides.
  await client.hello({ ...base, epoch: 'copy' });
  await assert.rejects(client.pull(base), (error: CallRefused) => error.status === 409);
  await assert.rejects(client.ack(base, []), (error: CallRefused) => error.status === 409);
  await world.db.query('update onec.base set pending_epoch = null');
  const nonce = 'pull-nonce';
  const path = `/api/1c/v1/pull?ib=${TEST_IB}`;
  const twice = () => fetch(world.url + path, {
    headers: signedHeaders(world.onecKey, { method: 'GET', path, body: '' }, { nonce }),
  });
  assert.deepEqual([(await twice()).status, (await twice()).status], [200, 401]);
});

test('eight pullers never get a command before the one before it is settled', async () => {
  const ctx = await manager();
  const deals = await Promise.all(Array.from({ length: 6 }, (_each, index) =>
    createDeal(ctx, { title: `Очередь ${index}` })));
  const done = new Map<number, string[]>();
  const seen = new Set<string>();
  let left = 80;
  const puller = async (): Promise<void> => {
    let cursor = '0';
    while (left > 0) {
      left -= 1;
      const { commands, cursor: next } = await client.pull(base, { cursor });
      cursor = next;
      for (const { id, dealId, body, sha256 } of commands) {
        assert.ok(dealId);
        if (!seen.has(id)) {
          seen.add(id);
          done.set(dealId, [...done.get(dealId) ?? [], String(body['title']) + sha256.slice(0, 4)]);
        }
        await client.ack(base, [{ id, status: 'done' }]);
      }
      const deal = deals[left % deals.length]!;
      const version = (await one<{ version: number }>(world.db,
        'select version from deals.deal where id = $1', [deal.id]))!.version;
      await editDeal(ctx, { id: deal.id, version, title: `Правка ${left}` })
        .catch((error: unknown) => {
          if ((error as { code?: string }).code !== 'record.changed') throw error;
        });
    }
  };
  await Promise.all(Array.from({ length: 8 }, puller));
  await drain();
  const { rows } = await world.db.query<{ wrong: number }>(`
    select count(*)::int as wrong from commands.command a join commands.command b
      on b.object_key = a.object_key and b.seq > a.seq and b.given_at < a.settled_at
    where a.type like 'deal.%' and b.sha256 is not null and a.sha256 is not null`);
  assert.equal(rows[0]!.wrong, 0);
  for (const deal of deals) {
    const last = await one<{ title: string; told: string }>(world.db, `
      select d.title, (select c.body::json->>'title' from commands.command c
        where c.object_key = 'deal:' || d.id and c.body is not null order by c.seq desc limit 1)
        as told from deals.deal d where d.id = $1`, [deal.id]);
    assert.equal(last!.told, last!.title, 'the last word is the present state');
  }
});

test('whatever is sent as an acknowledgement, each result gets its own answer', async () => {
  await createDeal(await manager(), { title: 'Шум' });
  const [command] = (await client.pull(base)).commands;
  await fc.assert(fc.asyncProperty(
    fc.array(fc.oneof(fc.anything(), fc.record({
      id: fc.oneof(fc.string(), fc.uuid()), status: fc.oneof(fc.constant('done'), fc.string()),
      text: fc.oneof(fc.string({ unit: 'binary' }), fc.integer()), code: fc.anything(),
    })), { maxLength: 8 }),
    async (noise) => {
      const results = JSON.parse(JSON.stringify(noise)) as unknown[];
      const answer = await client.post<OnecAckAnswer>('/api/1c/v1/ack', { ib: TEST_IB, results });
      assert.equal(answer.results.length, results.length);
      assert.ok(answer.results.every(({ status }) => ['unknown', 'rejected'].includes(status)));
    }), { numRuns: 25 });
  const ib = TEST_IB;
  for (const body of [null, [], { ib }, { ib, results: 5 }, { ib: 5, results: [] }]) {
    await assert.rejects(client.post('/api/1c/v1/ack', body),
      (error: CallRefused) => error.status === 400);
  }
  const answer = await client.ack(base, [{ id: command!.id, status: 'done' }]);
  assert.equal(answer.results[0]!.status, 'accepted');
});
