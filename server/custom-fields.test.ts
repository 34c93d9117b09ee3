// Written, read, filtered and summed: the four must agree for any value of any kind, and a hidden
// field must be as unknown as one that never was.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import fc from 'fast-check';
import type { CustomKind } from '#contract/custom-fields';
import { type Db, inTransaction, joinTransaction } from '#platform/database';
import { compileSort } from '#platform/listing/sort';
import { Refusal } from '#platform/refuse';
import { createTestDatabase } from '#test/database';
import {
  addCompany, addDeal, addDepartment, addLead, addPerson, leadStageId, type Person, seedPresets,
  stageId,
} from '#test/factory';
import { planOf, recording } from '#test/plans';
import {
  dealAccess, dealSubject, editDeal, listDeals, moveStage, readBoard, readCard, readPipelines,
  replaceLines, setStageRules,
} from '#modules/deals';
// Says how companies are named and who may choose them.
import '#modules/customers';
import { convertLead, editLead, setStageRules as setLeadStageRules } from '#modules/leads';
import { readTimeline } from '#modules/timeline';
import {
  createField, editField, importFields, loadCustomFields, readColumnCells, settleFieldIndexes,
} from '#modules/fields';
import { CUSTOM_TABLES } from './custom-tables.ts';

let db: Db;
let admin: Person;
let manager: Person;
let head: Person;
let roleOfHead: number;
const ids = new Map<CustomKind, number>();

const OPTIONS = ['Пермь', 'Омск', 'Тула', 'Ржев'].map((name) => ({ name }));
const CODES = ['perm', 'omsk', 'tula', 'rzhev'];
const KINDS: CustomKind[] = [
  'text', 'number', 'money', 'date', 'list', 'multiList', 'employee', 'company', 'flag',
];

before(async () => {
  ({ db } = await createTestDatabase());
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  admin = await addPerson(db, { departmentId, role: 'administrator' });
  manager = await addPerson(db, { departmentId });
  head = await addPerson(db, { departmentId, role: 'head', headOf: departmentId });
  roleOfHead = head.actor.roleIds[0]!;
  for (const kind of KINDS) {
    const options = kind === 'list' || kind === 'multiList' ? { options: OPTIONS } : {};
    const { id } = await createField(admin.ctx, {
      entity: 'deal', kind, code: kind.toLowerCase(), name: `Поле ${kind}`, isFrequent: true,
      ...options,
    });
    ids.set(kind, id);
  }
  await settleFieldIndexes(db, CUSTOM_TABLES, () => new Date());
});

const refusal = (code: string, field?: string) => (error: unknown) =>
  error instanceof Refusal && error.code === code
  && (field === undefined || error.fields?.[0]?.field === field);

async function write(person: Person, id: number, custom: Record<string, unknown>) {
  const { version } = await readCard(person.ctx, id);
  return editDeal(person.ctx, { id, version, custom });
}

const filterOf = (condition: object) => JSON.stringify(condition);
const found = async (condition: object) =>
  new Set((await listDeals(manager.ctx, { filter: filterOf(condition), limit: '1000' }))
    .items.map((deal) => deal.id));

const day = fc.date({
  min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true,
}).map((date) => date.toISOString().slice(0, 10));

