// What a deal offers before its lines are changed, in one reading.
import type { LineColumn } from '#contract/deal-lines';
import { one, type Tx } from '#platform/database';
import type { LineRow } from './line-rows.ts';
import type { Shares } from './apply-money.ts';

/** Headings count for nothing; tax on top is part of the sum. */
export type OfferTotals = { count: number; sumKopecks: number; vatKopecks: number };

export type Offer = OfferTotals & {
  columns: LineColumn[]; readerIds: number[]; productIds: number[]; shares: Shares;
};

/** The deal must be locked, or its lock be asked for before. */
export async function readOffer(tx: Tx, dealId: number): Promise<Offer | undefined> {
  return one<Offer>(tx, {
    name: 'deal-offer',
    text: `
      select l.count, l."sumKopecks", l."vatKopecks", l."productIds",
        (select coalesce(json_agg(json_build_object('code', c.code, 'name', c.name,
            'type', c.type) order by c.position), '[]')
          from deals.deal_line_column c where c.deal_id = d.id) as columns,
        (select coalesce(json_agg(distinct r.employee_id), '[]')
          from deals.deal_reader r where r.deal_id = d.id) as "readerIds",
        json_build_object('paidPercent', d.paid_percent, 'overpaid', d.overpaid,
          'shippedPercent', d.shipped_percent) as shares
      from deals.deal d, lateral (
        select (count(*) filter (where not is_section))::int as count,
          coalesce(sum(sum_kopecks + case when vat_included then 0 else vat_kopecks end), 0)::bigint
            as "sumKopecks",
          coalesce(sum(vat_kopecks), 0)::bigint as "vatKopecks",
          coalesce(array_agg(distinct product_id) filter (where product_id is not null), '{}')
            as "productIds"
        from deals.deal_line where deal_id = d.id) l
      where d.id = $1`,
    values: [dealId],
  });
}

/** The same of rows that are about to be stored. */
export function totalsOf(rows: LineRow[]): OfferTotals {
  const totals = { count: 0, sumKopecks: 0, vatKopecks: 0 };
  for (const { isSection, sumKopecks, vatKopecks, vatIncluded } of rows) {
    totals.count += isSection ? 0 : 1;
    totals.sumKopecks += sumKopecks + (vatIncluded ? 0 : vatKopecks);
    totals.vatKopecks += vatKopecks;
  }
  return totals;
}
