// Two records become one and two again, with everything that hangs on them, 1C in between.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import fc from 'fast-check';
import type { CompanyRow } from '#contract/onec-rows';
import type { MergeInput } from '#contract/merges';
import { completeInn } from '#contract/requisites';
import {
  addReach, applyCompanies, applyContacts, createCompany, createContact, customersSearch,
  editCompany, linkContact, mergedIds, mergeRecords, previewMerge, readCompany, readContact,
  undoMerge, unlinkContact,
} from '#modules/customers';
import { createDeal, listDeals, readCard } from '#modules/deals';
import { createField, loadCustomFields } from '#modules/fields';
import { addComment, readTimeline } from '#modules/timeline';
import { addTask, createTask } from '#modules/work';
import { systemContext, type Context } from '#platform/context';
import { type Db, inTransaction } from '#platform/database';
import { Refusal } from '#platform/refuse';
import { searchAll } from '#platform/search/registry';
import { createTestDatabase } from '#test/database';
import {
  addDeal, addDepartment, addPerson, contextOf, type Person, seedPresets,
} from '#test/factory';
import { entityAccess, entityAliases, work } from './access.ts';
import { MERGE_FOLLOWERS } from './merge-followers.ts';

const DEPS = { followers: MERGE_FOLLOWERS };

let db: Db;
let admin: Person;
let manager: Person;
let onec: Context;
let count = 0;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  admin = await addPerson(db, { departmentId, role: 'administrator' });
  manager = await addPerson(db, { departmentId });
  onec = systemContext(db, '1c');
});

const guid = () => `00000000-0000-4000-8000-${String(count += 1).padStart(12, '0')}`;
const inn = () => completeInn(String(200_000_000 + (count += 1)));

const row = (fields: Partial<CompanyRow>): CompanyRow => ({
  uid: guid(), name: 'ООО «Ромашка»', fullName: null, inn: null, kpp: null, ogrn: null, kind: null,
  address: null, phones: [], emails: [], managerUid: null, deleted: false, extra: {}, ...fields,
});
const push = (rows: CompanyRow[]) =>
  inTransaction(db, (tx) => applyCompanies(tx, onec, 1, rows));

const company = async (name: string, more: object = {}) =>
  (await createCompany(admin.ctx, { name, ...more })).id;

async function merge(
  survivorId: number, loserId: number,
  more: { take?: string[]; header?: 'survivor' | 'loser'; entity?: 'company' | 'contact' } = {},
): Promise<number> {
  const { entity = 'company', take = [], header } = more;
  const versionOf = async (id: number) => (entity === 'company'
    ? await readCompany(admin.ctx, id) : await readContact(admin.ctx, id)).version;
  const { id } = await mergeRecords(admin.ctx, DEPS, {
    entity, survivorId, loserId, take, ...(header ? { header } : {}),
    survivorVersion: await versionOf(survivorId), loserVersion: await versionOf(loserId),
  });
  return id;
}

const undo = (id: number, ctx = admin.ctx) => undoMerge(ctx, DEPS, id);

const companyOfDeal = async (id: number) => (await db.query<{ company_id: number }>(
  'select company_id from deals.deal where id = $1', [id])).rows[0]?.company_id;

