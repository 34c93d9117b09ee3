// Classifier, catalogue and offers: groups, properties, price types, units, products, offers.
import type {
  CmlGroup, CmlOffer, CmlPrice, CmlPriceType, CmlProduct, CmlProductId, CmlProperty, CmlRest,
  CmlUnit, CmlWarehouse, Place,
} from '#contract/commerceml-rows';
import {
  characteristicsOf, childOf, type Element, itemsOf, requisitesOf, textOf, trimmed,
} from './element.ts';
import { RecordProblem } from './problem.ts';
import {
  checkDecimal, currencyOf, decimalOf, isDeleted, longText, problemAt, readVatRate, requireDecimal,
  requireName, shortText,
} from './read-values.ts';

/** `guid#guid` → product and characteristic; an empty half is as good as none. */
export function splitProductId(element: Element): CmlProductId {
  const id = shortText(element, 'Ид');
  if (id === null) throw problemAt(element, 'Ид', 'не заполнено');
  const hash = id.indexOf('#');
  if (hash < 0) return { productId: id, characteristicId: null };
  const productId = id.slice(0, hash).trim();
  if (productId === '') throw problemAt(element, 'Ид', `«${id}» — нет кода до знака #`);
  return { productId, characteristicId: trimmed(id.slice(hash + 1)) };
}

/** Groups of a group come with it, parents first. */
export function parseGroups(element: Element, place: Place, parentId: string | null): CmlGroup[] {
  const id = requireName(element, 'Ид');
  const deleted = isDeleted(element);
  const name = deleted
    ? (shortText(element, 'Наименование') ?? id)
    : requireName(element, 'Наименование');
  const inner = itemsOf(element, 'Группы', 'Группа')
    .flatMap((child) => parseGroups(child, { file: place.file, line: child.line }, id));
  return [{ kind: 'group', ...place, id, name, parentId, deleted }, ...inner];
}

export function parseProperty(element: Element, place: Place): CmlProperty {
  const values: Record<string, string> = {};
  for (const list of ['ВариантыЗначений', 'Значения']) {
    for (const item of childOf(element, list)?.children ?? []) {
      const id = textOf(item, 'ИдЗначения') ?? textOf(item, 'Ид');
      const value = textOf(item, 'Значение') ?? textOf(item, 'Наименование');
      if (id !== null && value !== null && id !== '__proto__') values[id] = value;
    }
  }
  const id = requireName(element, 'Ид');
  const name = shortText(element, 'Наименование') ?? id;
  return { kind: 'property', ...place, id, name, values, deleted: isDeleted(element) };
}

export function parsePriceType(element: Element, place: Place): CmlPriceType {
  const id = requireName(element, 'Ид');
  return {
    kind: 'priceType', ...place, id,
    name: shortText(element, 'Наименование') ?? id,
    currency: currencyOf(element, null),
    deleted: isDeleted(element),
  };
}

export function parseWarehouse(element: Element, place: Place): CmlWarehouse {
  const id = requireName(element, 'Ид');
  const name = shortText(element, 'Наименование') ?? id;
  return { kind: 'warehouse', ...place, id, name, deleted: isDeleted(element) };
}

export function parseUnit(element: Element, place: Place): CmlUnit {
  const code = requireName(element, 'Ид');
  const name = shortText(element, 'НаименованиеКраткое')
    ?? shortText(element, 'НаименованиеПолное') ?? shortText(element, 'Наименование') ?? code;
  return { kind: 'unit', ...place, code, name, deleted: isDeleted(element) };
}

export function parseProduct(element: Element, place: Place): CmlProduct {
  const ids = splitProductId(element);
  const deleted = isDeleted(element);
  const requisites = requisitesOf(element);
  const properties: Record<string, string[]> = {};
  for (const item of itemsOf(element, 'ЗначенияСвойств', 'ЗначенияСвойства')) {
    const id = textOf(item, 'Ид');
    const values = item.children.filter((child) => child.name === 'Значение')
      .map((child) => trimmed(child.text)).filter((value) => value !== null);
    if (id !== null && id !== '__proto__' && values.length > 0) properties[id] = values;
  }
  return {
    kind: 'product', ...place, ...ids,
    article: shortText(element, 'Артикул'),
    name: deleted ? shortText(element, 'Наименование') : requireName(element, 'Наименование'),
    fullName: requisites['Полное наименование'] ?? shortText(element, 'ПолноеНаименование'),
    unit: unitOf(element),
    barcode: shortText(element, 'Штрихкод'),
    description: longText(element, 'Описание'),
    groupIds: groupIdsOf(element),
    vatRate: vatRateOf(element),
    service: isService(ids.productId, requisites),
    properties,
    characteristics: characteristicsOf(element),
    requisites,
    deleted,
  };
}

