import assert from 'node:assert/strict';
import test from 'node:test';
import type { Filter } from '#contract/listing';
import type { FieldGroup } from '#contract/rights';
import { Refusal } from '#platform/refuse';
import { matchesFilter } from '#test/matches-filter';
import { FRAME, PUMPS } from '#test/pump-list';
import { extendCatalogue, fieldInfos } from './catalogue.ts';
import { compileFilter } from './compile-filter.ts';
import { parseFilter } from './parse-filter.ts';
import { compileSort } from './sort.ts';

const MONEY_HIDDEN = { ...FRAME, hidden: new Set<FieldGroup>(['deal.money']) };

function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error;
  }
  throw new Error('Nothing was refused');
}

function refusalOfFilter(filter: unknown, frame = FRAME): Refusal {
  const refusal = refusalOf(() => compileFilter(PUMPS, parseFilter(JSON.stringify(filter)), frame));
  assert.equal(refusal.code, 'filter.invalid');
  return refusal;
}

test('what is no filter is refused, whatever it is', () => {
  const broken = ['{', '[]', '"x"', '5', 'null', '{"title":5}', '{"title":null}', '{"and":{}}',
    '{"or":[5]}', '{"not":[]}', '{"title":["a"]}', 'x'.repeat(20_001)];
  for (const text of broken) {
    assert.equal(refusalOf(() => parseFilter(text)).code, 'filter.invalid', text.slice(0, 30));
  }
  assert.deepEqual(parseFilter(undefined), {});
  assert.deepEqual(parseFilter(' '), {});
});

test('an unknown field or operator is named', () => {
  const field = refusalOfFilter({ colour: { eq: 'red' } });
  assert.equal(field.detail, 'Неизвестное поле «colour»');
  assert.deepEqual(field.fields, [{ field: 'colour', reason: 'Неизвестное поле' }]);
  const operator = refusalOfFilter({ title: { like: 'x' } });
  assert.match(operator.detail, /«like» у поля «title»/);
  assert.match(refusalOfFilter({ title: { between: ['a', 'b'] } }).detail, /between.*title/);
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const text = `{"${name}":{"eq":1}}`;
    const refusal = refusalOf(() => compileFilter(PUMPS, parseFilter(text), FRAME));
    assert.equal(refusal.detail, `Неизвестное поле «${name}»`);
  }
});

test('a field that may not be read is, word for word, an unknown one', () => {
  const operands = [{ eq: 1 }, { eq: 'x' }, { like: 1 }, { contains: 'x' }, { empty: 5 }, {}];
  for (const operand of operands) {
    const hidden = refusalOrNothing({ priceKopecks: operand });
    const unknown = refusalOrNothing({ priceKopeckz: operand });
    assert.deepEqual(hidden?.fields, renamed(unknown)?.fields);
    assert.equal(hidden?.detail, renamed(unknown)?.detail);
  }
  const hidden = refusalOf(() => compileSort(PUMPS, 'priceKopecks', MONEY_HIDDEN.hidden));
  assert.equal(hidden.detail, 'Неизвестное поле «priceKopecks»');
  const names = fieldInfos(PUMPS, MONEY_HIDDEN.hidden).map((info) => info.name);
  assert.ok(!names.includes('priceKopecks') && names.includes('title'));
});

function refusalOrNothing(filter: unknown): Refusal | null {
  try {
    compileFilter(PUMPS, parseFilter(JSON.stringify(filter)), MONEY_HIDDEN);
    return null;
  } catch (error) {
    return error as Refusal;
  }
}

function renamed(refusal: Refusal | null): { detail: string; fields: unknown } | null {
  if (!refusal) return null;
  const text = JSON.stringify({ detail: refusal.detail, fields: refusal.fields });
  return JSON.parse(text.replaceAll('priceKopeckz', 'priceKopecks')) as ReturnType<typeof renamed>;
}

test('a value of a wrong type is refused with the field and the expected type', () => {
  const cases: [unknown, RegExp][] = [
    [{ title: { eq: 5 } }, /«title».*строка/],
    [{ title: { eq: 'a\0b' } }, /«title».*строка/],
    [{ head: { gt: '5' } }, /«head».*число/],
    [{ priceKopecks: { gt: 1.5 } }, /«priceKopecks».*копейках/],
    [{ priceKopecks: { gt: 2 ** 53 } }, /«priceKopecks».*копейках/],
    [{ soldOn: { eq: '2026-02-30' } }, /«soldOn».*дата/],
    [{ soldOn: { eq: 'now' } }, /«soldOn».*дата/],
    [{ soldOn: { in: ['x'] } }, /«soldOn».*дата/],
    [{ createdAt: { gte: '-5x' } }, /«createdAt».*момент/],
    [{ createdAt: { gte: '9999-12-31' } }, /«createdAt».*момент/],
    [{ spare: { eq: 1 } }, /«spare».*true/],
    [{ companyId: { in: [1, 'x'] } }, /«companyId».*целое/],
    [{ companyId: { in: 1 } }, /«companyId».*список/],
    [{ uid: { eq: 'x' } }, /«uid».*guid/],
    [{ head: { between: [1] } }, /between.*«head»/],
    [{ head: { empty: 'yes' } }, /empty.*«head»/],
    [{ 'maker.rank': { eq: 1.5 } }, /«maker.rank».*целое/],
  ];
  for (const [filter, words] of cases) assert.match(refusalOfFilter(filter).detail, words);
  const huge = parseFilter('{"head":{"gt":1e999}}');
  const infinite = refusalOf(() => compileFilter(PUMPS, huge, FRAME));
  assert.match(infinite.detail, /«head».*число/);
});

