// Filling the reference books of a fake base.
import { put, write, type FakeBase, type FakeObject } from './base.ts';
import { makeCompany, makeContact, makeEmployee, makeGoods } from './refs.ts';

export type RefCounts = { employees: number; companies: number; products: number };

/** Everything orders need, written in an order that lets links resolve at once. */
export function fillRefs(base: FakeBase, counts: RefCounts): FakeObject[] {
  const { random } = base;
  const made: FakeObject[] = [];
  for (let index = 0; index < counts.employees; index += 1) {
    made.push(write(base, 'employee', { uid: random.uid(), body: makeEmployee(random, index) }));
  }
  for (let index = 0; index < counts.products; index += 1) {
    const goods = makeGoods(random);
    base.goods.push(goods);
    made.push(write(base, 'product', { uid: goods.uid, body: goods.body }));
  }
  for (let index = 0; index < counts.companies; index += 1) made.push(...addCompany(base));
  return made;
}

/** A company with its manager and, mostly, a contact. */
export function addCompany(base: FakeBase): FakeObject[] {
  const { random } = base;
  const uid = random.uid();
  const company = makeCompany(random, random.pick(base.uids.employee));
  const made: FakeObject[] = [write(base, 'company', { uid, body: company })];
  if (random.chance(0.7)) {
    made.push(write(base, 'contact', { uid: random.uid(), body: makeContact(random, uid) }));
  }
  return made;
}

/** Prices are not on the wire: a loaded base invents them again from the article. */
export function restoreGoods(base: FakeBase, products: readonly FakeObject<'product'>[]): void {
  for (const product of products) {
    put(base, product);
    let price = 0;
    for (const letter of product.body.article) price = (price * 31 + letter.charCodeAt(0)) % 90_000;
    base.goods.push({ uid: product.uid, body: product.body, priceKopecks: (price + 3_000) * 100 });
  }
}