test('what is written is read, filtered and summed alike', async () => {
  const companyIds = await Promise.all([addCompany(db), addCompany(db)]);
  const values = fc.record({
    text: fc.option(fc.string({ unit: 'grapheme', maxLength: 40 })
      .map((text) => text.replaceAll('\0', '').trim()).filter((text) => text !== '')),
    number: fc.option(fc.integer({ min: -1e12, max: 1e12 }).map((n) => n / 1000)
      .filter((n) => Object.is(n, 0) || n !== 0)),
    money: fc.option(fc.integer({ min: -1e12, max: 1e12 }).filter((n) => !Object.is(n, -0))),
    date: fc.option(day),
    list: fc.option(fc.constantFrom(...CODES)),
    multilist: fc.option(fc.subarray(CODES, { minLength: 1 })),
    employee: fc.option(fc.constantFrom(manager.id, head.id)),
    company: fc.option(fc.constantFrom(...companyIds)),
    flag: fc.option(fc.boolean()),
  });
  type Value = { [K in keyof typeof values]: unknown } & Record<string, unknown>;
  const dealIds = await Promise.all(Array.from({ length: 6 }, () => addDeal(manager)));
  const plain = (value: unknown) => (value !== null && typeof value === 'object'
    && 'id' in value ? value.id : value);
  await fc.assert(fc.asyncProperty(
    fc.array(values, { minLength: 6, maxLength: 6 }), async (given) => {
      const rows = given as unknown as Value[];
      for (const [index, custom] of rows.entries()) await write(manager, dealIds[index]!, custom);
      for (const [index, row] of rows.entries()) {
        const { custom } = await readCard(manager.ctx, dealIds[index]!);
        for (const [code, value] of Object.entries(row)) {
          assert.deepEqual(plain(custom[code] ?? null), value, code);
        }
      }
      const holding = (test: (row: Value) => boolean) =>
        new Set(dealIds.filter((_, index) => test(rows[index]!)));
      const [sample] = rows;
      for (const code of Object.keys(sample!)) {
        const name = `custom.${code}`;
        const value = sample![code];
        assert.deepEqual(await found({ [name]: { empty: true } }),
          holding((row) => row[code] === null), `${code} empty`);
        if (value === null) continue;
        if (code === 'multilist') {
          const wanted = value as string[];
          assert.deepEqual(await found({ [name]: { in: wanted } }), holding((row) =>
            (row[code] as string[] | null)?.some((each) => wanted.includes(each)) ?? false));
          continue;
        }
        assert.deepEqual(await found({ [name]: { eq: value } }),
          holding((row) => row[code] === value), `${code} eq`);
        if (code === 'number' || code === 'money' || code === 'date') {
          assert.deepEqual(await found({ [name]: { gte: value } }), holding((row) =>
            row[code] !== null && (row[code] as number) >= (value as number)), `${code} gte`);
        }
      }
      const { sums } = await listDeals(manager.ctx, { sums: 'custom.money', limit: '1' });
      assert.equal(sums?.['custom.money'],
        rows.reduce((sum, row) => sum + ((row['money'] as number | null) ?? 0), 0));
      const sorted = (await listDeals(manager.ctx, { sort: 'custom.number' })).items
        .map((deal) => deal.custom['number'] as number | undefined);
      const numbers = sorted.filter((value) => value !== undefined);
      assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b));
      assert.deepEqual(sorted.slice(0, numbers.length), numbers, 'empty ones come last');
    }), { numRuns: 12 });
});

test('six edits of one deal at once, each of another part of it, lose nothing', async () => {
  const id = await addDeal(manager);
  const { version } = await readCard(manager.ctx, id);
  const seen = { id, version };
  const shipping = await stageId(db, 'quick', 'shipping');
  await Promise.all([
    // By whoever may edit it before and after its responsible changes, whichever comes first.
    editDeal(admin.ctx, { ...seen, custom: { multilist: ['perm', 'tula'] } }),
    editDeal(head.ctx, { ...seen, custom: { text: 'слова', money: 500 } }),
    editDeal(admin.ctx, { ...seen, responsibleId: head.id }),
    moveStage(head.ctx, { id, stageId: shipping }),
    replaceLines(admin.ctx, { ...seen, lines: [
      { key: 'a', name: 'Насос', quantity: '1', price: '10.00', vatRate: '22' }] }),
    dealSubject.actions['edit']!.run(head.ctx, id, { comment: 'массово' } as never),
  ]);
  const card = await readCard(admin.ctx, id);
  assert.deepEqual(
    [card.custom['multilist'], card.custom['text'], card.custom['money'], card.responsible?.id,
      card.stageId, card.lines.map(({ name }) => name), card.comment],
    [['perm', 'tula'], 'слова', 500, head.id, shipping, ['Насос'], 'массово']);
  // Of one field the later word is refused, not written over, a choice of several as well.
  await assert.rejects(editDeal(admin.ctx, { ...seen, custom: { multilist: ['omsk'] } }),
    refusal('record.changed'));
});

