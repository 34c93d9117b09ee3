// One object of every set, for the description of the base: what is published and with which
// properties does not depend on what has been written yet.
import { createBase } from '../base.ts';
import { createRandom } from '../random.ts';
import { refund, pay, returnShipment, ship } from '../verbs-money.ts';
import { createInvoice, createOrder } from '../verbs-orders.ts';
import { fillRefs } from '../verbs-refs.ts';
import { rowsOfSet } from './catalogs.ts';
import { setOf, type Release, type Row } from './entities.ts';

const BOOKS = [
  'Catalog_Организации', 'Catalog_Валюты', 'Catalog_СтавкиНДС',
  'Catalog_УпаковкиЕдиницыИзмерения', 'Catalog_ОбъектыРасчетов',
  'InformationRegister_КонтактнаяИнформация',
];

const made = new Map<Release, ReadonlyMap<string, Row>>();

export function sampleSets(release: Release): ReadonlyMap<string, Row> {
  const known = made.get(release);
  if (known) return known;
  const base = createBase(createRandom(1));
  fillRefs(base, { employees: 1, companies: 1, products: 1 });
  const { uid } = createOrder(base);
  createInvoice(base, uid);
  for (const kind of ['bank', 'cash', 'card', 'offset'] as const) pay(base, uid, 100, { kind });
  refund(base, uid, 100);
  ship(base, uid);
  returnShipment(base, uid);
  const names = new Set([...base.objects.values()].map(setOf));
  const sets = new Map<string, Row>();
  for (const set of [...names, ...BOOKS]) {
    const row = set ? rowsOfSet(base, set, release).at(-1) : undefined;
    const isNewer = release === '11.4' && set === 'Catalog_ОбъектыРасчетов';
    if (set && row && !isNewer) sets.set(set, row);
  }
  made.set(release, sets);
  return sets;
}
