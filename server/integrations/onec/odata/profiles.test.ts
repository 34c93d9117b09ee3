// Which configuration a base is, and that every profile finds in it what it says.
import assert from 'node:assert/strict';
import test from 'node:test';
import { metadataXml } from '#test/onec-fake/odata/wire';
import { sampleSets } from '#test/onec-fake/odata/samples';
import { chooseProfile, PROFILES } from './choose-profile.ts';
import { mapEntity } from './map-entity.ts';
import { viewOf } from './map-parts.ts';
import { readMetadata, type Metadata } from './metadata.ts';
import { openNames } from './names.ts';
import { CODES, type Profile } from './profiles/profile.ts';
import { UNF } from './profiles/unf.ts';
import { UT103 } from './profiles/ut103.ts';

async function metadataOf(sets: ReadonlyMap<string, Record<string, unknown>>): Promise<Metadata> {
  // oxlint-disable-next-line typescript/require-await -- a stream is asynchronous by its nature.
  async function* chunks() {
    yield Buffer.from(metadataXml(sets));
  }
  return readMetadata(chunks());
}

/** A base that publishes everything the profile names, first alternatives first. */
function everything({ sources, names }: Profile): Map<string, Record<string, unknown>> {
  const sets = new Map<string, Record<string, unknown>>();
  for (const source of sources) {
    const row: Record<string, unknown> = { Ref_Key: '', DataVersion: '' };
    for (const [name] of Object.values(source.fields)) row[`${name}_Key`] = '';
    for (const part of [source.lines, source.stages]) {
      const inner = Object.fromEntries(
        Object.values(part?.fields ?? {}).map(([name]) => [name, '']));
      for (const name of part?.names.slice(0, 1) ?? []) row[name] = [inner];
    }
    sets.set(source.set, row);
  }
  for (const { set } of Object.values(names)) if (!sets.has(set)) sets.set(set, { Ref_Key: '' });
  return sets;
}

test('every profile recognises its own base and misses nothing there', async () => {
  for (const profile of PROFILES) {
    const probe = chooseProfile(await metadataOf(everything(profile)));
    assert.equal(probe.code, profile.code);
    assert.deepEqual(probe.missing, [], profile.code);
    assert.equal(probe.fatal, false);
  }
});

test('codes of sources are unique within a profile, and all of them are polled', () => {
  for (const { code, sources } of PROFILES) {
    const codes = sources.map((source) => source.code);
    assert.equal(new Set(codes).size, codes.length, code);
    assert.ok(codes.every((one) => Object.values(CODES).includes(one as never)), code);
  }
});

test('the link of a payment to its order is told apart by release', async () => {
  const links = await Promise.all((['11.4', '11.5'] as const).map(async (release) =>
    chooseProfile(await metadataOf(sampleSets(release))).paymentLink));
  assert.deepEqual(links, ['Заказ', 'ОбъектРасчетов']);
});

test('what is not published is named; without money documents nothing is polled', async () => {
  const sets = new Map(sampleSets('11.5'));
  const whole = chooseProfile(await metadataOf(sets));
  assert.equal(whole.title, 'УТ 11');
  assert.equal(whole.fatal, false);
  assert.ok(whole.missing.some((line) => line.includes('Document_РасходныйКассовыйОрдер')));
  sets.set('Document_ЭтапПроизводства2_2', { Ref_Key: '' });
  assert.equal(chooseProfile(await metadataOf(sets)).title, 'ERP 2');
  sets.delete('Document_ПоступлениеБезналичныхДенежныхСредств');
  const poor = chooseProfile(await metadataOf(sets));
  assert.equal(poor.fatal, true);
  assert.match(poor.missing[0] ?? '', /без этого нельзя: Document_ПоступлениеБезналичных/);
});

test('a configuration nobody has described is named with what it lacks', async () => {
  const alien = chooseProfile(await metadataOf(new Map([
    ['Catalog_Контрагенты', { Ref_Key: '' }], ['Document_Заявка', { Ref_Key: '' }],
  ])));
  assert.equal(alien.code, null);
  assert.equal(alien.fatal, true);
  assert.match(alien.missing.join(' '), /больше всего похоже на .+ Document_/s);
  const empty = chooseProfile(await metadataOf(new Map([['Document_Заявка', { Ref_Key: '' }]])));
  assert.match(empty.missing[0] ?? '', /не опубликовано ничего/);
});

/** Everything of a profile, without names that stand behind guids. */
const bodyOf = (profile: Profile, code: number, entity: object) => {
  // oxlint-disable-next-line typescript/require-await -- a stream is asynchronous by its nature.
  const names = openNames(profile, new Set(), async function* () { yield {}; });
  const source = profile.sources.find((one) => one.code === code)!;
  return mapEntity(viewOf(profile, names), source, { Ref_Key: UID, ...entity })?.body;
};
const UID = '11111111-2222-4333-8444-555555555555';

test('the payment calendar of УНФ becomes stages, a credit when due after shipment', () => {
  const body = bodyOf(UNF, CODES.order, {
    Number: 'НФ-1 ', Date: '2026-03-02T10:00:00', ДатаОтгрузки: '2026-03-20T00:00:00',
    ПлатежныйКалендарь: [
      { ДатаОплаты: '2026-03-05T00:00:00', ПроцентОплаты: 30, СуммаОплаты: 300 },
      { ДатаОплаты: '2026-04-20T00:00:00', ПроцентОплаты: 70, СуммаОплаты: 700 },
    ],
  });
  assert.deepEqual(body?.['stages'], [
    { variant: 'prepayment', payOn: '2026-03-05', percent: '30', sum: '300.00' },
    { variant: 'credit', payOn: '2026-04-20', percent: '70', sum: '700.00' },
  ]);
});

test('a contact person of УТ 10.3 belongs to its owner', () => {
  const body = bodyOf(UT103, CODES.contact, {
    Description: 'Иванов Пётр ', Должность: 'снабженец', Owner_Key: UID, DeletionMark: false,
  });
  assert.deepEqual(body, {
    name: 'Иванов Пётр', position: 'снабженец', companyUid: UID, phones: [], emails: [],
    deleted: false,
  });
});

test('what a base lacks is told with what will not come for it', async () => {
  const sets = everything(UT103);
  sets.delete('Document_РасходныйКассовыйОрдер');
  sets.delete('Catalog_КонтактныеЛицаКонтрагентов');
  const payment = sets.get('Document_ПлатежноеПоручениеВходящее')!;
  delete (payment['РасшифровкаПлатежа'] as Record<string, unknown>[])[0]!['Сделка'];
  const { missing, fatal } = chooseProfile(await metadataOf(sets));
  assert.equal(fatal, false);
  assert.deepEqual(missing, [
    'не опубликовано: Document_РасходныйКассовыйОрдер (возвраты из кассы). Не придёт: возвраты из '
      + 'кассы: оплачено будет больше, чем на деле',
    'не опубликовано: Catalog_КонтактныеЛицаКонтрагентов (контактные лица). Не придёт: контактные '
      + 'лица',
    'в Document_ПлатежноеПоручениеВходящее.РасшифровкаПлатежа нет Сделка. Не придёт: связь с '
      + 'заказом: документ не попадёт в сделку',
  ]);
});
