// «Возможные дубли»: what the scan finds and never finds, who sees it, what people say of it.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import fc from 'fast-check';
import { completeInn } from '#contract/requisites';
import type { DuplicatePair } from '#contract/duplicate-pairs';
import type { Db } from '#platform/database';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, type Person, seedPresets } from '#test/factory';
import {
  createCompany, createContact, editCompany, mergeRecords, readCompany, undoMerge,
} from '../index.ts';
import { dismissPair, restorePair } from './dismiss-pair.ts';
import { listPairs } from './list-pairs.ts';
import { scanDuplicates } from './scan-due.ts';

let db: Db;
let admin: Person;
let manager: Person;
let stranger: Person;
let count = 0;

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  admin = await addPerson(db, { departmentId: await addDepartment(db), role: 'administrator' });
  manager = await addPerson(db, { departmentId: admin.departmentId });
  stranger = await addPerson(db, { departmentId: await addDepartment(db), role: 'marketer' });
});

const inn = () => completeInn(String(300_000_000 + (count += 1)));
const company = async (name: string, more: object = {}) =>
  (await createCompany(manager.ctx, { name, ...more })).id;
const person = async (name: string, more: object = {}) =>
  (await createContact(manager.ctx, { name, ...more })).id;

async function pairs(
  entity: 'company' | 'contact' = 'company', ctx = admin.ctx, more: object = {},
): Promise<DuplicatePair[]> {
  await scanDuplicates(db, () => new Date(), 60_000);
  return (await listPairs(ctx, { entity, limit: 100, ...more })).items;
}

const between = (all: DuplicatePair[], one: number, two: number) =>
  all.find(({ a, b }) => a.id === Math.min(one, two) && b.id === Math.max(one, two));

test('companies: requisites, a misspelt name, a common phone; never other ИНН', async () => {
  const own = inn();
  const [card, twin] = [await company('ООО «Волгоцемент»', { inn: own }),
    await company('Волгацемент ООО', { phones: ['+79210000101'] })];
  const [north, south] = [await company('Северсталь', { inn: inn() }),
    await company('Северсталь', { inn: inn() })];
  const all = await pairs();
  assert.deepEqual(between(all, card, twin)?.reasons, ['name']);
  assert.equal(between(all, north, south), undefined);
  const again = await company('ВолгоЦемент', { phones: ['+79210000101'] });
  const found = between(await pairs(), twin, again);
  assert.deepEqual([found?.reasons, (found?.confidence ?? 0) >= 80], [['phone', 'name'], true]);
  await editCompany(manager.ctx, { id: again, version: 1, name: 'Совсем другое', address: null });
  assert.equal(between(await pairs(), twin, again), undefined, 'what has changed is no pair');
});

test('people: a like name on one number or in one company, not the number alone', async () => {
  const phones = ['+79210000202'];
  const plant = await company('Опытный завод');
  const [ivan, full] = [await person('Иванов Иван', { phones }),
    await person('Иванов Иван Ильич', { phones })];
  const [petr, other] = [await person('Петрова Анна', { phones }), await person('Иванов Иван')];
  const [one, two] = [await person('Сидоров Глеб', { companyId: plant }),
    await person('Сидоров Глеп', { companyId: plant })];
  const all = await pairs('contact');
  assert.deepEqual(between(all, ivan, full)?.reasons, ['phone', 'name']);
  assert.equal(between(all, ivan, petr), undefined);
  assert.equal(between(all, ivan, other), undefined, 'namesakes are normal');
  assert.deepEqual(between(all, one, two)?.reasons, ['name']);
});

test('a number of half the town makes no pairs', async () => {
  const phones = ['+79210000303'];
  const before = (await pairs()).length;
  for (const name of ['Альфа', 'Альфа-1', 'Альфа-12', 'Альфа-123', 'Гамма', 'Дельта', 'Сигма']) {
    await company(`${name} справочная`, { inn: inn(), phones });
  }
  assert.equal((await pairs()).length, before);
});

