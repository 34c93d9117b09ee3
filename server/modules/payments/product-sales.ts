// Where a product is sold: own offers of deals and orders of 1C, of the deals that the reader sees.
import type { ProductSale } from '#contract/prices';
import { readProduct } from '#modules/catalog';
import { visibleDeals } from '#modules/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';

const SALES_MAX = 100;

export async function readProductSales(ctx: Context, productId: number): Promise<ProductSale[]> {
  await readProduct(ctx, productId);
  if (!maySee(ctx.actor, 'deal.lines')) return [];
  const visible = visibleDeals(ctx.actor, 'read', 1);
  const { rows } = await ctx.db.query<ProductSale>(`
    with sold as (
      select s.deal_id, s.number, s.ordered_at::date as day, l.quantity, l.unit, l.price,
        l.sum_kopecks
      from catalog.product_identity i
        join payments.order_line l on l.base_id = i.base_id and l.product_uid = i.uid
        join payments.sales_order s on s.base_id = l.base_id and s.uid = l.order_uid
      where i.product_id = $1 and not l.cancelled and s.counts
      union all
      select l.deal_id, null, null, l.quantity, l.unit, l.price, l.sum_kopecks
      from deals.deal_line l where l.product_id = $1
    )
    select json_build_object('id', d.id, 'number', d.number, 'title', d.title) as deal,
      (select json_build_object('id', c.id, 'name', c.name) from customers.company c
        where c.id = d.company_id) as company,
      sold.number as "orderNumber", sold.day as "on", sold.quantity::text as quantity, sold.unit,
      sold.price::text as price, sold.sum_kopecks as "sumKopecks"
    from sold join deals.deal d on d.id = sold.deal_id
    where ${visible.sql}
    order by coalesce(sold.day, d.created_at::date) desc, d.id desc limit ${SALES_MAX}`,
  [productId, ...visible.values]);
  return maySee(ctx.actor, 'deal.money') ? rows
    : rows.map((row) => ({ ...row, price: null, sumKopecks: null }));
}
