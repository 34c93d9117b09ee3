// Price types, prices and stock that the exchange brings. Set-based, repeats harmlessly: a price of
// the same day is replaced, stock is what was told last.
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { refreshListPrices } from './prices.ts';

export type PriceTypeRow = { uid: string; name: string; currency: string | null };
export type PriceRow = {
  productUid: string; typeUid: string; startsOn: string; price: string; currency: string | null;
};
export type RestRow = { productUid: string; warehouse: string; quantity: string };

const COST_NAME = /закуп|себестоим|входн|поставщик/i;

/** Known by guid, else by the only name, else made; a type of cost is told by its name. */
export async function applyPriceTypes(
  tx: Tx, baseId: number, types: PriceTypeRow[],
): Promise<void> {
  for (const { uid, name, currency } of types) {
    const { rows: [known] } = await tx.query<{ id: number }>(
      'select price_type_id as id from catalog.price_type_identity where base_id = $1 and uid = $2',
      [baseId, uid]);
    if (known) {
      await tx.query('update catalog.price_type set name = $2 where id = $1 and name <> $2',
        [known.id, name]);
      continue;
    }
    const isCost = COST_NAME.test(name);
    await tx.query(`
      with made as (
        insert into catalog.price_type (name, currency, is_cost, is_main, from_onec)
        values ($3, $4, $5, not $5
          and not exists (select from catalog.price_type where is_main), true) returning id
      )
      insert into catalog.price_type_identity (base_id, uid, price_type_id)
      select $1, $2, id from made`, [baseId, uid, name, currency ?? 'RUB', isCost]);
  }
}

/** Answers how many prices named a product or a type that is not known. */
export async function applyPrices(
  tx: Tx, ctx: Context, baseId: number, prices: PriceRow[],
): Promise<{ storedCount: number; unknownCount: number }> {
  if (prices.length === 0) return { storedCount: 0, unknownCount: 0 };
  const { rows: [done] } = await tx.query<{ known: number; changedIds: number[] }>(`
    with known as (
      select i.product_id, t.id as type_id, r."startsOn" as starts_on, r.price,
        coalesce(r.currency, t.currency) as currency, r.place
      from jsonb_to_recordset($2::jsonb) as r ("productUid" uuid, "typeUid" uuid,
          "startsOn" date, price numeric, currency text, place int)
        join catalog.product_identity i on i.base_id = $1 and i.uid = r."productUid"
        join catalog.price_type_identity n on n.base_id = $1 and n.uid = r."typeUid"
        join catalog.price_type t on t.id = n.price_type_id
    ), stored as (
      insert into catalog.product_price as was (product_id, price_type_id, starts_on, price,
        currency, from_onec)
      select distinct on (product_id, type_id, starts_on) product_id, type_id, starts_on, price,
        currency, true
      from known order by product_id, type_id, starts_on, place desc
      on conflict (product_id, price_type_id, starts_on) do update
        set price = excluded.price, currency = excluded.currency, from_onec = true
        where (was.price, was.currency) is distinct from (excluded.price, excluded.currency)
      returning product_id
    )
    select (select count(*) from known) as known,
      array(select distinct product_id from stored) as "changedIds"`,
  [baseId, JSON.stringify(prices.map((price, place) => ({ ...price, place })))]);
  const { known, changedIds } = done!;
  await refreshListPrices(tx, changedIds, companyToday(ctx.now()));
  return { storedCount: changedIds.length, unknownCount: prices.length - known };
}

/** Answers how many warehouses have another stock than before. */
export async function applyRests(
  tx: Tx, ctx: Context, baseId: number, rests: RestRow[],
): Promise<number> {
  if (rests.length === 0) return 0;
  const { rows: [differ] } = await tx.query<{ count: number }>(`
    select count(*)::int as count from (
      select i.product_id, r.warehouse, sum(r.quantity) as quantity
      from jsonb_to_recordset($2::jsonb)
          as r ("productUid" uuid, warehouse text, quantity numeric)
        join catalog.product_identity i on i.base_id = $1 and i.uid = r."productUid"
      group by i.product_id, r.warehouse
    ) k left join catalog.product_rest w using (product_id, warehouse)
    where w.quantity is distinct from k.quantity`, [baseId, JSON.stringify(rests)]);
  await tx.query(`
    insert into catalog.product_rest (product_id, warehouse, quantity, updated_at)
    select i.product_id, r.warehouse, sum(r.quantity), $3
    from jsonb_to_recordset($2::jsonb) as r ("productUid" uuid, warehouse text, quantity numeric)
      join catalog.product_identity i on i.base_id = $1 and i.uid = r."productUid"
    group by i.product_id, r.warehouse
    on conflict (product_id, warehouse) do update
      set quantity = excluded.quantity, updated_at = excluded.updated_at`,
  [baseId, JSON.stringify(rests), ctx.now()]);
  await refreshRests(tx, baseId, rests);
  return differ!.count;
}

/** What lists filter and sort by: the sum over warehouses, from their rows. */
async function refreshRests(tx: Tx, baseId: number, rests: RestRow[]): Promise<void> {
  await tx.query(`
    update catalog.product p set rest_quantity = s.quantity
    from (
      select r.product_id, sum(r.quantity) as quantity from catalog.product_rest r
      where r.product_id in (
        select i.product_id from catalog.product_identity i
        where i.base_id = $1 and i.uid = any($2::uuid[]))
      group by r.product_id) s
    where p.id = s.product_id and p.rest_quantity <> s.quantity`,
  [baseId, [...new Set(rests.map(({ productUid }) => productUid))]]);
}
