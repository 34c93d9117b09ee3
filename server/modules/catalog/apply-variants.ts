// Characteristics of products with their own prices and stock, as the exchange tells them. Set-
// based, repeats harmlessly: what is told last stands.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';

export type VariantRow = {
  productUid: string; uid: string;
  /** Null: a file of prices or stock alone names nothing. */
  name: string | null; article: string | null; attributes: Record<string, string>;
  deleted: boolean; startsOn: string;
  prices: { typeUid: string; price: string; currency: string | null }[];
  rests: { warehouse: string; quantity: string }[];
};

const NAMELESS = 'Без названия';

const ROWS = `jsonb_to_recordset($2::jsonb) as r ("productUid" uuid, uid uuid, name text,
  article text, attributes jsonb, deleted boolean, "startsOn" date, prices jsonb, rests jsonb,
  place int)`;

/** Rows name products that are known; others are left out. Answers how many things changed. */
export async function applyVariants(
  tx: Tx, ctx: Context, baseId: number, rows: VariantRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const told = JSON.stringify(rows.map((row, place) => ({ ...row, place })));
  const named = await settleVariants(tx, ctx, baseId, told);
  const priced = await tx.query(`
    insert into catalog.variant_price as was (variant_id, price_type_id, starts_on, price, currency)
    select distinct on (n.variant_id, t.id, r."startsOn") n.variant_id, t.id, r."startsOn",
      p.price, coalesce(p.currency, t.currency)
    from ${ROWS}
      join catalog.product_variant_identity n on n.base_id = $1
        and n.product_uid = r."productUid" and n.uid = r.uid
      cross join lateral jsonb_to_recordset(r.prices)
        as p ("typeUid" uuid, price numeric, currency text)
      join catalog.price_type_identity i on i.base_id = $1 and i.uid = p."typeUid"
      join catalog.price_type t on t.id = i.price_type_id
    order by n.variant_id, t.id, r."startsOn", r.place desc
    on conflict (variant_id, price_type_id, starts_on) do update
      set price = excluded.price, currency = excluded.currency
      where (was.price, was.currency) is distinct from (excluded.price, excluded.currency)`,
  [baseId, told]);
  await tx.query(`
    insert into catalog.variant_rest (variant_id, warehouse, quantity, updated_at)
    select distinct on (n.variant_id, w.warehouse) n.variant_id, w.warehouse, w.quantity, $3
    from ${ROWS}
      join catalog.product_variant_identity n on n.base_id = $1
        and n.product_uid = r."productUid" and n.uid = r.uid
      cross join lateral jsonb_to_recordset(r.rests) as w (warehouse text, quantity numeric)
    order by n.variant_id, w.warehouse, r.place desc
    on conflict (variant_id, warehouse) do update
      set quantity = excluded.quantity, updated_at = excluded.updated_at`,
  [baseId, told, ctx.now()]);
  return named + (priced.rowCount ?? 0);
}

/** Makes those that are new and renames those that are called otherwise now. */
async function settleVariants(
  tx: Tx, ctx: Context, baseId: number, told: string,
): Promise<number> {
  const made = await tx.query(`
    with fresh as (
      select distinct on (r."productUid", r.uid) r."productUid" as product_uid, r.uid,
        p.product_id, nextval(pg_get_serial_sequence('catalog.product_variant', 'id')) as id
      from ${ROWS}
        join catalog.product_identity p on p.base_id = $1 and p.uid = r."productUid"
      where not exists (select from catalog.product_variant_identity n
        where n.base_id = $1 and n.product_uid = r."productUid" and n.uid = r.uid)
    ), made as (
      insert into catalog.product_variant (id, product_id, name, updated_at)
      overriding system value select id, product_id, '${NAMELESS}', $3 from fresh
    )
    insert into catalog.product_variant_identity (base_id, product_uid, uid, variant_id)
    select $1, product_uid, uid, id from fresh`, [baseId, told, ctx.now()]);
  const renamed = await tx.query(`
    with named as (
      select distinct on (n.variant_id) n.variant_id, r.name, r.article, r.attributes, r.deleted
      from ${ROWS}
        join catalog.product_variant_identity n on n.base_id = $1
          and n.product_uid = r."productUid" and n.uid = r.uid
      order by n.variant_id, r.name is null, r.place desc
    )
    update catalog.product_variant v set name = coalesce(k.name, v.name),
      article = coalesce(k.article, v.article), attributes = v.attributes || k.attributes,
      deleted_at = case when k.deleted then coalesce(v.deleted_at, $3) end, updated_at = $3
    from named k where v.id = k.variant_id
      and (coalesce(k.name, v.name), coalesce(k.article, v.article), v.attributes || k.attributes,
          k.deleted)
        is distinct from (v.name, v.article, v.attributes, v.deleted_at is not null)`,
  [baseId, told, ctx.now()]);
  return (made.rowCount ?? 0) + (renamed.rowCount ?? 0);
}
