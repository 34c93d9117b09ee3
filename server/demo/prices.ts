// The demo's price lists and stock, through the door of the exchange, and groups put into those of
// their departments by hand, as a product manager would.
import {
  applyPrices, applyPriceTypes, applyRests, createGroup, editGroup, listGroups,
} from '#modules/catalog';
import { addDays } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { type Db, inTransaction } from '#platform/database';
import { decimalFromKopecks } from '#contract/money';
import type { DemoProduct } from './product-rows.ts';
import { chanceOf } from './random.ts';

/** What is paid for a thing that is sold for 100. */
const COST_PERCENT = 74;
/** Dealers raise prices once a quarter. */
const RAISED_PERCENT = 105;
const PAST_DAYS = 120;
const COMING_DAYS = 40;

type Options = { baseId: number; seed: number; now: Date };

export async function loadPrices(
  db: Db, { baseId, seed, now }: Options, products: DemoProduct[],
): Promise<void> {
  const ctx = systemContext(db, '1c', () => now);
  const chance = chanceOf(seed ^ 0x9a1ce);
  const [retail, cost] = [chance.guid(), chance.guid()];
  const today = companyToday(now);
  const prices = products.flatMap(({ row: { uid }, priceKopecks }) => {
    const price = (typeUid: string, days: number, percent: number) => ({
      productUid: uid, typeUid, startsOn: addDays(today, days), currency: null,
      price: decimalFromKopecks(Math.round((priceKopecks * percent) / 100)),
    });
    return [price(retail, -PAST_DAYS, 100), price(retail, COMING_DAYS, RAISED_PERCENT),
      price(cost, -PAST_DAYS, COST_PERCENT)];
  });
  const rests = products.filter(() => chance.next() < 0.7).map(({ row: { uid } }) => ({
    productUid: uid, warehouse: 'Основной склад', quantity: String(Math.ceil(chance.next() * 24)),
  }));
  await inTransaction(db, async (tx) => {
    await applyPriceTypes(tx, baseId, [
      { uid: retail, name: 'Розничная', currency: 'RUB' },
      { uid: cost, name: 'Закупочная', currency: 'RUB' },
    ]);
    await applyPrices(tx, ctx, baseId, prices);
    await applyRests(tx, ctx, baseId, rests);
  });
  await nestGroups(db, now, products);
}

async function nestGroups(db: Db, now: Date, products: DemoProduct[]): Promise<void> {
  const ctx = systemContext(db, 'system', () => now);
  const departmentOf = new Map(products.map(({ row, department }) => [row.groupName, department]));
  const parents = new Map<string, number>();
  for (const group of await listGroups(ctx)) {
    const department = departmentOf.get(group.name);
    if (department === undefined || department === group.name) continue;
    const parentId = parents.get(department) ?? (await createGroup(ctx, { name: department })).id;
    parents.set(department, parentId);
    await editGroup(ctx, { id: group.id, parentId });
  }
}