function refused(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

/** Everything of companies, people and what hangs on them, but for moments and versions. */
async function world(): Promise<string> {
  const texts = [
    `select id, name, inn, kpp, address, relations, tags, responsible_id, from_onec, deleted_at,
       merged_into_id, advance_kopecks, custom from customers.company`,
    `select id, name, position, company_id, deleted_at, merged_into_id, custom
       from customers.contact`,
    `select company_id, contact_id, kind, value, extension from customers.reach
      where company_id is null or company_id in (
        select id from customers.company where deleted_at is null)`,
    'select contact_id, company_id, position, is_main from customers.contact_company',
    'select base_id, uid, company_id, is_main, keeps_said from customers.company_identity',
    'select base_id, uid, contact_id, is_main, keeps_said from customers.contact_identity',
    'select company_id, kind, value from customers.address',
    'select id, company_id, contact_id, amount_kopecks from deals.deal',
    'select id, entity, entity_id from work.task',
    'select id, name, entity, entity_id, deleted_at from platform.file',
  ];
  const answers = await Promise.all(texts.map(async (text) =>
    (await db.query<{ line: string }>(
      `select to_jsonb(t)::text as line from (${text}) t order by 1`)).rows));
  return JSON.stringify(answers, null, 1);
}

test('deals, people, phones, tasks and both histories go over, and come back', async () => {
  const [main, twin] = [await company('Завод', { phones: ['+79210000001'] }),
    await company('Завод-двойник', {
      inn: inn(), phones: ['+79210000001', '+79210000002'], tags: ['щебень'],
    })];
  const person = await createContact(admin.ctx, { name: 'Иванов', companyId: twin });
  const deal = await addDeal(admin, { companyId: twin });
  await inTransaction(db, (tx) => createTask(tx, admin.ctx, {
    title: 'Позвонить', entity: 'company', entityId: twin, assigneeId: admin.id,
  }));
  await addComment(admin.ctx, { company: async () => undefined },
    { entity: 'company', entityId: twin, body: 'Было у двойника' });
  const beforeAll = await world();
  const id = await merge(main, twin, { take: ['inn'] });

  const card = await readCompany(admin.ctx, main);
  assert.deepEqual(card.phones, ['+79210000001', '+79210000002']);
  assert.deepEqual(card.tags, ['щебень']);
  assert.ok(card.inn);
  assert.deepEqual(card.contacts.map((contact) => contact.id), [person.id]);
  assert.equal((await readContact(admin.ctx, person.id)).company?.id, main);
  assert.equal(await companyOfDeal(deal), main);
  assert.equal((await readCompany(admin.ctx, twin)).id, main, 'the old address leads on');
  const found = await searchAll(admin.ctx, customersSearch, 'двойник');
  assert.deepEqual(found.groups, [], 'search forgets the other');
  const aliases = {
    company: (ctx: Context, id: number) => mergedIds(ctx, { entity: 'company', id }),
  };
  const history = await readTimeline(admin.ctx, { company: async () => undefined },
    { entity: 'company', entityId: main }, { aliases });
  assert.ok(history.items.some(({ comment }) => comment?.body === 'Было у двойника'));
  assert.ok(history.items.some(({ kind }) => kind === 'company.merged'));

  await undo(id);
  assert.equal(await world(), beforeAll);
  await assert.rejects(undo(id), refused('merge.closed'));
});

test('whose card of 1C is main writes the header, both guids lead to the one company', async () => {
  const [a, b] = [row({ name: 'Альфа', address: 'Москва' }), row({ name: 'Альфа (дубль)' })];
  const [first, second] = await push([a, b]);
  const [main, twin] = [first!.companyId!, second!.companyId!];
  const id = await merge(main, twin);
  await push([{ ...b, name: 'Дубль пишет', phones: ['+79211112233'] }]);
  let card = await readCompany(admin.ctx, main);
  assert.deepEqual([card.name, card.identityCount, card.phones],
    ['Альфа', 2, ['+79211112233']]);
  await push([{ ...a, name: 'Альфа Плюс' }]);
  await undo(id);
  card = await readCompany(admin.ctx, main);
  assert.deepEqual([card.name, card.phones], ['Альфа Плюс', []]);
  const back = await readCompany(admin.ctx, twin);
  assert.deepEqual([back.id, back.name, back.phones], [twin, 'Дубль пишет', ['+79211112233']]);
});

test('a header of the other card goes back with it, and 1C catches both up', async () => {
  const [a, b] = [row({ name: 'Бета', inn: inn() }), row({ name: 'Бета Трейд', inn: inn() })];
  const [first, second] = await push([a, b]);
  const [main, twin] = [first!.companyId!, second!.companyId!];
  const id = await merge(main, twin, { header: 'loser' });
  assert.equal((await readCompany(admin.ctx, main)).name, 'Бета Трейд');
  await push([{ ...b, name: 'Бета Трейд 2' }, { ...a, name: 'Бета старая' }]);
  assert.equal((await readCompany(admin.ctx, main)).name, 'Бета Трейд 2');
  await undo(id);
  assert.equal((await readCompany(admin.ctx, main)).name, 'Бета старая');
  assert.equal((await readCompany(admin.ctx, twin)).name, 'Бета Трейд 2');
});

test('what people did meanwhile stays, what 1C brought goes to its own', async () => {
  const [a, b] = [row({ name: 'Гамма' }), row({ name: 'Гамма-2' })];
  const [first, second] = await push([a, b]);
  const [main, twin] = [first!.companyId!, second!.companyId!];
  const id = await merge(main, twin);
  const later = await addDeal(admin, { companyId: main });
  const person = guid();
  await inTransaction(db, (tx) => applyContacts(tx, onec, 1, [{
    uid: person, name: 'Новый', position: null, companyUid: b.uid, phones: [], emails: [],
    deleted: false, extra: {},
  }]));
  assert.equal((await readCompany(admin.ctx, main)).contacts.length, 1);
  await undo(id);
  assert.equal(await companyOfDeal(later), main);
  assert.deepEqual((await readCompany(admin.ctx, main)).contacts, []);
  const back = await readCompany(admin.ctx, twin);
  assert.deepEqual(back.contacts.map(({ name }) => name), ['Новый']);
});

test('a deal that an order of the returning card has made goes back with it', async () => {
  const [a, b] = [row({ name: 'Дзета' }), row({ name: 'Дзета-2' })];
  const [first, second] = await push([a, b]);
  const [main, twin] = [first!.companyId!, second!.companyId!];
  const order = (dealId: number, companyUid: string) => db.query(`
    insert into payments.sales_order (base_id, uid, deal_id, number, posted, deleted, company_uid,
      currency, total_kopecks, known_on, backfilled)
    values (1, $1, $2, 'УТ-1', true, false, $3, 'RUB', 1000, '2026-11-23', false)`,
  [guid(), dealId, companyUid]);
  const mixed = await addDeal(admin, { companyId: main });
  await order(mixed, b.uid);
  const id = await merge(main, twin);
  const born = await addDeal(admin, { companyId: main });
  await order(born, b.uid);
  await undo(id);
  assert.deepEqual([await companyOfDeal(mixed), await companyOfDeal(born)], [main, twin]);
});

test('two people merged are one with all companies and numbers, and two again', async () => {
  const [plant, dealer] = [await company('Дельта'), await company('Дельта-дилер')];
  const one = await createContact(admin.ctx, {
    name: 'Петров', companyId: plant, phones: ['+79220000001'],
  });
  const two = await createContact(admin.ctx, {
    name: 'Петров И.', companyId: dealer, phones: ['+79220000002'], position: 'снабженец',
  });
  const deal = await addDeal(admin, { companyId: dealer, contactId: two.id });
  const beforeAll = await world();
  const id = await merge(one.id, two.id, { entity: 'contact', take: ['position'] });
  const card = await readContact(admin.ctx, one.id);
  assert.deepEqual(card.companies.map(({ name }) => name), ['Дельта', 'Дельта-дилер']);
  assert.deepEqual([card.phones.length, card.position], [2, 'снабженец']);
  const { rows } = await db.query<{ contact_id: number }>(
    'select contact_id from deals.deal where id = $1', [deal]);
  assert.equal(rows[0]?.contact_id, one.id);
  await undo(id);
  assert.equal(await world(), beforeAll);
});

test('only who may merge both does, and what was seen is what is merged', async () => {
  const [one, two] = [await company('Эпсилон'), await company('Эпсилон-2')];
  const input = {
    entity: 'company' as const, survivorId: one, loserId: two, survivorVersion: 1,
    loserVersion: 1, take: [],
  } satisfies MergeInput;
  await assert.rejects(mergeRecords(manager.ctx, DEPS, input), refused('right.missing'));
  await assert.rejects(mergeRecords(admin.ctx, DEPS, { ...input, loserVersion: 9 }),
    refused('record.changed'));
  await assert.rejects(mergeRecords(admin.ctx, DEPS, { ...input, loserId: 999_999 }),
    refused('record.missing'));
  const tries = await Promise.allSettled([1, 2, 3].map(() =>
    mergeRecords(admin.ctx, DEPS, input)));
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  const { rows } = await db.query<{ id: number }>(
    'select id from customers.merge where loser_id = $1', [two]);
  await assert.rejects(undo(rows[0]!.id, manager.ctx), refused('right.missing'));
  const late = contextOf(db, admin.actor, new Date(Date.now() + 31 * 86_400_000));
  await assert.rejects(undo(rows[0]!.id, late), refused('merge.closed'));
});

test('fields of one\'s own are chosen one by one, told in history and given back', async () => {
  await createField(admin.ctx, { entity: 'company', name: 'Регион', kind: 'text' });
  await createField(admin.ctx, { entity: 'company', name: 'Оборот', kind: 'money' });
  await createField(admin.ctx, { entity: 'company', name: 'Тайное', kind: 'text',
    editorRoleIds: [admin.actor.roleIds[0]!] });
  const { rows } = await db.query<{ code: string }>(
    `select code from fields.field where entity = 'company' order by position, id`);
  const [region, turnover, secret] = rows.map(({ code }) => code) as [string, string, string];
  await loadCustomFields(db);
  const main = await company('Йота', { custom: { [region]: 'Пермь', [turnover]: 100 } });
  const twin = await company('Йота-2', { custom: { [region]: 'Тула', [secret]: 'да' } });
  const seen = await previewMerge(admin.ctx, DEPS, {
    entity: 'company', survivorId: main, loserId: twin,
  });
  assert.deepEqual(seen.fields.filter(({ label }) => label).map(
    ({ label, survivor, loser, take }) => [label, survivor, loser, take]), [
    ['Регион', 'Пермь', 'Тула', 'survivor'], ['Оборот', 100, null, 'survivor'],
    ['Тайное', null, 'да', 'loser'],
  ]);
  const before = await world();
  const id = await merge(main, twin, { take: [`custom.${region}`, `custom.${secret}`] });
  const custom = async () => (await readCompany(admin.ctx, main)).custom;
  assert.deepEqual(await custom(), { [region]: 'Тула', [turnover]: 100, [secret]: 'да' });
  const told = await db.query<{ changes: Record<string, unknown> }>(`
    select data -> 'changes' as changes from platform.event
    where kind = 'company.merged' and entity_id = $1`, [main]);
  assert.deepEqual(told.rows[0]?.changes[`custom.${region}`],
    { old: 'Пермь', new: 'Тула', label: 'Регион', kind: 'text' });
  await undo(id);
  assert.equal(await world(), before);

  // What a person types between the two stays typed.
  const again = await merge(main, twin, { take: [`custom.${region}`] });
  const { version } = await readCompany(admin.ctx, main);
  await editCompany(admin.ctx, { id: main, version, custom: { [turnover]: 777 } });
  await undo(again);
  assert.deepEqual(await custom(), { [region]: 'Пермь', [turnover]: 777 });
  await assert.rejects(merge(main, twin, { take: ['custom.nothing'] }), refused('field.invalid'));
});

test('files go over and back; what was hung on meanwhile stays, with the field that holds it',
  async () => {
    await createField(admin.ctx,
      { entity: 'company', name: 'Карточка', kind: 'file', code: 'doc' });
    await createField(admin.ctx, { entity: 'company', name: 'Скан', kind: 'file', code: 'scan' });
    await loadCustomFields(db);
    const hang = async (name: string, on: number) => (await db.query<{ id: number }>(`
      insert into platform.file (name, media_type, size_bytes, sha256, entity, entity_id)
      values ($1, 'text/plain', 1, '\\x00', 'company', $2) returning id`, [name, on])).rows[0]!.id;
    const filesOf = async (id: number) => (await db.query<{ name: string }>(`
      select name from platform.file where entity = 'company' and entity_id = $1
        and deleted_at is null order by name`, [id])).rows.map(({ name }) => name);
    const fill = async (id: number, custom: Record<string, unknown>) => editCompany(
      admin.ctx, { id, version: (await readCompany(admin.ctx, id)).version, custom });
    const main = await company('Омикрон');
    const twin = await company('Омикрон-2');
    const own = await hang('договор.txt', main);
    const foreign = await hang('устав.txt', twin);
    await hang('старое.txt', twin);
    await fill(main, { doc: own });
    await fill(twin, { doc: foreign });
    const before = await world();
    await undo(await merge(main, twin, { take: ['custom.doc'] }));
    assert.equal(await world(), before, 'nothing happened between: both are as they were');

    const id = await merge(main, twin);
    const { id: late } = await createField(admin.ctx,
      { entity: 'company', name: 'Позже', kind: 'text', code: 'late' });
    assert.ok(late);
    await loadCustomFields(db);
    const added = await hang('счёт.txt', main);
    await fill(main, { scan: added, doc: foreign, late: 'после объединения' });
    await db.query(`update platform.file set deleted_at = now() where name = 'старое.txt'`);
    await undo(id);
    assert.deepEqual(await filesOf(main), ['договор.txt', 'счёт.txt']);
    assert.deepEqual(await filesOf(twin), ['устав.txt'], 'what was removed stays removed');
    const stored = async (of: number) => (await db.query<{ custom: object }>(
      'select custom from customers.company where id = $1', [of])).rows[0]?.custom;
    assert.deepEqual(await stored(main), { doc: own, scan: added, late: 'после объединения' });
    assert.deepEqual(await stored(twin), { doc: foreign });
  });

test('a field that names a dissolved company names the one that it is now', async () => {
  await createField(admin.ctx,
    { entity: 'deal', name: 'Монтажник', kind: 'company', code: 'fitter' });
  await loadCustomFields(db);
  const [main, twin, third] = [await company('Ню'), await company('Ню-2'), await company('Ню-3')];
  const deal = await addDeal(admin, { custom: { fitter: third } });
  const inner = await merge(twin, third);
  const outer = await merge(main, twin);
  const shown = async () =>
    ((await readCard(admin.ctx, deal)).custom['fitter'] as { name: string }).name;
  const found = async (id: number) => (await listDeals(admin.ctx, {
    filter: JSON.stringify({ 'custom.fitter': { eq: id } }) })).items.map((item) => item.id);
  assert.equal(await shown(), 'Ню');
  for (const id of [main, twin, third]) assert.deepEqual(await found(id), [deal]);
  await undo(outer);
  await undo(inner);
  assert.equal(await shown(), 'Ню-3');
  assert.deepEqual([await found(main), await found(third)], [[], [deal]]);
});

test('whatever is asked by the number of a dissolved record leads to the living one', async () => {
  const [first, middle, last] = [await company('Каппа'), await company('Каппа-2'),
    await company('Каппа-3')];
  await merge(middle, first);
  await merge(last, middle);
  const leads = (record: { entity: string; id: number }) => (error: unknown) =>
    error instanceof Refusal && error.code === 'record.merged'
      && JSON.stringify(error.record) === JSON.stringify(record);
  const toLast = leads({ entity: 'company', id: last });
  const ask = { id: first, version: 1 };
  await assert.rejects(editCompany(admin.ctx, { ...ask, name: 'Каппа' }), toLast);
  await assert.rejects(addReach(admin.ctx,
    { ...ask, entity: 'company', kind: 'phone', value: '+79260000001' }), toLast);
  await assert.rejects(createDeal(admin.ctx, { title: 'Насос', companyId: first }), toLast);
  const person = await createContact(admin.ctx, { name: 'Лев', companyId: last });
  await assert.rejects(linkContact(admin.ctx, { id: person.id, companyId: first }), toLast);
  await assert.rejects(unlinkContact(admin.ctx, { id: person.id, companyId: first }), toLast);
  const other = await company('Лямбда');
  await assert.rejects(mergeRecords(admin.ctx, DEPS, { entity: 'company', survivorId: other,
    loserId: first, take: [], survivorVersion: 1, loserVersion: 1 }), toLast);

  // What is hung on it belongs to the one that it is now; its history is read from every side.
  const of = { entity: 'company', entityId: first };
  await addComment(admin.ctx, entityAccess, { ...of, body: 'По старому номеру' },
    await mergedIds(admin.ctx, { entity: 'company', id: first }));
  const task = await addTask(admin.ctx, { ...work, entityAccess }, { ...of, title: 'Дело' });
  assert.equal(task.entityId, last);
  const kinds = async (entityId: number) => (await readTimeline(admin.ctx, entityAccess,
    { ...of, entityId }, { aliases: entityAliases })).items.map(({ kind }) => kind);
  const whole = await kinds(last);
  assert.ok(whole.includes('comment.added'));
  assert.deepEqual(await kinds(first), whole);
  assert.deepEqual(await kinds(middle), whole);
});

test('records that replace each other in turn make no ring, and chains end at the living one',
  async () => {
    for (const entity of ['company', 'contact'] as const) {
      const make = (name: string) => (entity === 'company' ? company(name)
        : createContact(admin.ctx, { name }).then(({ id }) => id));
      const into = async (survivorId: number, loserId: number) =>
        merge(survivorId, loserId, { entity });
      const livesAs = async (id: number) => (entity === 'company'
        ? await readCompany(admin.ctx, id) : await readContact(admin.ctx, id)).id;
      const [a, b, c, d] = [await make('Кольцо'), await make('Кольцо'), await make('Кольцо'),
        await make('Кольцо')];
      await assert.rejects(into(a, a), refused('request.invalid'), 'itself');
      const both = await Promise.allSettled([into(a, b), into(b, a)]);
      assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1,
        'of two who replace them by each other at once');
      const first = both.find((one) => one.status === 'fulfilled')!.value;
      const [left, gone] = await livesAs(a) === a ? [a, b] : [b, a];
      await assert.rejects(into(gone, left), refused('record.merged'), 'back while it stands');
      await undo(first);
      const back = await into(gone, left);
      assert.deepEqual([await livesAs(left), await livesAs(gone)], [gone, gone], 'and now back');
      await into(c, gone);
      const last = await into(d, c);
      assert.deepEqual(await Promise.all([a, b, c, d].map(livesAs)), [d, d, d, d]);
      for (const early of [a, b, c]) {
        await assert.rejects(mergeRecords(admin.ctx, DEPS, { entity, survivorId: early,
          loserId: d, take: [], survivorVersion: 1, loserVersion: 1 }), refused('record.merged'));
      }
      await assert.rejects(undo(back), refused('merge.closed'), 'the later ones first');
      await undo(last);
      assert.deepEqual(await Promise.all([a, b, c, d].map(livesAs)), [c, c, c, d]);
    }
  });

