import assert from 'node:assert/strict';
import test from 'node:test';
import { phonePatterns, planSearch, textMatches } from './plan.ts';

const readings = (typed: string) => planSearch(typed)?.readings;

test('nothing typed is nothing to look for', () => {
  for (const typed of [undefined, '', '   ', '«»', '\0']) assert.equal(planSearch(typed), null);
});

test('signs alone, typed or by the other layout, are no reading', () => {
  assert.equal(planSearch('---'), null);
  assert.deepEqual(readings('ъъ'), [['ъъ%'], ['% ъъ%']]);
});

test('ё, case and blanks do not matter', () => {
  assert.deepEqual(planSearch('  ЁМКОСТЬ   Стальная '), {
    text: 'емкость стальная',
    readings: [['%емкост%', '%стальн%'], ['%vrjcnm%', '%cnfkmyfz%']],
    digits: null,
  });
});

test('a wrong keyboard layout is a second reading', () => {
  assert.deepEqual(readings('rjvghtccjh')?.at(-1), ['%компрессор%']);
  assert.deepEqual(readings('rjvghtccjhs')?.at(-1), ['%компрессор%']);
});

test('word forms share one fragment, short words stay whole', () => {
  for (const form of ['насосы', 'насосов', 'насосами', 'насоса']) {
    assert.deepEqual(readings(form)?.[0], ['%насос%'], form);
  }
  for (const form of ['чугунный', 'чугунных', 'чугунными']) {
    assert.deepEqual(readings(form)?.[0], ['%чугунн%'], form);
  }
  assert.deepEqual(readings('станция')?.[0], ['%станц%']);
  assert.deepEqual(readings('станцией')?.[0], ['%станц%']);
  assert.deepEqual(readings('вода')?.[0], ['%вода%']);
});

test('a vowel that comes and goes is a reading of its own', () => {
  for (const form of ['задвижка', 'задвижку', 'задвижек']) {
    assert.deepEqual(readings(form)?.slice(0, 2).map(String).sort(),
      ['%задвижек%', '%задвижк%'], form);
  }
  assert.deepEqual(readings('станки')?.slice(0, 2), [['%станк%'], ['%станок%']]);
  assert.deepEqual(readings('станок')?.slice(0, 2), [['%станок%'], ['%станк%']]);
  assert.deepEqual(readings('замок станка')?.slice(0, 2),
    [['%замок%', '%станк%'], ['%замк%', '%станок%']]);
  assert.equal(readings('подшипник')?.length, 2, 'the other layout alone');
});

test('a model written together is looked for with a sign between, too', () => {
  const together = (typed: string) => readings(typed)!.map((patterns) => patterns.at(-1));
  const spelled = ['%цнс180-85%', '%цнс-180-85%', '%цнс 180-85%'];
  assert.deepEqual(together('насосы цнс180-85').slice(0, 3), spelled);
  for (const pattern of spelled) assert.ok(together('yfcjcs wyc180-85').includes(pattern));
  for (const [typed, pattern] of [['вк50', '%вк-50%'], ['к1800', '%к-1800%'],
    ['ут000123', '%ут-000123%']] as const) {
    assert.ok(!together(typed).includes(pattern), typed);
  }
  assert.equal(readings('насос цнс 180')?.length, 2, 'nothing more is asked of other words');
});

test('one or two letters are looked for where a word begins', () => {
  assert.deepEqual(readings('ао')?.slice(0, 2), [['ао%'], ['% ао%']]);
  assert.deepEqual(readings('ао волга')?.[0], ['%ао%', '%волг%']);
});

test('signs of LIKE are letters', () => {
  assert.deepEqual(readings('100%_\\')?.[0], ['%100\\%\\_\\\\%']);
});

test('a number is digits, a name with digits is not', () => {
  assert.equal(planSearch('+7 (812) 123-45')?.digits, '781212345');
  assert.equal(planSearch('7707083893')?.digits, '7707083893');
  assert.equal(planSearch('123')?.digits, null);
  for (const typed of ['ИНН 7707083893', 'инн: 7707083893', 'ИНН7707083893']) {
    assert.equal(planSearch(typed)?.digits, '7707083893', typed);
  }
  assert.equal(planSearch('тел. +7 (812) 123-45-67, доб. 12')?.digits, '78121234567');
  assert.equal(planSearch('т 100500')?.digits, '100500');
  assert.equal(planSearch('т')?.digits, null);
  assert.equal(planSearch('ЦНС 180-1422')?.digits, null);
});

test('a phone is found however its beginning is typed', () => {
  assert.deepEqual(phonePatterns('88121234567'), ['+78121234567%']);
  assert.deepEqual(phonePatterns('78121234567'), ['+78121234567%']);
  assert.deepEqual(phonePatterns('8812123'), ['%8812123%', '+7812123%']);
  assert.deepEqual(phonePatterns('12345'), ['%12345%']);
});

test('the predicate numbers its own parameters', () => {
  const plan = { text: 'x', readings: [['a%', 'b%'], ['c%']], digits: null };
  const folded = "replace(lower(n.name), 'ё', 'е')";
  assert.deepEqual(textMatches('n.name', plan), {
    sql: `(${folded} like $1::text and ${folded} like $2::text) or (${folded} like $3::text)`,
    values: ['a%', 'b%', 'c%'],
  });
});
