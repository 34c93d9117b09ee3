// Lines of a deal's own offer, as far as the reader may see them.
import type { DealLine } from '#contract/deal-lines';
import { type Actor, maySee } from '#platform/actor';
import type { Context } from '#platform/context';

/** Today's purchase price; not even read for those who may not see it. */
const costOf = (actor: Actor) => (maySee(actor, 'line.cost') && maySee(actor, 'deal.money')
  ? 'p.cost_kopecks' : 'null::bigint');

/** Sums of a line are money too. */
export async function readLines(ctx: Context, id: number): Promise<DealLine[]> {
  if (!maySee(ctx.actor, 'deal.lines')) return [];
  const cost = costOf(ctx.actor);
  const { rows } = await ctx.db.query<DealLine>({
    name: `deal-lines-${cost.startsWith('null') ? 'plain' : 'cost'}`,
    text: `
      select l.id, coalesce(l.row_key, 'l' || l.id) as key, l.position,
        l.product_id as "productId", l.article, l.name, l.unit,
        l.quantity::text as quantity, l.price::text as price,
        l.discount_percent::text as "discountPercent",
        l.discount_kopecks as "discountKopecks", coalesce(l.extra, '{}') as extra,
        l.sum_kopecks as "sumKopecks",
        l.vat_rate as "vatRate", l.vat_kopecks as "vatKopecks",
        l.vat_included as "vatIncluded", l.is_section as "isSection", ${cost} as "costKopecks",
        p.vat_rate as "productVatRate"
      from deals.deal_line l left join catalog.product p on p.id = l.product_id
      where l.deal_id = $1 order by l.position`,
    values: [id],
  });
  return maySee(ctx.actor, 'deal.money') ? rows : rows.map(withoutMoney);
}

const withoutMoney = (line: DealLine): DealLine =>
  ({
    ...line, price: null, discountPercent: null, discountKopecks: null, sumKopecks: null,
    vatKopecks: null,
  });