test('1C speaks of a dissolved person meanwhile: told on the one, then theirs again', async () => {
  const said = (uid: string, name: string, phones: string[] = []) => ({
    uid, name, position: null, companyUid: null, phones, emails: [], deleted: false, extra: {},
  });
  const [a, b] = [guid(), guid()];
  const send = (rows: ReturnType<typeof said>[]) =>
    inTransaction(db, (tx) => applyContacts(tx, onec, 1, rows));
  await send([said(a, 'Мю'), said(b, 'Мю-2')]);
  const idOf = async (uid: string) => (await db.query<{ id: number }>(`
    select contact_id as id from customers.contact_identity where uid = $1`,
  [uid])).rows[0]!.id;
  const [main, twin] = [await idOf(a), await idOf(b)];
  const id = await merge(main, twin, { entity: 'contact' });
  await send([said(b, 'Мю Вторая', ['+79250000077'])]);
  assert.equal((await readContact(admin.ctx, twin)).id, main);
  assert.deepEqual((await readContact(admin.ctx, main)).phones, ['+79250000077']);
  await undo(id);
  assert.deepEqual((await readContact(admin.ctx, main)).phones, []);
  const back = await readContact(admin.ctx, twin);
  assert.deepEqual([back.id, back.name, back.phones], [twin, 'Мю Вторая', ['+79250000077']]);
  const told = async (entityId: number) => (await readTimeline(admin.ctx, entityAccess,
    { entity: 'contact', entityId }, { aliases: entityAliases })).items.map(({ kind }) => kind);
  assert.ok((await told(main)).includes('contact.merged'));
  assert.ok((await told(twin)).includes('contact.mergedInto'));
  assert.ok(!(await told(twin)).includes('contact.merged'), 'two histories again');
});