test('size and depth are bounded', () => {
  const leaves = (count: number): Filter =>
    ({ or: Array.from({ length: count }, () => ({ head: { eq: 1 } })) });
  assert.doesNotThrow(() => compileFilter(PUMPS, parseFilter(JSON.stringify(leaves(50))), FRAME));
  assert.match(refusalOfFilter(leaves(51)).detail, /Больше 50/);
  let deep: unknown = { head: { eq: 1 } };
  for (let level = 0; level < 10; level += 1) deep = { not: deep };
  assert.match(refusalOfFilter(deep).detail, /Вложенность/);
  const long = { companyId: { in: Array.from({ length: 1001 }, (_, index) => index) } };
  assert.match(refusalOfFilter(long).detail, /1000/);
});

test('nothing that the caller wrote reaches the text of SQL', () => {
  const nasty = `'; drop table pump; --`;
  const { sql, values } = compileFilter(
    PUMPS, { title: { eq: nasty, contains: nasty }, kind: { in: [nasty] } }, FRAME, 3,
  );
  assert.ok(!sql.includes('drop'));
  assert.match(sql, /\$4::text.*\$5::text.*\$6::text\[\]/);
  assert.equal(values.length, 3);
});

test('several fields, and a field beside and/or/not, are joined by and', () => {
  const filter: Filter = JSON.parse(
    '{"title":{"startsWith":"ц","ne":"ЦНС"},"or":[{"head":{"gt":5}},{"spare":{"eq":true}}]}',
  ) as Filter;
  const match = (row: Record<string, unknown>): boolean => matchesFilter(PUMPS, filter, row, FRAME);
  assert.ok(match({ title: 'ЦНС-180', head: 6 }));
  assert.ok(match({ title: 'Цнс', spare: true }));
  assert.ok(!match({ title: 'ЦНС', head: 6 }));
  assert.ok(!match({ title: 'ЦНС-180', head: 5 }));
});

test('null: comparisons are false, ne and nin include it, empty finds it', () => {
  const nobody = { head: null };
  const match = (filter: Filter): boolean => matchesFilter(PUMPS, filter, nobody, FRAME);
  assert.ok(!match({ head: { eq: 1 } }) && !match({ head: { lt: 1 } }));
  assert.ok(!match({ head: { in: [1] } }));
  assert.ok(match({ head: { ne: 1 } }) && match({ head: { nin: [1] } }));
  assert.ok(match({ head: { empty: true } }) && !match({ head: { empty: false } }));
  assert.ok(!match({ head: { eq: null } }) && match({ head: { ne: null } }));
  assert.ok(match({ not: { head: { gt: 1 } } }));
});

test('ё and е, capital and small letters are one when searching', () => {
  const match = (text: string): boolean =>
    matchesFilter(PUMPS, { title: { contains: text } }, { title: 'Ёмкость 50%' }, FRAME);
  assert.ok(match('емк') && match('ЁМК') && match('50%'));
  assert.ok(!match('5_%'));
});

test('an order names known, sortable fields once', () => {
  const sorts: [string, RegExp][] = [
    ['colour', /Неизвестное поле «colour»/], ['-', /Неизвестное поле/],
    ['title,-title', /«title».*дважды/],
    ['title,head,priceKopecks,soldOn,spare,kind', /больше 5/],
  ];
  for (const [sort, words] of sorts) {
    assert.match(refusalOf(() => compileSort(PUMPS, sort, FRAME.hidden)).detail, words);
  }
  const { sql } = compileSort(PUMPS, '-createdAt,head,-title', FRAME.hidden);
  assert.equal(sql, 'p.created_at desc, p.head, p.title desc nulls last, p.id desc');
  assert.equal(compileSort(PUMPS, undefined, FRAME.hidden).sql, 'p.id desc');
  assert.equal(compileSort(PUMPS, 'id,title', FRAME.hidden).sql, 'p.id');
});

test('a catalogue takes fields at run time', () => {
  const custom = extendCatalogue(PUMPS, {
    'custom.colour': { label: 'Цвет', type: 'choice', column: `p.extra->>'colour'` },
  });
  const { sql } = compileFilter(custom, { 'custom.colour': { in: ['red'] } }, FRAME);
  assert.equal(sql, `p.extra->>'colour' = any($1::text[])`);
  assert.equal(PUMPS.fields.has('custom.colour'), false);
  assert.throws(() => extendCatalogue(PUMPS, { title: { label: 'x', type: 'text', column: 'x' } }));
});
