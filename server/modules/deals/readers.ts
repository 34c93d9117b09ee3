// Keeps deals.deal_reader: who reads a deal as their own. A reader is here for a reason (`why`);
// the same person may stand under several.
import { inTransaction, type Db, type Queryable, type Tx } from '#platform/database';
import type { VisibilityFacts } from '#platform/visibility';
import { dealFacts } from './visibility.ts';

export type ReaderWhy =
  | 'responsible' | 'participant' | 'giver' | 'engineer' | 'product' | 'goods' | 'buyer';

/** A giver and those whom lower rules add look on; the rest work on the deal. */
const MAY_EDIT: ReadonlySet<ReaderWhy> = new Set(['responsible', 'participant']);

/** Makes the readers of that kind exactly these people. */
export async function setReaders(
  tx: Tx, dealId: number, why: ReaderWhy, employeeIds: number[],
): Promise<void> {
  await tx.query({
    name: 'deal-readers-drop',
    text: `delete from deals.deal_reader
      where deal_id = $1 and why = $2 and employee_id <> all($3::bigint[])`,
    values: [dealId, why, employeeIds],
  });
  await addReaders(tx, dealId, why, employeeIds);
}

export async function addReaders(
  tx: Tx, dealId: number, why: ReaderWhy, employeeIds: number[],
): Promise<void> {
  await tx.query({
    name: 'deal-readers-add',
    text: `insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select distinct unnest($3::bigint[]), $1::bigint, $2, $4::boolean
      on conflict do nothing`,
    values: [dealId, why, employeeIds, MAY_EDIT.has(why)],
  });
}

/** Readers before a change, for the event that tells those who stop seeing the deal. */
export async function readersOf(on: Queryable, dealId: number): Promise<VisibilityFacts> {
  const facts = await dealFacts(on, [dealId]);
  return facts.get(dealId) ?? { departmentId: null, readerIds: [] };
}

/** A product that a deal sells by an order of 1C. */
export type Sold = { dealId: number; productId: number };

/**
 * Makes the readers for the goods of orders exactly the managers of the groups of `sold`; of all
 * `dealIds`, also those that sell nothing any more. This module does not see the lines of orders.
 */
export async function setGoodsReaders(tx: Tx, dealIds: number[], sold: Sold[]): Promise<void> {
  await tx.query({
    name: 'deal-readers-goods-set',
    text: `
      with wanted as (
        select distinct o.employee_id, sold.deal_id
        from unnest($2::bigint[], $3::bigint[]) as sold (deal_id, product_id)
          join catalog.product p on p.id = sold.product_id
          join catalog.product_group_owner o on o.group_id = p.group_id
      ), gone as (
        delete from deals.deal_reader r
        where r.deal_id = any($1::bigint[]) and r.why = 'goods' and not exists (
          select from wanted w where w.deal_id = r.deal_id and w.employee_id = r.employee_id)
      )
      insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select employee_id, deal_id, 'goods', false from wanted on conflict do nothing`,
    values: [dealIds, sold.map(({ dealId }) => dealId), sold.map(({ productId }) => productId)],
  });
}

/** A deal that is written at this moment is read when it is done. */
export async function holdDeals(tx: Tx, ids: number[]): Promise<void> {
  await tx.query({
    name: 'deals-hold',
    text: 'select from deals.deal where id = any($1::bigint[]) order by id for no key update',
    values: [ids],
  });
}

/**
 * Makes the readers for the own lines exactly the managers of their groups. The deals must be held.
 * A group that is given other managers at this moment is waited for: its job looks for deals by
 * lines that are committed, and would not find these.
 */
export async function refreshProductReaders(tx: Tx, dealIds: number[]): Promise<void> {
  const held = tx.query({
    name: 'deal-readers-groups-hold',
    text: `select from catalog.product_group where id in (
        select p.group_id from deals.deal_line l join catalog.product p on p.id = l.product_id
        where l.deal_id = any($1::bigint[])) order by id for key share`,
    values: [dealIds],
  });
  const settled = tx.query({
    name: 'deal-readers-product-set',
    text: `
      with wanted as (
        select distinct o.employee_id, l.deal_id
        from deals.deal_line l join catalog.product p on p.id = l.product_id
          join catalog.product_group_owner o on o.group_id = p.group_id
        where l.deal_id = any($1::bigint[])
      ), gone as (
        delete from deals.deal_reader r
        where r.deal_id = any($1::bigint[]) and r.why = 'product' and not exists (
          select from wanted w where w.deal_id = r.deal_id and w.employee_id = r.employee_id)
      )
      insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select employee_id, deal_id, 'product', false from wanted on conflict do nothing`,
    values: [dealIds],
  });
  await Promise.all([held, settled]);
}

// Deals of a portion are held while their readers are settled, and whoever edits them waits.
const PORTION = 500;

/**
 * After a group got other managers or other goods: who manages the products of its deals' own
 * lines. `moved` are products that have left the group or come into it.
 */
export async function refreshGroupReaders(
  db: Db, groupId: number, moved: number[] = [],
): Promise<void> {
  const { rows } = await db.query<{ id: number }>({
    name: 'deals-of-group',
    text: `select distinct l.deal_id as id
      from catalog.product p join deals.deal_line l on l.product_id = p.id
      where p.group_id = $1 or p.id = any($2::bigint[]) order by l.deal_id`,
    values: [groupId, moved],
  });
  for (let start = 0; start < rows.length; start += PORTION) {
    const ids = rows.slice(start, start + PORTION).map(({ id }) => id);
    await inTransaction(db, async (tx) => {
      await holdDeals(tx, ids);
      await refreshProductReaders(tx, ids);
    });
  }
}
