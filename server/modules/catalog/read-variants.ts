// Characteristics of a product as its card shows them: prices of today, stock by warehouse.
import type { ProductVariant } from '#contract/prices';
import { maySee } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';

/** Thousands of characteristics are a mistake of the base; the card shows the first. */
const SHOWN_MAX = 200;

/** The caller has checked that the product may be read; costs need the right to margin. */
export async function readVariants(ctx: Context, productId: number): Promise<ProductVariant[]> {
  const { rows } = await ctx.db.query<ProductVariant>(`
    select v.id, v.name, v.article,
      coalesce((select json_agg(json_build_object('typeName', p.name, 'price', p.price::text,
          'currency', p.currency) order by p.is_main desc, p.name)
        from (select distinct on (t.id) t.name, t.is_main, r.price, r.currency
          from catalog.variant_price r join catalog.price_type t on t.id = r.price_type_id
          where r.variant_id = v.id and r.starts_on <= $2 and ($3 or not t.is_cost)
            and t.archived_at is null
          order by t.id, r.starts_on desc) p), '[]') as prices,
      coalesce((select json_agg(json_build_object('warehouse', w.warehouse,
          'quantity', w.quantity::text, 'updatedAt', w.updated_at) order by w.warehouse)
        from catalog.variant_rest w where w.variant_id = v.id), '[]') as rests
    from catalog.product_variant v
    where v.product_id = $1 and v.deleted_at is null
    order by v.name, v.id limit ${SHOWN_MAX}`,
  [productId, companyToday(ctx.now()), maySee(ctx.actor, 'line.cost')]);
  return rows;
}
