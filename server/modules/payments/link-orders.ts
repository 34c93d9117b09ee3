// Gives every order its deal: the one it names, the one it already has, or a new one.
import {
  createDealsFromOrders, fillEmptyFields, type DealFill, type DealFromOrder,
} from '#modules/deals';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { upsertsOf, type DocumentBatch } from './documents.ts';

/** An order that cannot be applied yet, and what it waits for. */
export type Parking = {
  uid: string;
  code: 'manager.unknown' | 'deal.unknown';
  reason: string;
  field: string;
  waitsFor: string;
};

type OrderKey = {
  uid: string; managerUid: string | null; managerName: string | null; crmDealId: number | null;
};

type JudgedKey = OrderKey & {
  dealKnown: boolean; linked: boolean; mapped: boolean;
  /** A person has said whose order it is: nothing that 1C says of its deal matters. */
  isPlaced: boolean;
};

/** Of history only orders that name a deal may have to wait. */
function keysOf(batch: DocumentBatch): OrderKey[] {
  return upsertsOf(batch.documents, 'order')
    .filter(({ row }) => !batch.history || row.crmDealId !== null)
    .map(({ row: { uid, managerUid, managerName, crmDealId } }) =>
      ({ uid, managerUid, managerName, crmDealId }));
}

/**
 * Orders of the batch that must wait: they name a deal that does not exist, or would create a
 * deal for a manager nobody has mapped. History never waits: its managers become former employees.
 */
export async function ordersToPark(tx: Tx, batch: DocumentBatch): Promise<Parking[]> {
  const keys = keysOf(batch);
  if (keys.length === 0) return [];
  const { rows } = await tx.query<JudgedKey>({
    name: 'orders-to-park',
    text: `
      select k.uid, k."managerUid", k."managerName", k."crmDealId",
        exists (select 1 from deals.deal d where d.id = k."crmDealId") as "dealKnown",
        exists (select 1 from payments.sales_order o
          where o.base_id = $1 and o.uid = k.uid and o.deal_id is not null) as linked,
        exists (select 1 from payments.sales_order o
          where o.base_id = $1 and o.uid = k.uid and o.linked_by is not null) as "isPlaced",
        exists (select 1 from staff.employee_identity i
          where i.base_id = $1 and i.uid = k."managerUid") as mapped
      from jsonb_to_recordset($2::jsonb) as k
        (uid uuid, "managerUid" uuid, "managerName" text, "crmDealId" bigint)`,
    values: [batch.baseId, JSON.stringify(keys)],
  });
  const parked: Parking[] = [];
  for (const row of rows.filter(({ isPlaced }) => !isPlaced)) {
    if (row.crmDealId !== null && !row.dealKnown) {
      parked.push({
        uid: row.uid, code: 'deal.unknown', field: 'crmDealId',
        reason: `Сделки ${row.crmDealId} в Верстаке нет`, waitsFor: `deal:${row.crmDealId}`,
      });
    } else if (needsManager(row) && !batch.history) {
      parked.push({
        uid: row.uid, code: 'manager.unknown', field: 'managerUid',
        reason: `Менеджер «${row.managerName ?? row.managerUid}» не сопоставлен с сотрудником`,
        waitsFor: `manager:${row.managerUid}`,
      });
    }
  }
  return parked;
}

function needsManager(row: JudgedKey): boolean {
  return !row.linked && row.crmDealId === null && row.managerUid !== null && !row.mapped;
}

type Unlinked = DealFromOrder & { uid: string };
type Titled = { first: string | null; lines: number; number: string };

/** Links orders that name a deal, then makes deals for those still without one. */
export async function linkOrders(
  tx: Tx, ctx: Context, batch: DocumentBatch, uids: string[],
): Promise<number[]> {
  if (uids.length === 0) return [];
  await tx.query({
    name: 'orders-link-named',
    text: `
      update payments.sales_order o set deal_id = d.id
      from deals.deal d
      where o.base_id = $1 and o.uid = any($2::uuid[]) and d.id = o.crm_deal_id
        and o.deal_id is distinct from d.id and o.linked_by is null`,
    values: [batch.baseId, uids],
  });
  await fillDeals(tx, ctx, batch, uids);
  const orders = await readUnlinked(tx, batch, uids);
  const ids = await createDealsFromOrders(
    tx, ctx, orders.map(({ uid: _uid, ...deal }) => deal), { fromHistory: batch.history });
  await tx.query({
    name: 'orders-link-created',
    text: `
      update payments.sales_order o set deal_id = n.deal_id
      from unnest($2::uuid[], $3::bigint[]) as n (uid, deal_id)
      where o.base_id = $1 and o.uid = n.uid`,
    values: [batch.baseId, orders.map((order) => order.uid), ids],
  });
  return ids;
}