test('«не дубль» is remembered for the two, told in both histories and taken back', async () => {
  const [one, two] = [await company('Кварцит'), await company('Кварцитт')];
  const pair = between(await pairs(), one, two)!;
  await dismissPair(manager.ctx, pair.id);
  await editCompany(manager.ctx, { id: one, version: 1, name: 'Кварцит.' });
  assert.equal(between(await pairs(), one, two), undefined);
  const dismissed = between(await pairs('company', admin.ctx, { dismissed: '1' }), one, two);
  assert.equal(dismissed?.dismissed?.by?.id, manager.id);
  const { rows } = await db.query<{ entity_id: number }>(
    `select entity_id from platform.event where kind = 'company.notDuplicate'
      and entity_id in ($1, $2) order by 1`, [one, two]);
  assert.deepEqual(rows.map((row) => row.entity_id), [one, two]);
  await restorePair(manager.ctx, pair.id);
  assert.ok(between(await pairs(), one, two));
});

test('who reads not both sees no pair, who sees no phones learns of none', async () => {
  const phones = ['+79210000404'];
  const [one, two] = [await company('Гранит', { phones }), await company('Гранитт', { phones })];
  const pair = between(await pairs(), one, two)!;
  assert.equal(between(await pairs('company', stranger.ctx), one, two), undefined);
  const reader = await addPerson(db, { departmentId: stranger.departmentId, role: 'accountant' });
  await assert.rejects(dismissPair(reader.ctx, pair.id), { code: 'right.missing' });
  const blind = { ...admin.ctx, actor: { ...stranger.actor, grants: new Map() } };
  assert.deepEqual(await listPairs(blind, { entity: 'company' }).then(({ total, counts }) =>
    [total, counts.company]), [0, 0]);
  await assert.rejects(dismissPair(blind, pair.id), { code: 'record.missing' });
});

test('a merged pair is gone, its undo brings it back', async () => {
  const [one, two] = [await company('Базальт'), await company('Базальтт')];
  assert.ok(between(await pairs(), one, two));
  const version = async (id: number) => (await readCompany(admin.ctx, id)).version;
  const { id } = await mergeRecords(admin.ctx, { followers: [] }, {
    entity: 'company', survivorId: one, loserId: two, take: [],
    survivorVersion: await version(one), loserVersion: await version(two),
  });
  const open = await listPairs(admin.ctx, { entity: 'company', limit: 100 });
  assert.equal(between(open.items, one, two), undefined, 'at once, before any scan');
  await undoMerge(admin.ctx, { followers: [] }, id);
  assert.ok(between(await pairs(), one, two));
});

test('what changes while it waits is looked at when the change is there', async () => {
  const [one, two] = [await company('Доломит'), await company('Кварцит')];
  const client = await db.connect();
  await client.query('begin');
  await client.query(`update customers.company set name = 'Доломитт' where id = $1`, [two]);
  assert.equal(between(await pairs(), one, two), undefined, 'nobody sees it yet');
  await client.query('commit');
  client.release();
  assert.ok(between(await pairs(), one, two));
});

test('the scan never calls branches duplicates, whatever they share', async () => {
  const card = fc.record({
    inn: fc.nat(2), kpp: fc.option(fc.nat(2), { nil: null }), name: fc.nat(2), phone: fc.nat(1),
  });
  const hands = fc.array(card, { minLength: 2, maxLength: 5 });
  await fc.assert(fc.asyncProperty(hands, async (cards) => {
    const inns = [inn(), inn(), null];
    const round = count += 1;
    const made = new Map<number, { inn: string | null; kpp: string | null }>();
    for (const { inn: which, kpp, name, phone } of cards) {
      const fields = {
        inn: inns[which] ?? null, kpp: kpp === null ? null : `78100${kpp + 1}001`,
      };
      const id = await company(`Завод ${['Ром', 'Ромм', 'Дом'][name]} ${round}`,
        { ...fields, phones: [`+7921${String(1_000_000 + round * 2 + phone)}`] })
        .catch(() => null);
      if (id !== null) made.set(id, fields);
    }
    for (const { a, b } of await pairs()) {
      const [one, two] = [made.get(a.id), made.get(b.id)];
      if (!one || !two) continue;
      if (one.inn !== null && two.inn !== null) {
        assert.equal(one.inn, two.inn);
        assert.ok(one.kpp === null || two.kpp === null || one.kpp === two.kpp);
      }
    }
  }), { numRuns: 15 });
});
