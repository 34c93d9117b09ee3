// What was ordered in 1C, when it is to be shipped and what is left, for who may not see money: the
// engineer and the buyer of a deal.
import type { OrderGoods } from '#contract/payments';
import { requireDeal } from '#modules/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { refuse } from '#platform/refuse';
import { LINE_LEFT, LINE_SHIPPED } from './shipped-sql.ts';

const GOODS = `
  select o.uid, o.number, o.ordered_at as "orderedAt", o.counts, o.posted,
    o.deleted or o.gone as deleted, o.status,
    (select coalesce(json_agg(json_build_object(
      'position', l.position, 'article', l.article, 'name', coalesce(l.name, ''),
      'characteristic', l.characteristic, 'unit', l.unit, 'quantity', l.quantity::text,
      'cancelled', l.cancelled, 'shipOn', l.ship_on,
      ${LINE_LEFT}
    ) order by l.position), '[]')
    from payments.order_line l ${LINE_SHIPPED}
    where l.base_id = o.base_id and l.order_uid = o.uid) as lines
  from payments.sales_order o where o.deal_id = $1 order by o.ordered_at, o.uid`;

/** Refuses like any card when the deal is not visible, and when the reader may not see lines. */
export async function readDealGoods(ctx: Context, dealId: number): Promise<OrderGoods[]> {
  await requireDeal(ctx, ctx.db, dealId, 'read');
  if (!maySee(ctx.actor, 'deal.lines')) throw refuse('right.missing');
  const { rows } = await ctx.db.query<OrderGoods>(
    { name: 'deal-goods', text: GOODS, values: [dealId] });
  return rows;
}