/** 1C fills what is empty on a linked deal; a human value stays. */
export async function fillDeals(
  tx: Tx, ctx: Context, batch: Pick<DocumentBatch, 'baseId' | 'history'>, uids: string[],
): Promise<void> {
  const { rows } = await tx.query<DealFill>({
    name: 'orders-for-filling',
    text: `
      select o.deal_id as "dealId", c.company_id as "companyId", o.comment,
        o.project_name as "projectName", o.end_customer_name as "endCustomerName",
        o.end_customer_inn as "endCustomerInn", o.address, a.own_entity_id as "ownEntityId"
      from payments.sales_order o
        left join customers.own_entity_alias a on a.name = o.organization
        left join customers.company_identity c on c.base_id = o.base_id and c.uid = o.company_uid
      where o.base_id = $1 and o.uid = any($2::uuid[]) and o.deal_id is not null
      order by o.deal_id, o.ordered_at, o.uid`,
    values: [batch.baseId, uids],
  });
  await fillEmptyFields(tx, ctx, rows, { quiet: batch.history });
}

/** What a new deal takes from its order; the title is the first line and the count of others. */
async function readUnlinked(tx: Tx, batch: DocumentBatch, uids: string[]): Promise<Unlinked[]> {
  const { rows } = await tx.query<Unlinked & Titled>({
    name: 'orders-unlinked',
    text: `
      select o.uid, o.number, c.company_id as "companyId", i.employee_id as "responsibleId",
        e.department_id as "departmentId",
        o.ordered_at at time zone $3 as "createdAt", o.comment,
        o.project_name as "projectName", o.end_customer_name as "endCustomerName",
        o.end_customer_inn as "endCustomerInn", o.address, l.first, l.lines,
        a.own_entity_id as "ownEntityId"
      from payments.sales_order o
        left join customers.own_entity_alias a on a.name = o.organization
        left join customers.company_identity c on c.base_id = o.base_id and c.uid = o.company_uid
        left join staff.employee_identity i on i.base_id = o.base_id and i.uid = o.manager_uid
        left join staff.employee e on e.id = i.employee_id
        left join lateral (
          select (array_agg(nullif(ol.name, '') order by ol.position))[1] as first,
            count(*)::int as lines
          from payments.order_line ol
          where ol.base_id = o.base_id and ol.order_uid = o.uid and not ol.cancelled
        ) l on true
      where o.base_id = $1 and o.uid = any($2::uuid[]) and o.deal_id is null
      order by o.ordered_at, o.uid`,
    values: [batch.baseId, uids, batch.timeZone],
  });
  return rows.map(({ first, lines, number, ...order }) => ({
    ...order, title: titleOf(first, lines, number),
  }));
}

const TITLE_MAX = 500;

/** The title of a deal by the first line of its order. */
export function titleOf(first: string | null, lines: number, number: string): string {
  if (!first) return `Заказ ${number || 'без номера'}`;
  const title = lines > 1 ? `${first} и ещё ${lines - 1}` : first;
  return title.slice(0, TITLE_MAX);
}

/** Deals that waited for their company get it when 1C sends it. */
export async function healDealCompanies(
  tx: Tx, ctx: Context, batch: { baseId: number; history: boolean }, companyUids: string[],
): Promise<void> {
  if (companyUids.length === 0) return;
  const { rows } = await tx.query<{ dealId: number; companyId: number }>({
    name: 'orders-heal-companies',
    text: `
      select o.deal_id as "dealId", c.company_id as "companyId"
      from payments.sales_order o
        join customers.company_identity c on c.base_id = o.base_id and c.uid = o.company_uid
        join deals.deal d on d.id = o.deal_id
      where o.base_id = $1 and o.company_uid = any($2::uuid[]) and d.company_id is null
      order by o.deal_id, o.ordered_at, o.uid`,
    values: [batch.baseId, companyUids],
  });
  await fillEmptyFields(tx, ctx, rows.map((row) => ({ ...NOTHING_MORE, ...row })), {
    quiet: batch.history,
  });
}

/** For one field that heals later. */
export const NOTHING_MORE = {
  comment: null, projectName: null, endCustomerName: null, endCustomerInn: null, address: null,
  ownEntityId: null,
};
