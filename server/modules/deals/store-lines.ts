// The lines of an offer as rows of the table: what is as it was stays, the rest is written anew.
import type { Tx } from '#platform/database';
import type { LineRow } from './line-rows.ts';

/**
 * A specification comes whole and mostly as it is stored: a line that differs in nothing is not
 * written, so that one more line is one row and one look at its foreign keys. A line without a key
 * is known by its id, and leaves it to whoever was sent with it.
 */
export async function storeLines(tx: Tx, dealId: number, rows: LineRow[]): Promise<void> {
  await tx.query({
    name: 'deal-lines-store',
    text: `
      with n as materialized (
        select * from jsonb_to_recordset($2::jsonb) as n (position int, "productId" bigint,
          article text, name text, unit text, quantity numeric, price numeric,
          "discountPercent" numeric, "sumKopecks" bigint, "vatRate" text, "vatKopecks" bigint,
          "vatIncluded" boolean, key text, "discountKopecks" bigint, extra jsonb,
          "isSection" boolean)
      ), kept as materialized (
        select l.id, l.position from deals.deal_line l join n on n.position = l.position
        where l.deal_id = $1
          and (l.product_id, l.article, l.name, l.unit, l.quantity, l.price, l.discount_percent,
            l.sum_kopecks, l.vat_rate, l.vat_kopecks, l.vat_included, l.row_key,
            l.discount_kopecks, l.extra, l.is_section)
          is not distinct from (n."productId", n.article, n.name, n.unit, n.quantity, n.price,
            n."discountPercent", n."sumKopecks", n."vatRate", n."vatKopecks", n."vatIncluded",
            n.key, n."discountKopecks", n.extra, n."isSection")
          and not exists (select from n other where other.key = 'l' || l.id)
      ), gone as (
        delete from deals.deal_line l
        where l.deal_id = $1 and not exists (select from kept where kept.id = l.id)
      )
      insert into deals.deal_line (deal_id, position, product_id, article, name, unit, quantity,
        price, discount_percent, sum_kopecks, vat_rate, vat_kopecks, vat_included, row_key,
        discount_kopecks, extra, is_section)
      select $1, n.position, n."productId", n.article, n.name, n.unit, n.quantity, n.price,
        n."discountPercent", n."sumKopecks", n."vatRate", n."vatKopecks", n."vatIncluded",
        n.key, n."discountKopecks", n.extra, n."isSection"
      from n where not exists (select from kept where kept.position = n.position)`,
    values: [dealId, JSON.stringify(rows)],
  });
}
