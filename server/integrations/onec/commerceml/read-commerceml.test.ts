import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import test from 'node:test';
import type { CommercemlRecord } from '#contract/commerceml-rows';
import { readCommerceml } from './read-commerceml.ts';

const fixture = (name: string): URL => new URL(`./fixtures/${name}`, import.meta.url);
const textOfOrders = (): string =>
  new TextDecoder('windows-1251').decode(readFileSync(fixture('orders-1251.xml')));

async function readAll(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, file = 'файл.xml',
): Promise<CommercemlRecord[]> {
  const records: CommercemlRecord[] = [];
  for await (const record of readCommerceml(source, file)) records.push(record);
  return records;
}

const readFixture = (name: string): Promise<CommercemlRecord[]> =>
  readAll(createReadStream(fixture(name), { highWaterMark: 97 }), name);

const readText = (text: string): Promise<CommercemlRecord[]> => readAll([Buffer.from(text)]);

type Kind = CommercemlRecord['kind'];
type Of<K extends Kind> = Extract<CommercemlRecord, { kind: K }>;

function only<K extends Kind>(records: CommercemlRecord[], kind: K): Of<K>[] {
  return records.filter((record): record is Of<K> => record.kind === kind);
}

const withoutPlace = (records: CommercemlRecord[]): unknown[] =>
  records.map((record) => ({ ...record, file: '', line: 0, encoding: '' }));

test('a catalogue: groups, properties, products and three ways of deletion', async () => {
  const records = await readFixture('catalogue-2.07.xml');
  const groups = only(records, 'group');
  const tree = groups.map((group) => [group.name, group.parentId?.at(-1) ?? null, group.deleted]);
  assert.deepEqual(tree, [
    ['Насосы', null, false], ['Насосы центробежные', '1', false], ['Старое', null, true],
  ]);
  assert.deepEqual(only(records, 'property')[0]!.values, {
    'b1000000-0000-4000-8000-000000000001': 'Чугун',
  });
  const [pump, gone, hose] = only(records, 'product');
  assert.deepEqual(
    [pump!.article, pump!.unit, pump!.vatRate, pump!.description, pump!.fullName, pump!.deleted],
    ['ЦНС-180', 'шт', '22', 'Секционный <насос> для воды', 'Насос секционный ЦНС 180-85', false],
  );
  assert.deepEqual([gone!.deleted, gone!.name], [true, null]);
  assert.deepEqual(
    [hose!.productId.at(-1), hose!.characteristicId?.at(0), hose!.unit, hose!.deleted],
    ['3', 'e', '006', true],
  );
  assert.deepEqual(hose!.characteristics, { 'Диаметр': '50 мм' });
  const bad = only(records, 'quarantine');
  assert.equal(bad.length, 1);
  assert.match(bad[0]!.reason, /«Ид»: не заполнено/);
  assert.equal(bad[0]!.line, 67);
  assert.match(bad[0]!.raw!, /<Артикул>БЕЗ-КОДА<\/Артикул>/);
  assert.deepEqual(only(records, 'section').map((one) => [one.section, one.onlyChanges]), [
    ['classifier', null], ['catalogue', false],
  ]);
  const [file] = only(records, 'file');
  assert.deepEqual([file!.version, file!.formedAt, file!.encoding],
    ['2.07', '2026-11-20T10:15:00', 'utf-8']);
  assert.equal(only(records, 'end')[0]!.complete, true);
});

test('offers: prices, three shapes of stock, a classifier inside, a bad price', async () => {
  const records = await readFixture('offers-2.09.xml');
  const [pump, hose, gone] = only(records, 'offer');
  assert.deepEqual(pump!.prices, [{
    priceTypeId: '90000000-0000-4000-8000-000000000001', price: '1719', currency: 'RUB', unit: null,
  }]);
  assert.deepEqual(pump!.rests, [
    { warehouseId: '80000000-0000-4000-8000-000000000001', quantity: '20' },
  ]);
  assert.deepEqual(hose!.rests.map((rest) => [rest.warehouseId === null, rest.quantity]),
    [[false, '7.5'], [true, '2']]);
  assert.equal(gone!.deleted, true);
  assert.equal(only(records, 'priceType')[0]!.name, 'Розничная');
  assert.match(only(records, 'quarantine')[0]!.reason, /«ЦенаЗаЕдиницу».*1 719.*без пробелов/);
});