type Plan = { deals: number[]; people: number[]; guids: number[]; header: 'survivor' | 'loser' };

test('merge and undo are the same as nothing, and no sum changes in between', async () => {
  const sums = async () => (await db.query(`
    select (select sum(amount_kopecks) from deals.deal) as deals,
      (select sum(advance_kopecks) from customers.company) as advances`)).rows[0];
  const side = fc.nat(1);
  const plans: fc.Arbitrary<Plan> = fc.record({
    deals: fc.array(side, { maxLength: 4 }), people: fc.array(fc.nat(2), { maxLength: 4 }),
    guids: fc.array(side, { maxLength: 3 }), header: fc.constantFrom('survivor', 'loser'),
  });
  await fc.assert(fc.asyncProperty(plans, async (plan) => {
    const pair = [await company('Левый'), await company('Правый', { tags: ['т'] })];
    for (const place of plan.guids) {
      await db.query(`
        insert into customers.company_identity (base_id, uid, company_id) values (2, $1, $2)`,
      [guid(), pair[place]]);
      await db.query('update customers.company set from_onec = true where id = $1', [pair[place]]);
    }
    for (const place of plan.deals) {
      await addDeal(admin, { companyId: pair[place]!, estimateKopecks: 100 + count });
    }
    for (const place of plan.people) {
      const { id } = await createContact(admin.ctx, { name: 'Имя', companyId: pair[place % 2]! });
      if (place === 2) {
        await db.query(`insert into customers.contact_company (contact_id, company_id, position)
           values ($1, $2, $3)`,
          [id, pair[1], 'по совместительству']);
      }
    }
    const [before, money] = [await world(), await sums()];
    const linked = plan.guids.includes(plan.header === 'survivor' ? 0 : 1);
    const id = await merge(pair[0]!, pair[1]!, linked ? { header: plan.header } : {});
    assert.deepEqual(await sums(), money);
    await undo(id);
    assert.equal(await world(), before);
    assert.deepEqual(await sums(), money);
  }), { numRuns: 12 });
});

