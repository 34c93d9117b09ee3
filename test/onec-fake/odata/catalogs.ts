// Reference books beside the objects of the fake base: organizations, currencies, rates, units,
// groups of goods, objects of settlements.
import type { FakeBase, FakeObject } from '../base.ts';
import { ORGANIZATIONS } from '../words.ts';
import { entityOf, guidFor, setOf, type Release, type Row } from './entities.ts';

const VERSION = 'AAAAAAAAAAE=';
const card = (Ref_Key: string, more: Row): Row =>
  ({ Ref_Key, DataVersion: VERSION, DeletionMark: false, ...more });

function fixed(set: string): Row[] | null {
  const titles = (kind: string, names: readonly string[]) =>
    names.map((name) => card(guidFor(kind, name), { Description: name }));
  switch (set) {
    case 'Catalog_Организации': return titles('organization', ORGANIZATIONS);
    case 'Catalog_Валюты':
      return [card(guidFor('currency', 'RUB'), { Code: '643', Description: 'руб.' })];
    case 'Catalog_СтавкиНДС':
      return ['18', '20', '22'].map((rate) =>
        card(guidFor('vat', rate), { Description: `${rate}%` }));
    case 'Catalog_УпаковкиЕдиницыИзмерения': return titles('unit', ['шт']);
    default: return null;
  }
}

/** An object of settlements outlives its order: money may hang on it. */
function settlements(base: FakeBase): Row[] {
  return base.uids.order.map((uid) => card(guidFor('settlement', uid), {
    Объект: uid, Объект_Type: 'StandardODATA.Document_ЗаказКлиента',
  }));
}

function groups(base: FakeBase): Row[] {
  const found = new Map<string, string>();
  for (const uid of base.uids.product) {
    const { body } = base.objects.get(uid) as FakeObject<'product'>;
    found.set(body.groupUid, body.groupName);
  }
  return [...found].map(([uid, name]) => card(uid, { Description: name, IsFolder: true }));
}

/** Telephones and e-mails as УТ 10.3 keeps them, beside the books. */
function reaches(base: FakeBase, release: Release): Row[] {
  return [...base.objects.values()].filter(({ gone }) => !gone).flatMap((object) => {
    const rows = entityOf(object, release)['КонтактнаяИнформация'];
    return (Array.isArray(rows) ? rows as Row[] : []).map(({ Тип, Представление }, at) => ({
      Объект: object.uid, Объект_Type: `StandardODATA.${setOf(object)}`, Тип, Представление,
      Вид: guidFor('reach', `${String(Тип)} ${at}`),
    }));
  });
}

/** Everything that stands in a set now; what was deleted physically does not. */
export function rowsOfSet(base: FakeBase, set: string, release: Release): Row[] {
  const known = fixed(set);
  if (known) return known;
  if (set === 'InformationRegister_КонтактнаяИнформация') return reaches(base, release);
  if (set === 'Catalog_ОбъектыРасчетов') return settlements(base);
  const own = [...base.objects.values()]
    .filter((object) => !object.gone && setOf(object) === set)
    .map((object) => entityOf(object, release));
  return set === 'Catalog_Номенклатура' ? [...groups(base), ...own] : own;
}