test('a wrong value is refused by the name of its field, and nothing is kept', async () => {
  const id = await addDeal(manager);
  const wrong: Record<string, unknown[]> = {
    text: [5, 'я'.repeat(5001), ['a']], number: ['5', 1e10, 0.123_456_789, Number.NaN],
    money: [0.5, '1', 1e16], date: ['2026-02-30', '1899-12-31', 5], list: ['moskva', 1],
    multilist: ['perm', ['perm', 'moskva']], employee: [0, -1, 1.5, 999_999, 'a'],
    company: [999_999], flag: ['да', 1],
  };
  for (const [code, values] of Object.entries(wrong)) {
    for (const value of values) {
      await assert.rejects(write(manager, id, { text: 'цел', [code]: value }),
        refusal('field.invalid', `custom.${code}`), `${code}: ${String(value)}`);
    }
  }
  await assert.rejects(write(manager, id, { nothing: 1 }),
    refusal('field.invalid', 'custom.nothing'));
  assert.deepEqual((await readCard(manager.ctx, id)).custom, {});
});

test('history keeps old and new with the label of the day; edits merge by field', async () => {
  const id = await addDeal(manager);
  await editDeal(manager.ctx, { id, version: 1, custom: { list: 'perm' } });
  await editDeal(head.ctx, { id, version: 1, custom: { flag: true } });
  await assert.rejects(editDeal(head.ctx, { id, version: 1, custom: { list: 'omsk' } }),
    refusal('record.changed', 'custom.list'));
  const { items } = await readTimeline(
    manager.ctx, { deal: dealAccess }, { entity: 'deal', entityId: id, field: 'custom.list' });
  assert.deepEqual(items.map((item) => item.data['changes']), [{
    'custom.list': {
      old: null, new: { id: 'perm', name: 'Пермь' }, label: 'Поле list', kind: 'list',
    },
  }]);
});

test('a field of other roles is word for word an unknown one, everywhere', async () => {
  const { id: fieldId } = await createField(admin.ctx, {
    entity: 'deal', kind: 'number', code: 'secret', name: 'Тайная скидка',
    readerRoleIds: [roleOfHead],
  });
  const id = await addDeal(manager);
  await write(head, id, { secret: 987_654_321, flag: true });
  await setStageRules(admin.ctx, {
    id: await stageId(db, 'quick', 'shipping'), requiredFields: ['custom.secret'],
  });
  assert.equal((await readCard(head.ctx, id)).custom['secret'], 987_654_321);
  const shown = JSON.stringify([
    await readCard(manager.ctx, id), await listDeals(manager.ctx, {}),
    await readBoard(manager.ctx, { pipelineId: 1 }), await readPipelines(manager.ctx),
    await readTimeline(manager.ctx, { deal: dealAccess }, { entity: 'deal', entityId: id }),
    await readTimeline(manager.ctx, { deal: dealAccess },
      { entity: 'deal', entityId: id, field: 'custom.secret' }),
  ]);
  assert.doesNotMatch(shown, /987654321|secret|Тайная/);
  const wordsOf = async (name: string) => Promise.all([
    { filter: filterOf({ [name]: { gte: 1 } }) }, { sort: name }, { sums: name },
  ].map((query) => listDeals(manager.ctx, query).then(() => 'found', (error: unknown) =>
    error instanceof Refusal && [error.code, error.detail.replace(name, ''), error.fields?.[0]
      ?.reason])));
  assert.deepEqual(await wordsOf('custom.secret'), await wordsOf('custom.nobody'));
  await assert.rejects(write(manager, id, { secret: 1 }), refusal('field.invalid'));
  const empty = await addDeal(manager);
  const shipping = await stageId(db, 'quick', 'shipping');
  const moved = (ctx = manager.ctx) => moveStage(ctx, { id: empty, stageId: shipping });
  await assert.rejects(moved(), (error) => {
    assert.ok(error instanceof Refusal && error.code === 'stage.needsOthers');
    assert.match(error.detail,
      /поле, которое вам не показано \(заполняет Руководитель отдела\)\.$/);
    assert.doesNotMatch(JSON.stringify(error.fields), /secret|Тайная/);
    return true;
  });
  await assert.rejects(moved(head.ctx), refusal('stage.needsFields', 'custom.secret'));
  await write(head, empty, { secret: 5 });
  await moved();
  assert.equal((await readCard(manager.ctx, empty)).stageId, shipping);

  await editField(admin.ctx, {
    id: fieldId, version: 1, readerRoleIds: null, editorRoleIds: [roleOfHead],
  });
  assert.equal((await readCard(manager.ctx, id)).custom['secret'], 987_654_321);
  await assert.rejects(write(manager, id, { secret: 1 }), refusal('field.invalid'));
  const seen = await addDeal(manager);
  await assert.rejects(moveStage(manager.ctx, { id: seen, stageId: shipping }), (error) => {
    assert.match((error as Refusal).detail, /«Тайная скидка» \(заполняет Руководитель отдела\)/);
    assert.deepEqual((error as Refusal).fields, [], 'nothing that the mover could fill');
    return true;
  });
});

