// The demo's customers and goods, brought in by the doors of the exchange, so that they are linked
// to a base of 1C as real ones are.
import { applyProducts, productsByIdentity } from '#modules/catalog';
import { applyCompanies, applyContacts } from '#modules/customers';
import type { CompanyRow } from '#contract/onec-rows';
import { systemContext } from '#platform/context';
import { type Db, inTransaction } from '#platform/database';
import { customerRows } from './company-rows.ts';
import { loadPrices } from './prices.ts';
import { productRows } from './product-rows.ts';

export type DemoCustomersOptions = {
  baseId: number;
  seed: number;
  now: Date;
  companyCount?: number;
  /** Guids of 1C that staff.employee_identity knows; companies are shared out among them. */
  managerUids?: readonly string[];
};

export type LoadedCompany = { id: number; row: CompanyRow };
export type LoadedProduct = {
  id: number; uid: string; article: string; name: string; department: string;
  priceKopecks: number;
};
export type LoadedCustomers = { companies: LoadedCompany[]; products: LoadedProduct[] };

const COMPANY_COUNT = 300;
const BATCH_ROWS = 200;

/** Loads them quietly, as history: it notifies nobody. The same call again adds nothing. */
export async function loadDemoCustomers(
  db: Db, options: DemoCustomersOptions,
): Promise<LoadedCustomers> {
  const { baseId, seed, now, companyCount = COMPANY_COUNT, managerUids = [] } = options;
  const ctx = { ...systemContext(db, '1c', () => now), quiet: true };
  const { companies, contacts } = customerRows(seed, companyCount, managerUids);
  const ids = new Map<string, number>();
  for (const batch of batchesOf(companies)) {
    const outcomes = await inTransaction(db, (tx) => applyCompanies(tx, ctx, baseId, batch));
    for (const { uid, companyId } of outcomes) if (companyId !== null) ids.set(uid, companyId);
  }
  for (const batch of batchesOf(contacts)) {
    await inTransaction(db, (tx) => applyContacts(tx, ctx, baseId, batch));
  }
  return {
    companies: companies.flatMap((row) => {
      const id = ids.get(row.uid);
      return id === undefined ? [] : [{ id, row }];
    }),
    products: await loadProducts(db, options),
  };
}

async function loadProducts(
  db: Db, { baseId, seed, now }: DemoCustomersOptions,
): Promise<LoadedProduct[]> {
  const ctx = { ...systemContext(db, '1c', () => now), quiet: true };
  const products = productRows(seed);
  const known = await productsByIdentity(db, baseId, products.map(({ row }) => row.uid));
  const ids = new Map(known);
  for (const batch of batchesOf(products)) {
    const rows = batch.map(({ row }) => row);
    const outcomes = await inTransaction(db, (tx) => applyProducts(tx, ctx, baseId, rows));
    for (const { uid, productId } of outcomes) ids.set(uid, productId);
  }
  if (known.size === 0) await loadPrices(db, { baseId, seed, now }, products);
  return products.map(({ row, department, priceKopecks }) => ({
    id: ids.get(row.uid)!, uid: row.uid, article: row.article ?? '', name: row.name, department,
    priceKopecks,
  }));
}

function batchesOf<T>(list: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < list.length; from += BATCH_ROWS) {
    batches.push(list.slice(from, from + BATCH_ROWS));
  }
  return batches;
}
