// Columns that a 1C sends of its order lines beside the contract. Nobody configures them: what
// arrives is shown, under the name that 1C gave. Pure.

/** More names than a table can hold; a base that sends a hundred is shown the first. */
const COLUMNS_MAX = 40;
const TEXT_MAX = 1000;

/** A requisite named so tells what goods cost us: it is margin, whatever 1C calls it. */
const COST = /себестоим|закуп|марж|наценк|прибыл|рентаб|cost|margin|profit|purchase/i;

/** Of CommerceML, for the exchange itself and not for people. */
const TECHNICAL = new Set(['commercemlId', 'service']);

/** Texts by name, in the order of names; empty ones are left out. */
export function toldExtra(
  extra: Record<string, unknown>, seesCost: boolean,
): Record<string, string> {
  const told = Object.entries(extra)
    .filter(([name]) => !TECHNICAL.has(name) && (seesCost || !COST.test(name)))
    .map(([name, value]): [string, string] => [name, textOf(value).slice(0, TEXT_MAX)])
    .filter(([, text]) => text !== '')
    .sort(([a], [b]) => a.localeCompare(b, 'ru'))
    .slice(0, COLUMNS_MAX);
  return Object.fromEntries(told);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'да' : 'нет';
  if (typeof value === 'object') return nameOf(value) ?? JSON.stringify(value);
  return String(value).trim();
}

/** A reference of 1C says its name: `{"uid": "…", "name": "Склад 2"}`. */
function nameOf(value: object): string | null {
  const name: unknown = 'name' in value ? value.name : null;
  return typeof name === 'string' ? name : null;
}