test('documents in windows-1251: good ones around bad ones are delivered', async () => {
  const records = await readFixture('orders-1251.xml');
  assert.equal(only(records, 'file')[0]!.encoding, 'windows-1251');
  const [site, onec, status] = only(records, 'document');
  assert.deepEqual(
    [site!.id, site!.date, site!.currency, site!.totalKopecks, site!.onecNumber, site!.comment],
    ['1051', '2026-11-19T15:40:40', 'RUB', 1_220_000, null, 'Позвоните до обеда'],
  );
  const [buyer] = site!.counterparties;
  assert.deepEqual([buyer!.name, buyer!.person, buyer!.phones, buyer!.emails, buyer!.address],
    ['Ёлкина Анна', true, ['+7 (4872) 12-34-56'], ['anna@example.ru'], 'Тула, Заводская, 3']);
  assert.deepEqual(site!.lines.map((line) => [line.productId, line.service, line.sumKopecks]), [
    ['ORDER_DELIVERY', true, 20_000], ['d0000000-0000-4000-8000-000000000003', false, 1_200_000],
  ]);
  assert.deepEqual([onec!.onecNumber, onec!.posted, onec!.paidOn, onec!.totalKopecks],
    ['УТ-000777', true, '2026-11-19', 146_400]);
  assert.deepEqual([onec!.lines[0]!.vatRate, onec!.lines[0]!.discountPercent], ['22', '5']);
  assert.deepEqual(onec!.counterparties[0]!.contacts.map((one) => one.name), ['Ильин Пётр']);
  assert.deepEqual([status!.lines.length, status!.totalKopecks], [0, 0]);
  const bad = only(records, 'quarantine');
  assert.deepEqual(bad.map((one) => [one.line, one.id, one.fatal]), [
    [58, '9999', false], [71, '1052', false],
  ]);
  assert.match(bad[0]!.reason, /операция «Переоценка товаров» не известна/);
  assert.match(bad[1]!.reason, /«Сумма»: «1 200,50» — нужно число без пробелов и запятых/);
});

test('in a container a document without a basis belongs to its only order', async () => {
  const records = await readFixture('container-3.1.xml');
  const documents = only(records, 'document');
  assert.deepEqual(documents.map((one) => [one.operation, one.means, one.orderId?.slice(0, 2)]), [
    ['payment', 'card', '51'], ['order', null, undefined], ['shipment', null, '51'],
  ]);
  assert.deepEqual(documents.map((one) => one.container), [1, 1, 1]);
  assert.equal(documents[0]!.line, 5, 'blank lines before the declaration count');
  const two = await readText(`<КоммерческаяИнформация><Контейнер>
    ${shortOrder('1')}${shortOrder('2')}${shortOrder('3', 'Оплата')}</Контейнер>
    </КоммерческаяИнформация>`);
  assert.equal(only(two, 'document')[2]!.orderId, null, 'two orders: nothing is guessed');
});

function shortOrder(id: string, operation = 'Заказ товара'): string {
  return `<Документ><Ид>${id}</Ид><Дата>2026-11-20</Дата>`
    + `<ХозОперация>${operation}</ХозОперация><Сумма>1</Сумма></Документ>`;
}