type Act = 'deal' | 'task' | 'edit' | 'phone' | 'person' | 'onecMain' | 'onecTwin' | 'again';

test('what happens between a merge and its undo, in any order, ends where it belongs', async () => {
  const acts = fc.shuffledSubarray<Act>(
    ['deal', 'task', 'edit', 'phone', 'person', 'onecMain', 'onecTwin', 'again']);
  const header = fc.constantFrom<'survivor' | 'loser'>('survivor', 'loser');
  await fc.assert(fc.asyncProperty(acts, header, async (between, side) => {
    const [a, b] = [row({ name: 'Остаётся' }), row({ name: 'Уходит', phones: ['+79270000001'] })];
    const [main, twin] = (await push([a, b])).map(({ companyId }) => companyId!) as
      [number, number];
    const [oldDeal, third] = [await addDeal(admin, { companyId: twin }), await company('Третья')];
    const tags = async (id: number) => (await readCompany(admin.ctx, id)).tags;
    const id = await merge(main, twin, { header: side });
    let later: number | undefined;
    const fresh: number[] = [];
    const does: Record<Act, () => Promise<unknown>> = {
      deal: async () => fresh.push(await addDeal(admin, { companyId: main })),
      task: () => inTransaction(db, (tx) => createTask(tx, admin.ctx, {
        title: 'Новое', entity: 'company', entityId: main, assigneeId: admin.id })),
      edit: async () => editCompany(admin.ctx, {
        id: main, version: (await readCompany(admin.ctx, main)).version, tags: ['руками'] }),
      phone: () => addReach(admin.ctx,
        { entity: 'company', id: main, kind: 'phone', value: '+79270000077' }),
      person: () => createContact(admin.ctx, { name: 'Новый', companyId: main }),
      onecMain: () => push([{ ...a, name: 'Остаётся по 1С' }]),
      onecTwin: () => push([{ ...b, name: 'Уходит по 1С', phones: ['+79270000002'] }]),
      again: async () => { later = await merge(main, third); },
    };
    for (const act of between) await does[act]();
    if (later !== undefined) {
      await assert.rejects(undo(id), refused('merge.closed'), 'the later merge first');
      await undo(later);
    }
    await undo(id);
    const did = (act: Act) => between.includes(act);
    const [left, back] = [await readCompany(admin.ctx, main), await readCompany(admin.ctx, twin)];
    assert.equal(left.name, did('onecMain') ? 'Остаётся по 1С' : 'Остаётся');
    assert.equal(back.name, did('onecTwin') ? 'Уходит по 1С' : 'Уходит');
    assert.deepEqual(left.phones, did('phone') ? ['+79270000077'] : []);
    assert.deepEqual(back.phones,
      ['+79270000001', ...did('onecTwin') ? ['+79270000002'] : []]);
    assert.deepEqual([await tags(main), await tags(twin)], [did('edit') ? ['руками'] : [], []]);
    assert.equal(await companyOfDeal(oldDeal), twin);
    for (const deal of fresh) assert.equal(await companyOfDeal(deal), main);
    assert.deepEqual(left.contacts.length, did('person') ? 1 : 0);
    const { rows } = await db.query<{ count: number }>(
      `select count(*)::int as count from work.task where entity = 'company' and entity_id = $1`,
      [main]);
    assert.equal(rows[0]!.count, did('task') ? 1 : 0);
    assert.deepEqual([left.identityCount, back.identityCount], [1, 1]);
  }), { numRuns: 6 });
});
