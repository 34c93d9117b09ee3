// Keeps deals.deal_reader: who reads a deal as their own. A reader is here for a reason (`why`);
// the same person may stand under several.
import type { Queryable, Tx } from '#platform/database';
import type { VisibilityFacts } from '#platform/visibility';
import { dealFacts } from './visibility.ts';

export type ReaderWhy =
  | 'responsible' | 'participant' | 'giver' | 'engineer' | 'product' | 'buyer';

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

/**
 * Lets the managers of the products' groups read the deals. Adds only: for orders of 1C, whose
 * lines this module does not see; `dealIds` and `productIds` go in pairs.
 */
export async function addProductReaders(
  tx: Tx, dealIds: number[], productIds: number[],
): Promise<void> {
  await tx.query({
    name: 'deal-readers-product-add',
    text: `insert into deals.deal_reader (employee_id, deal_id, why, may_edit)
      select distinct o.employee_id, sold.deal_id, 'product', false
      from unnest($1::bigint[], $2::bigint[]) as sold (deal_id, product_id)
        join catalog.product p on p.id = sold.product_id
        join catalog.product_group_owner o on o.group_id = p.group_id
      on conflict do nothing`,
    values: [dealIds, productIds],
  });
}

/** After the own lines changed: their product managers come, those of lines long gone leave. */
export async function refreshProductReaders(
  tx: Tx, dealId: number, ownsAmount: boolean,
): Promise<void> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'deal-readers-product-of-lines',
    text: `select distinct o.employee_id as id
      from deals.deal_line l join catalog.product p on p.id = l.product_id
        join catalog.product_group_owner o on o.group_id = p.group_id
      where l.deal_id = $1`,
    values: [dealId],
  });
  const ids = rows.map((row) => row.id);
  // With orders of 1C their products count as well, so nobody is taken off here.
  await (ownsAmount ? setReaders : addReaders)(tx, dealId, 'product', ids);
}

/** After a group got other managers: reads anew who manages the products of its deals' lines. */
export async function refreshGroupReaders(tx: Tx, groupId: number): Promise<void> {
  await tx.query({
    name: 'deal-readers-group-drop',
    text: `delete from deals.deal_reader r using deals.deal d
      where r.why = 'product' and d.id = r.deal_id and d.amount_source <> 'onec'
        and exists (select from deals.deal_line l join catalog.product p on p.id = l.product_id
          where l.deal_id = d.id and p.group_id = $1)
        and not exists (select from deals.deal_line l
          join catalog.product p on p.id = l.product_id
          join catalog.product_group_owner o on o.group_id = p.group_id
          where l.deal_id = d.id and o.employee_id = r.employee_id)`,
    values: [groupId],
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