test('documents within a document belong to it', async () => {
  const inner = shortOrder('7', 'Выплата наличных денег')
    .replaceAll('Документ>', 'ПодчиненныйДокумент>');
  const records = await readText(`<КоммерческаяИнформация>${shortOrder('5').replace('</Документ>',
    `<Роль>Продавец</Роль><ПодчиненныеДокументы>${inner}</ПодчиненныеДокументы></Документ>`)}
    </КоммерческаяИнформация>`);
  const [, payment] = only(records, 'document');
  assert.deepEqual([payment!.orderId, payment!.means, payment!.role], ['5', 'cash', 'Продавец']);
});

test('every encoding gives the same records', async () => {
  const text = textOfOrders();
  const expected = withoutPlace(await readFixture('orders-1251.xml'));
  const as = (name: string): string => text.replace('windows-1251', name);
  const big = Buffer.from(`\uFEFF${as('UTF-16')}`, 'utf16le').swap16();
  const files: Buffer[] = [
    Buffer.from(as('UTF-8')), Buffer.from(`\uFEFF${as('utf-8')}`),
    Buffer.from(`\uFEFF${as('UTF-16')}`, 'utf16le'), Buffer.from(as('UTF-16LE'), 'utf16le'), big,
    Buffer.from(text.replace(/^<\?xml.*?\?>/, '')),
  ];
  for (const file of files) {
    for (const size of [1, 1023, file.length]) {
      const chunks = Array.from({ length: Math.ceil(file.length / size) },
        (_, index) => file.subarray(index * size, (index + 1) * size));
      assert.deepEqual(withoutPlace(await readAll(chunks)), expected);
    }
  }
});

test('a file in another encoding than it declares is refused, never mojibake', async () => {
  const text = textOfOrders();
  const cyrillic = readFileSync(fixture('orders-1251.xml'));
  const declare = (name: string): Buffer =>
    Buffer.from(cyrillic.toString('latin1').replace('windows-1251', name), 'latin1');
  const cases: [Buffer, RegExp][] = [
    [Buffer.from(text), /Объявлена кодировка windows-1251, на деле файл в utf-8/],
    [Buffer.from(`\uFEFF${text}`), /windows-1251, на деле файл в utf-8/],
    [declare('UTF-8'), /Объявлена кодировка utf-8, на деле файл в windows-1251/],
    [Buffer.from(`\uFEFF${text}`, 'utf16le'), /windows-1251, на деле файл в utf-16le/],
    [declare('koi8-r'), /Кодировка «koi8-r» не поддерживается/],
    [Buffer.concat([cyrillic.subarray(0, 2000), Buffer.from('И')]), /байт 0x98/],
    [Buffer.concat([Buffer.from(text.replace('windows-1251', 'utf-8')).subarray(0, 2500),
      Buffer.from([0xd0, 0x20])]), /Файл не в кодировке utf-8/],
  ];
  for (const [file, words] of cases) {
    const records = await readAll([file]);
    const last = records.at(-2);
    assert.equal(last?.kind, 'quarantine');
    assert.match(last.kind === 'quarantine' ? last.reason : '', words);
    assert.ok(!JSON.stringify(records).includes('Рќ'), 'mojibake');
    assert.equal(only(records, 'end')[0]!.complete, false);
  }
});

test('a broken file delivers what stood before the break and says where', async () => {
  const text = textOfOrders().replace('windows-1251', 'UTF-8');
  const cases: [string, RegExp][] = [
    [text.slice(0, text.indexOf('<Номер>9999')), /файл оборван: не закрыт/],
    [text.replace('<Номер>9999</Номер>', '<Номер>9999</Нoмер>'), /XML повреждён/],
    [text.replace('<Номер>9999', '<Номер>&nbsp;'), /неизвестная подстановка/],
    [text.replace('<Номер>9999', '<Номер>\u0001'), /запрещённый/],
    [text.replace('<Номер>9999', '<Номер><'), /XML повреждён/],
  ];
  for (const [broken, words] of cases) {
    const records = await readText(broken);
    assert.equal(only(records, 'document').length, 1, 'the first document is whole');
    const bad = only(records, 'quarantine');
    assert.equal(bad.length, 1);
    assert.match(bad[0]!.reason, words);
    assert.ok(bad[0]!.fatal && bad[0]!.line >= 55 && bad[0]!.line <= 58, String(bad[0]!.line));
    assert.equal(only(records, 'end')[0]!.complete, false);
  }
});