test('cells of an import are read by those who may fill the field', async () => {
  const targets = importFields(manager.ctx, 'deal').map(({ name }) => name);
  assert.ok(targets.includes('custom.employee') && !targets.includes('custom.secret'));
  const cells = (code: string, given: (string | null)[]) =>
    readColumnCells(manager.ctx, db, { entity: 'deal', code }, given);
  const companyId = await addCompany(db);
  const { rows: [company] } = await db.query<{ name: string }>(
    'select name from customers.company where id = $1', [companyId]);
  const same = await addCompany(db);
  assert.deepEqual(await cells('company', [company!.name.toUpperCase(), null, 'Нет такой']), [
    { value: companyId }, { value: null }, { reason: '«Нет такой»: такой компании нет' },
  ]);
  await db.query('update customers.company set name = $2 where id = $1', [same, company!.name]);
  assert.match(JSON.stringify(await cells('company', [company!.name])), /несколько, укажите ИНН/);
  assert.deepEqual(await cells('employee', [manager.actor.name]), [{ value: manager.id }]);
  assert.deepEqual(await cells('secret', ['1']), [{ reason: 'Такого поля нет.' }]);
});

test('a stage asks for a custom field of those who may fill it', async () => {
  const stage = await stageId(db, 'quick', 'invoiced');
  await setStageRules(admin.ctx, { id: stage, requiredFields: ['companyId', 'custom.date'] });
  const id = await addDeal(manager);
  await assert.rejects(moveStage(manager.ctx, { id, stageId: stage }), (error) => {
    assert.ok(refusal('stage.needsFields')(error));
    assert.deepEqual((error as Refusal).fields?.map(({ field }) => field),
      ['companyId', 'custom.date']);
    return true;
  });
  await editDeal(manager.ctx, {
    id, version: 1, companyId: await addCompany(db), custom: { date: '2026-12-01' },
  });
  await moveStage(manager.ctx, { id, stageId: stage });
  assert.equal((await readCard(manager.ctx, id)).stageId, stage);
});