export function parseOffer(element: Element, place: Place): CmlOffer {
  return {
    kind: 'offer', ...place, ...splitProductId(element),
    article: shortText(element, 'Артикул'),
    name: shortText(element, 'Наименование'),
    unit: unitOf(element),
    characteristics: characteristicsOf(element),
    prices: itemsOf(element, 'Цены', 'Цена').map(priceOf),
    rests: restsOf(element),
    quantity: decimalOf(element, 'Количество'),
    deleted: isDeleted(element),
  };
}

function priceOf(element: Element): CmlPrice {
  return {
    priceTypeId: requireName(element, 'ИдТипаЦены'),
    price: requireDecimal(element, 'ЦенаЗаЕдиницу'),
    currency: currencyOf(element, null),
    unit: shortText(element, 'Единица'),
  };
}

/** Stock is `<Склад ИдСклада= КоличествоНаСкладе=>`, or `<Остаток>` with or without a warehouse. */
function restsOf(element: Element): CmlRest[] {
  const rests: CmlRest[] = [];
  for (const child of element.children) {
    const warehouseId = trimmed(child.attributes['ИдСклада']);
    const quantity = trimmed(child.attributes['КоличествоНаСкладе']);
    if (child.name !== 'Склад' || quantity === null) continue;
    rests.push({ warehouseId, quantity: checkDecimal(child, 'КоличествоНаСкладе', quantity) });
  }
  for (const rest of itemsOf(element, 'Остатки', 'Остаток')) {
    const stores = rest.children.filter((child) => child.name === 'Склад');
    for (const store of stores) {
      const warehouseId = shortText(store, 'Ид');
      rests.push({ warehouseId, quantity: requireDecimal(store, 'Количество') });
    }
    if (stores.length === 0) {
      rests.push({ warehouseId: null, quantity: requireDecimal(rest, 'Количество') });
    }
  }
  return rests;
}

function groupIdsOf(element: Element): string[] {
  const groups = childOf(element, 'Группы');
  const ids = (groups?.children ?? []).filter((child) => child.name === 'Ид')
    .map((child) => trimmed(child.text));
  return ids.filter((id) => id !== null);
}

export function vatRateOf(element: Element): string | null {
  const rates = itemsOf(element, 'СтавкиНалогов', 'СтавкаНалога');
  const vat = rates.find((rate) => textOf(rate, 'Наименование')?.toUpperCase() === 'НДС');
  return vat ? readVatRate(textOf(vat, 'Ставка')) : null;
}

/** The unit's own words, else what its attributes say, else the bare code for the classifier. */
export function unitOf(element: Element): string | null {
  const unit = childOf(element, 'БазоваяЕдиница') ?? childOf(element, 'Единица');
  if (!unit) return null;
  const { attributes } = unit;
  const named = trimmed(unit.text) ?? trimmed(attributes['НаименованиеКраткое'])
    ?? trimmed(attributes['НаименованиеПолное']) ?? trimmed(attributes['Код']);
  if (named !== null && named.length > 200) {
    throw new RecordProblem('«БазоваяЕдиница»: длиннее 200 знаков', unit.line);
  }
  return named;
}

/** Shops put delivery and payment fees among the goods under made-up ids. */
export function isService(productId: string, requisites: Record<string, string>): boolean {
  if (/^(ORDER_)?(DELIVERY|DISCOUNT|FEE)/i.test(productId)) return true;
  return [requisites['ТипНоменклатуры'], requisites['ВидНоменклатуры']]
    .some((kind) => kind?.toLowerCase().startsWith('услуг'));
}
