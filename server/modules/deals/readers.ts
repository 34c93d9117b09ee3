// Keeps deals.deal_reader: who reads a deal as their own. A reader is here for a reason (`why`);
// the same person may stand under several.
import type { Queryable, Tx } from '#platform/database';
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

/** After the own lines changed: their product managers come, those of lines long gone leave. */
export async function refreshProductReaders(tx: Tx, dealId: number): Promise<void> {
  await tx.query({
    name: 'deal-readers-product-set',
    text: `
      with wanted as (
        select distinct o.employee_id
        from deals.deal_line l join catalog.product p on p.id = l.product_id
          join catalog.product_group_owner o on o.group_id = p.group_id
        where l.deal_id = $1
      ), gone as (
        delete from deals.deal_reader r
        where r.deal_id = $1 and r.why = 'product'
          and not exists (select from wanted w where w.employee_id = r.employee_id)
      )
      insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select employee_id, $1, 'product', false from wanted on conflict do nothing`,
    values: [dealId],
  });
}

/**
 * After a group got other managers or other goods: who manages the products of its deals' own
 * lines. `moved` are products that have left the group or come into it.
 */
export async function refreshGroupReaders(
  tx: Tx, groupId: number, moved: number[] = [],
): Promise<void> {
  await tx.query({
    name: 'deal-readers-group-drop',
    text: `delete from deals.deal_reader r
      where r.why = 'product'
        and exists (select from deals.deal_line l join catalog.product p on p.id = l.product_id
          where l.deal_id = r.deal_id and (p.group_id = $1 or p.id = any($2::bigint[])))
        and not exists (select from deals.deal_line l
          join catalog.product p on p.id = l.product_id
          join catalog.product_group_owner o on o.group_id = p.group_id
          where l.deal_id = r.deal_id and o.employee_id = r.employee_id)`,
    values: [groupId, moved],
  });
  await tx.query({
    name: 'deal-readers-group-add',
    text: `insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select distinct o.employee_id, l.deal_id, 'product', false
      from catalog.product_group_owner o join catalog.product p on p.group_id = o.group_id
        join deals.deal_line l on l.product_id = p.id
      where o.group_id = $1 on conflict do nothing`,
    values: [groupId],
  });
}
