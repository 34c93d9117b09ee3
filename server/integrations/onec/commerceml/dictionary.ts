// What a file says once and refers to by id afterwards: groups, properties, units, warehouses. It
// is kept over all files of a base, because schema 3.1 sends them apart.
import type { CommercemlRecord } from '#contract/commerceml-rows';

export type Dictionary = {
  groups: Map<string, string>;
  properties: Map<string, { name: string; values: Record<string, string> }>;
  units: Map<string, string>;
  warehouses: Map<string, string>;
};

/** OKEI codes that goods of a distributor are counted in; a file's own units come first. */
const OKEI: Readonly<Partial<Record<string, string>>> = {
  '006': 'м', '018': 'пог. м', '055': 'м²', '112': 'л', '113': 'м³', '163': 'г', '166': 'кг',
  '168': 'т', '356': 'ч', '359': 'сут', '625': 'лист', '642': 'ед', '715': 'пара', '736': 'рул',
  '778': 'упак', '796': 'шт', '839': 'компл', '876': 'усл. ед',
};

export function emptyDictionary(): Dictionary {
  return {
    groups: new Map(), properties: new Map(), units: new Map(), warehouses: new Map(),
  };
}

/** Remembers the record when it is of the dictionary. */
export function remember(dictionary: Dictionary, record: CommercemlRecord): void {
  if (record.kind === 'group') dictionary.groups.set(record.id, record.name);
  if (record.kind === 'unit') dictionary.units.set(record.code, record.name);
  if (record.kind === 'warehouse') dictionary.warehouses.set(record.id, record.name);
  if (record.kind === 'property') {
    const { name, values } = record;
    const known = dictionary.properties.get(record.id)?.values;
    dictionary.properties.set(record.id, { name, values: { ...known, ...values } });
  }
}

/** The unit's name: "796" is «шт», «шт» is itself. */
export function unitName(dictionary: Dictionary, unit: string | null): string | null {
  if (unit === null) return null;
  return dictionary.units.get(unit) ?? OKEI[unit.padStart(3, '0')] ?? unit;
}

/** Property ids → names and value ids → texts; what is not known stays as it came. */
export function attributesOf(
  dictionary: Dictionary, properties: Readonly<Record<string, readonly string[]>>,
): Record<string, string> {
  const named = Object.entries(properties).map(([id, values]) => {
    const property = dictionary.properties.get(id);
    const texts = values.map((value) => property?.values[value] ?? value);
    return [property?.name ?? id, texts.join(', ')] as const;
  });
  return Object.fromEntries(named);
}
