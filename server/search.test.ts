// What people type into the one search and into the search of a list, and what they mean by it.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { SearchResult } from '#contract/search';
import { completeInn } from '#contract/requisites';
import { DEMO_PASSWORD } from '#modules/staff';
import { signIn, startTestApp, type TestApp } from '#test/app';
import { createPeople } from '#test/people';

type Noun = 'companies' | 'contacts' | 'products' | 'deals' | 'leads';
const ENTITY: Record<Noun, string> = {
  companies: 'company', contacts: 'contact', products: 'product', deals: 'deal', leads: 'lead',
};
const INN = completeInn('590112233');
const BRANCH_INN = completeInn('590177665');
const ADMIN = 'admin';

let world: TestApp;
const cookies = new Map<string, string>();
const made = new Map<string, number>();

async function ask<T>(login: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(world.url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      cookie: cookies.get(login)!, ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  assert.equal(answer.status, 200, `${path} ${await answer.clone().text()}`);
  return await answer.json() as T;
}

async function make(noun: Noun, name: string, body: object): Promise<number> {
  const title = noun === 'deals' || noun === 'leads' ? { title: name } : { name };
  const { id } = await ask<{ id: number }>(ADMIN, `/api/${noun}`, { ...title, ...body });
  made.set(`${ENTITY[noun]} ${name}`, id);
  return id;
}

before(async () => {
  world = await startTestApp({ roles: 'web' });
  const people = await createPeople(world.db);
  for (const login of [ADMIN, 'head', 'manager', 'stranger', 'engineer', 'marketer']) {
    cookies.set(login, await signIn(world.url, login, DEMO_PASSWORD));
  }
  const plant = await make('companies', 'ООО «Берёзовский крановый завод»', {
    inn: INN, phones: ['8 (912) 345-67-89', '+7 342 200-11-22 доб. 305'],
    emails: ['Snab@Berkran.test'],
  });
  await make('companies', 'ООО "Ромашка-Юг"', {
    inn: BRANCH_INN, kpp: '590245001', emails: ['zakaz.dept@romashka-ural.test'],
  });
  await make('companies', 'Общество с ограниченной ответственностью «Север»', {});
  await make('companies', 'ЗАО «О’Кей – Техно»', {});
  await make('companies', 'АО "Хлеб & Соль" 100%', {});
  await make('companies', 'ИП Щукина-Заде О. Ё.', { phones: ['+7 495 111-22-33'] });
  await make('contacts', 'Пётр Семёнов', {
    companyId: plant, phones: ['8-922-000-77-01'], emails: ['semenov@berkran.test'],
  });
  await make('products', 'Насос погружной ЭЦВ 6-10-110', { article: 'ЭЦВ6-10-110' });
  await make('products', 'Ёмкость стальная 5 м³', { article: 'ЕС_5' });
  await make('products', 'Муфта упругая втулочно-пальцевая', { article: 'МУВП-3/2' });
  await make('products', 'Агрегат 40-16', {
    article: 'АСН 1.5', ownAttributes: { Материал: 'нержавеющая сталь', Взрывозащита: 'да' },
  });
  const ours = { responsibleId: people.manager.id, departmentId: people.pumps };
  const pump = await make('deals', 'Поставка шламовых насосов на обогатительную фабрику',
    { ...ours, companyId: plant });
  await make('deals', 'Ремонт трёх задвижек', ours);
  const station = await make('deals', 'Дизель-генератор ВК-50/8, 2х100кВт 🚀', ours);
  await world.db.query('update deals.deal set order_numbers = $2 where id = $1',
    [station, ['СО-000045', 'РнДн00777/2']]);
  await world.db.query('update deals.deal set order_numbers = $2 where id = $1',
    [pump, ['УТ-000123', 'ЦБ/45-7']]);
  await make('leads', 'Просят подобрать вентилятор', {
    responsibleId: people.manager.id, personName: 'Аркадий Львович', companyName: 'Уралвент',
    phones: ['+7 351 700-80-90'],
  });
});
after(() => world.close());

const PLANT = 'company ООО «Берёзовский крановый завод»';
const BREAD = 'company АО "Хлеб & Соль" 100%';
const SOLE = 'company ИП Щукина-Заде О. Ё.';
const PERSON = 'contact Пётр Семёнов';
const PUMP = 'product Насос погружной ЭЦВ 6-10-110';
const TANK = 'product Ёмкость стальная 5 м³';
const CLUTCH = 'product Муфта упругая втулочно-пальцевая';
const DEAL = 'deal Поставка шламовых насосов на обогатительную фабрику';
const VALVES = 'deal Ремонт трёх задвижек';
const DAISY = 'company ООО "Ромашка-Юг"';
const NORTH = 'company Общество с ограниченной ответственностью «Север»';
const OKAY = 'company ЗАО «О’Кей – Техно»';
const UNIT = 'product Агрегат 40-16';
const STATION = 'deal Дизель-генератор ВК-50/8, 2х100кВт 🚀';
const LEAD = 'lead Просят подобрать вентилятор';

/** The typed text, and what has to be among the hits; nothing means an empty answer. */
const CASES: [typed: string, ...found: string[]][] = [
  // Forms of words.
  ['насос', PUMP, DEAL], ['насосы', PUMP, DEAL], ['насосов', PUMP, DEAL],
  ['насосами', PUMP, DEAL], ['шламовые насосы', DEAL],
  ['трёх задвижек', VALVES],
  ['насосы шламовые', DEAL], ['задвижка', VALVES], ['задвижки', VALVES], ['задвижку', VALVES],
  ['вентиляторы', LEAD], ['вентилятором', LEAD], ['крановых заводов', PLANT],
  ['обогатительная фабрика', DEAL], ['фабрики', DEAL], ['поставки насосов', DEAL],
  ['втулочная муфта', CLUTCH], ['муфты', CLUTCH], ['погружные', PUMP], ['емкости стальные', TANK],
  // ё and е, case, quotes, blanks.
  ['березовский', PLANT], ['БЕРЁЗОВСКИЙ', PLANT], ['берёзовского', PLANT], ['емкость', TANK],
  ['ёмкость', TANK], ['петр семенов', PERSON], ['Семёнов Пётр', PERSON], ['трех задвижек', VALVES],
  ['  крановый   завод  ', PLANT], ['«Берёзовский крановый завод»', PLANT],
  ['"Хлеб & Соль"', BREAD], ['хлеб соль', BREAD], ['Щукина-Заде', SOLE], ['щукиной', SOLE],
  ['Ромашка-Юг ООО', DAISY], ['«Ромашка – Юг»', DAISY], ["'ромашка юг'", DAISY],
  ['Общество с ограниченной ответственностью "Ромашка-Юг"', DAISY], ['ООО Север', NORTH],
  ["О'Кей", OKAY], ['о’кей-техно', OKAY], ['ром\u00ADашка\u200B юг', DAISY],
  // Words of attributes, beside those of the name.
  ['нержавеющая', UNIT], ['агрегат из нержавеющей стали', UNIT], ['взрывозащита', UNIT],
  ['ythжавеющая'], ['агрегат чугун'],
  // Letters of the other alphabet, blanks and signs where others were meant.
  ['BK-50', STATION], ['2x100', STATION], ['дизель генераторы', STATION],
  ['дизель–генератор', STATION], ['генератор & 100', STATION], ['генератор 🚀', STATION],
  ['!генератор', STATION], ['генератор:*', STATION], ['генератор%', STATION], ['🚀'],
  ['асн 1,5', UNIT], ['асн1.5', UNIT], ['ACH-1.5', UNIT],
  // The other layout.
  ['yfcjc', PUMP, DEAL], ['yfcjcs', PUMP, DEAL], [',thtpjdcrbq', PLANT], ['ctv`yjd', PERSON],
  ['ghjczn', LEAD], ['pfldb;rb', VALVES], ['ghbdtn'],
  // Phones and addresses.
  ['8 (912) 345', PLANT], ['+7 912 345-67-89', PLANT], ['89123456789', PLANT],
  ['9123456789', PLANT], ['345-67-89', PLANT], ['6789', PLANT], ['912 345 67 89', PLANT],
  ['8(342)2001122', PLANT], ['+7 342 200-11-22 доб. 305', PLANT], ['тел. 8 912 345 67 89', PLANT],
  ['0007701', PERSON], ['351 700', LEAD], ['snab@berkran.test', PLANT], ['semenov@', PERSON],
  ['SEMENOV@BERKRAN', PERSON], ['345–67–89', PLANT], ['tel:+79123456789', PLANT],
  // Numbers: ИНН, documents, articles.
  [INN, PLANT], [INN.slice(0, 6), PLANT], [`ИНН ${INN}`, PLANT], [`инн: ${INN}`, PLANT],
  ['УТ-000123', DEAL], ['ут-000123', DEAL], ['заказ УТ-000123', DEAL], ['en-000123', DEAL],
  ['заказ № УТ-000123', DEAL], ['000123', DEAL], ['123', DEAL], ['№123', DEAL], ['45-7', DEAL],
  ['ЦБ/45-7', DEAL], ['заказ цб 45/7', DEAL], ['ут 000123', DEAL], ['УТ-123', DEAL],
  ['ут123', DEAL], ['УT-000123', DEAL], ['CO-000045', STATION], ['со-45', STATION],
  ['рндн00777/2', STATION], ['РНДН-777/2', STATION], ['hyly00777/2', STATION],
  ['590245001', DAISY], ['КПП 590245001', DAISY], [`${BRANCH_INN}/590245001`, DAISY],
  [`ИНН/КПП: ${BRANCH_INN} / 590245001`, DAISY], [`${BRANCH_INN}/590245002`],
  ['romashka-ural', DAISY], ['zakaz.dept', DAISY],
  ['ЭЦВ6-10-110', PUMP], ['эцв 6-10-110', PUMP], ['эцв6', PUMP], ['э', PUMP],
  ['МУВП-3/2', CLUTCH], ['vedg-3', CLUTCH], ['ЕС_5', TANK],
  // Signs that mean something to a database, and what means nothing to anybody.
  ['100%', BREAD], ['%'], ['%%%'], ['_'], ['\\'], ["'; drop table deals.deal; --"], ['---'],
  ['   '], ['«»'], ['насос компрессор'], ['яяяяяя'], ['х'.repeat(200)],
  [Array.from({ length: 60 }, () => 'нет').join(' ')],
];

const query = (text: string) => encodeURIComponent(text);

async function found(login: string, typed: string): Promise<string[]> {
  const { groups } = await ask<SearchResult>(login, `/api/search?q=${query(typed)}`);
  return groups.flatMap(({ entity, items }) => items.map(({ title }) => `${entity} ${title}`));
}

test('what was meant is found, and nothing of what was not typed', async () => {
  const wrong: string[] = [];
  for (const [typed, ...wanted] of CASES) {
    const hits = await found(ADMIN, typed.slice(0, 200));
    const lost = wanted.filter((each) => !hits.includes(each));
    if (lost.length > 0) wrong.push(`«${typed}» does not find ${lost.join(', ')}`);
    if (wanted.length === 0 && hits.length > 0) wrong.push(`«${typed}» finds ${hits.join(', ')}`);
  }
  assert.deepEqual(wrong, []);
});

test('a product that its name does not explain says by which attribute it was found', async () => {
  const hitOf = async (typed: string) => (await ask<SearchResult>(ADMIN,
    `/api/search?q=${query(typed)}`)).groups.flatMap(({ items }) => items)
    .find(({ title }) => title === 'Агрегат 40-16')?.subtitle;
  assert.equal(await hitOf('агрегат нержавеющий'), 'АСН 1.5 · Материал: нержавеющая сталь');
  assert.equal(await hitOf('взрывозащиты'), 'АСН 1.5 · Взрывозащита: да');
  assert.equal(await hitOf('агрегат'), 'АСН 1.5');
});

test('the list of a noun finds what the one search finds', async () => {
  const wrong: string[] = [];
  for (const [typed, ...wanted] of CASES) {
    const nouns = (Object.keys(ENTITY) as Noun[]).filter((noun) => (wanted.length === 0
      ? noun === 'deals' : wanted.some((name) => name.startsWith(`${ENTITY[noun]} `))));
    for (const noun of nouns) {
      const page = await ask<{ items: { id: number }[] }>(
        ADMIN, `/api/${noun}?q=${query(typed.slice(0, 200))}`);
      const ids = new Set(page.items.map(({ id }) => id));
      for (const each of wanted.filter((name) => name.startsWith(`${ENTITY[noun]} `))) {
        if (!ids.has(made.get(each)!)) wrong.push(`«${typed}» in ${noun} does not find ${each}`);
      }
      if (typed.trim() && wanted.length === 0 && ids.size > 0) wrong.push(`«${typed}» in ${noun}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('a number finds the deal and the lead of that number first', async () => {
  const id = made.get(DEAL)!;
  for (const typed of [String(id), `С-${id}`, `c-${id}`, `сделка С-${id}`]) {
    assert.ok((await found(ADMIN, typed)).includes(DEAL), typed);
  }
  const lead = made.get(LEAD)!;
  for (const typed of [String(lead), `Л-${lead}`]) {
    assert.ok((await found(ADMIN, typed)).includes(LEAD), typed);
  }
});

test('six roles: nobody finds what they may not read', async () => {
  const texts = ['насосов', 'УТ-000123', 'вентилятор', '9123456789', 'семёнов', INN, 'задвижки'];
  const seen = async (login: string) =>
    new Set((await Promise.all(texts.map((typed) => found(login, typed)))).flat());
  const [admin, head, manager, stranger, engineer, marketer] = await Promise.all(
    [ADMIN, 'head', 'manager', 'stranger', 'engineer', 'marketer'].map(seen));
  for (const own of [admin!, head!, manager!]) {
    for (const each of [DEAL, VALVES, LEAD, PLANT, PERSON]) assert.ok(own.has(each), each);
  }
  for (const foreign of [stranger!, engineer!]) {
    for (const each of [DEAL, VALVES, LEAD]) assert.ok(!foreign.has(each), each);
  }
  assert.ok(marketer!.has(LEAD) && !marketer!.has(DEAL));
  // A hidden phone is no way to its owner.
  assert.ok(!(await found('marketer', '9123456789')).includes(PLANT));
  assert.ok(!(await found('marketer', '351 700')).includes(LEAD));
});