test('making a record stays quick: its first stage is asked for on the way out', async () => {
  const [request, next] = [await stageId(db, 'quick', 'request'),
    await stageId(db, 'quick', 'partlyPaid')];
  await setStageRules(admin.ctx, { id: request, requiredFields: ['custom.flag'] });
  const asked = refusal('stage.needsFields', 'custom.flag');
  const id = await addDeal(manager);
  await assert.rejects(moveStage(manager.ctx, { id, stageId: next }), asked);
  await assert.rejects(inTransaction(db, (tx) => moveStage(
    { ...manager.ctx, db: joinTransaction(tx) }, { id, stageId: next })), asked, 'mass work');
  await write(manager, id, { flag: false });
  await moveStage(manager.ctx, { id, stageId: next });
  await write(manager, id, { flag: null });
  await moveStage(manager.ctx, { id, stageId: await stageId(db, 'quick', 'lost'),
    lostReason: 'Дорого' });
  await setStageRules(admin.ctx, { id: request, requiredFields: [] });

  await createField(admin.ctx, { entity: 'lead', kind: 'text', code: 'town', name: 'Город' });
  const working = await leadStageId(db, 'working');
  await setLeadStageRules(admin.ctx, { id: working, requiredFields: ['custom.town', 'sourceId'] });
  const lead = await addLead(manager);
  const passed = () => convertLead(manager.ctx, { id: lead, version: 1, employeeId: manager.id });
  await assert.rejects(passed(), (error) => {
    assert.deepEqual((error as Refusal).fields?.map(({ field }) => field),
      ['sourceId', 'custom.town']);
    return true;
  });
  await editLead(manager.ctx, { id: lead, version: 1, sourceId: 1, custom: { town: 'Пермь' } });
  await assert.rejects(editLead(manager.ctx, { id: lead, version: 2, custom: { town: '' } }),
    refusal('field.invalid', 'custom.town'), 'its stage keeps what it has asked for');
  assert.equal((await passed()).created, true);
});

test('the kind changes in the archive alone, while no record holds a value', async () => {
  const { id, code } = await createField(admin.ctx, {
    entity: 'deal', kind: 'text', name: 'Мощность', isSearched: true,
  });
  const asNumber = (version: number, more: object = {}) =>
    editField(admin.ctx, { id, version, kind: 'number', ...more }, CUSTOM_TABLES);
  await assert.rejects(asNumber(1), refusal('field.invalid', 'kind'));
  const deal = await addDeal(manager);
  await write(manager, deal, { [code]: '75 кВт' });
  await editField(admin.ctx, { id, version: 1, archived: true });
  await assert.rejects(asNumber(2), /Поле заполнено \(записей: 1\)/);
  await editField(admin.ctx, { id, version: 2, archived: false });
  await write(manager, deal, { [code]: null });
  await editField(admin.ctx, { id, version: 3, archived: true });
  await asNumber(4);
  await editField(admin.ctx, { id, version: 5, archived: false });
  await write(manager, deal, { [code]: 75 });
  assert.deepEqual(await found({ [`custom.${code}`]: { gte: 70 } }), new Set([deal]));
});

test('archived options and fields stay in history and are offered no more', async () => {
  const id = await addDeal(manager);
  await write(manager, id, { list: 'tula' });
  const list = { id: ids.get('list')!, options: OPTIONS.slice(0, 2)
    .map((option, index) => ({ ...option, code: CODES[index]! })) };
  await editField(admin.ctx, { ...list, version: 1 });
  await assert.rejects(write(manager, await addDeal(manager), { list: 'tula' }),
    refusal('field.invalid', 'custom.list'));
  assert.equal((await readCard(manager.ctx, id)).custom['list'], 'tula');
  await editField(admin.ctx, { id: list.id, version: 2, archived: true });
  assert.equal((await readCard(manager.ctx, id)).custom['list'], undefined);
  await assert.rejects(listDeals(manager.ctx, { sort: 'custom.list' }), refusal('filter.invalid'));
  const { items } = await readTimeline(
    manager.ctx, { deal: dealAccess }, { entity: 'deal', entityId: id });
  assert.match(JSON.stringify(items), /Тула/);
});