test('what is no CommerceML is refused as a whole', async () => {
  const foreign = [
    '', '   ', '<html><body>Вход</body></html>', '{"a":1}', '\0\u0001\u0002', 'PK\u0003\u0004',
  ];
  for (const text of foreign) {
    const records = await readText(text);
    assert.deepEqual(records.map((record) => record.kind), ['quarantine', 'end'], text);
    assert.equal(only(records, 'end')[0]!.complete, false);
  }
  const deep = `<КоммерческаяИнформация><Документ>${'<a>'.repeat(5000)}`;
  assert.match(only(await readText(deep), 'quarantine')[0]!.reason, /слишком глубоко/);
});

test('an unknown section is skipped with a note, its neighbours are read', async () => {
  const records = await readText(`<КоммерческаяИнформация><Агент><Товары><Товар><Ид>1</Ид>
    </Товар></Товары></Агент>${shortOrder('5')}</КоммерческаяИнформация>`);
  assert.deepEqual(records.map((record) => record.kind), ['file', 'quarantine', 'document', 'end']);
  assert.match(only(records, 'quarantine')[0]!.reason, /Раздел «Агент» не известен/);
});

test('absurd values of a document are reasons, not defaults', async () => {
  const cases: [string, string, RegExp][] = [
    ['2026-11-20', '0001-01-01T00:00:00', /«Дата».*годы 1990–2100/],
    ['2026-11-20', '2026-02-30', /«Дата»/], ['2026-11-20', '20.11.2026', /«Дата»/],
    ['<Сумма>1<', '<Сумма>1e3<', /«Сумма»: «1e3»/], ['<Сумма>1<', '<Сумма>∞<', /«Сумма»/],
    ['<Сумма>1<', `<Сумма>${'9'.repeat(14)}<`, /«Сумма»/], ['<Ид>5</Ид>', '<Ид> </Ид>', /«Ид»/],
    ['<Сумма>', '<Валюта>тугрик</Валюта><Сумма>', /«Валюта»: «тугрик»/],
    ['<Сумма>', '<Проведен>может быть</Проведен><Сумма>', /«Проведен»/],
    ['<Сумма>', '<Время>25:00</Время><Сумма>', /«Время»/],
    ['<Ид>5', `<Ид>${'5'.repeat(1001)}`, /«Ид»: длиннее 1000/],
  ];
  for (const [from, to, words] of cases) {
    const text = `<КоммерческаяИнформация>${shortOrder('5').replace(from, to)}`
      + `${shortOrder('6')}</КоммерческаяИнформация>`;
    const records = await readText(text);
    assert.match(only(records, 'quarantine')[0]?.reason ?? '', words, to);
    assert.deepEqual(only(records, 'document').map((one) => one.id), ['6']);
  }
});

test('a large file is read piece by piece: no more than a piece waits', async () => {
  let made = 0;
  function* pieces(): Generator<Uint8Array> {
    yield Buffer.from('<КоммерческаяИнформация><Каталог><Товары>');
    while (made < 20_000) {
      made += 10;
      yield Buffer.from('<Товар><Ид>1</Ид><Наименование>Насос</Наименование></Товар>'.repeat(10));
    }
    yield Buffer.from('</Товары></Каталог></КоммерческаяИнформация>');
  }
  let taken = 0;
  let waiting = 0;
  for await (const record of readCommerceml(pieces(), 'f')) {
    if (record.kind !== 'product') continue;
    taken += 1;
    waiting = Math.max(waiting, made - taken);
  }
  assert.deepEqual([taken, waiting < 30], [20_000, true], String(waiting));
});