test('only administrators make fields; names and codes are one for a record', async () => {
  const field = { entity: 'company', kind: 'text', name: 'Город доставки' } as const;
  await assert.rejects(createField(head.ctx, field), refusal('right.missing'));
  assert.equal((await createField(admin.ctx, field)).code, 'gorod_dostavki');
  await assert.rejects(createField(admin.ctx, { ...field, code: 'gorod_dostavki', name: 'Другое' }),
    refusal('record.duplicate', 'code'));
  const taken = await createField(admin.ctx, { ...field, name: 'Город, доставки' });
  assert.equal(taken.code, 'gorod_dostavki_2');
});

/** The first twenty in two pages, and the same by a statement of its own. */
async function twoWays(sort: string): Promise<[unknown[], unknown[]]> {
  const { ctx } = admin;
  const first = await listDeals(ctx, { sort, limit: '10' });
  const next = await listDeals(ctx, { sort, limit: '10', cursor: first.cursor! });
  const order = compileSort(dealSubject.source(ctx, undefined).catalogue, sort, new Set());
  const { rows } = await db.query<{ id: number }>(
    `select d.id from deals.deal d order by ${order.sql} limit 20`);
  return [[...first.items, ...next.items].map(({ id }) => id), rows.map(({ id }) => id)];
}

test('deals in the order of a field come from its index or of those with values', async () => {
  await createField(admin.ctx, {
    entity: 'deal', kind: 'list', code: 'place', name: 'Место', isFrequent: true,
    options: CODES.toReversed().map((code) => ({ name: code })),
  });
  await settleFieldIndexes(db, CUSTOM_TABLES, () => new Date());
  await db.query(`insert into deals.deal (title, pipeline_id, stage_id, custom)
    select 'Много', 1, 1, case when n % 40 = 0 then jsonb_build_object('number', n % 9,
      'money', n, 'place', ($1::text[])[1 + n / 40 % 4], 'flag', n % 3 = 0,
      'date', '2026-01-0' || n % 10, 'text', 'Цех ' || n) end
    from generate_series(1, 20000) n`, [CODES]);
  await db.query('vacuum (analyze) deals.deal');
  const sorts = ['number', 'money', 'place', 'flag', 'date', 'text'].map((kind) => `custom.${kind}`)
    .flatMap((name) => [name, `-${name}`]);
  for (const sort of sorts) {
    const [pages, plain] = await twoWays(sort);
    assert.deepEqual(pages, plain, sort);
    const { ctx, statements } = recording(admin.ctx);
    await loadCustomFields(ctx.db);
    statements.length = 0;
    await listDeals(ctx, { sort });
    const plan = await planOf(db, statements[0]!);
    assert.doesNotMatch(plan, /Seq Scan on deal /, `${sort}\n${plan}`);
    const name = /(place|text)$/.test(sort) ? /deal_custom_idx|_order_idx/ : /_\d+_order_idx/;
    assert.match(plan, name, `${sort}\n${plan}`);
  }
});

test('a frequent field has its index, and a plan that uses it', async () => {
  await db.query(`insert into deals.deal (title, pipeline_id, stage_id, custom)
    select 'Много', 1, 1, jsonb_build_object('number', n) from generate_series(1, 20000) n`);
  await db.query('analyze deals.deal');
  const { rows } = await db.query<{ 'QUERY PLAN': string }>(
    `explain select * from deals.deal d where ((d.custom->>'number')::numeric) = 5::numeric`);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  assert.match(plan, new RegExp(`custom_field_${ids.get('number')}_order_idx`));
  await editField(admin.ctx, { id: ids.get('number')!, version: 1, isFrequent: false });
  await settleFieldIndexes(db, CUSTOM_TABLES, () => new Date());
  const { rowCount } = await db.query(
    'select from pg_class where relname = $1', [`custom_field_${ids.get('number')}_order_idx`]);
  assert.equal(rowCount, 0);
  const [pages, plain] = await twoWays('-custom.number');
  assert.deepEqual(pages, plain);
});
