// Documents whose rows do not agree with what was applied: lost rows and wrong sums are seen here,
// a wrong name or date is not. The digest asks for them again.
import type { Queryable } from '#platform/database';
import { TYPE_CODES } from './object-types.ts';

// What an object adds to the digest's sum is kept beside its revision, apart from the rows.
const AGREE: Record<string, string> = {
  order: `select from payments.sales_order h
    where h.base_id = o.base_id and h.uid = o.uid and not h.gone
      and h.total_kopecks = o.total_kopecks and h.lines_kopecks = (
        select coalesce(sum(l.sum_kopecks + case when l.vat_included then 0 else l.vat_kopecks end)
          filter (where not l.cancelled), 0)
        from payments.order_line l where l.base_id = h.base_id and l.order_uid = h.uid)`,
  invoice: `select from payments.invoice h
    where h.base_id = o.base_id and h.uid = o.uid and not h.gone
      and h.total_kopecks = o.total_kopecks`,
  payment: `select from payments.payment h
    where h.base_id = o.base_id and h.uid = o.uid and not h.gone
      and abs(h.total_kopecks) = o.total_kopecks`,
  shipment: `select from payments.shipment h
    where h.base_id = o.base_id and h.uid = o.uid and not h.gone
      and o.total_kopecks = (
        select coalesce(sum(
          case h.kind when 'return' then -l.sum_kopecks else l.sum_kopecks end), 0)
        from payments.shipment_line l where l.base_id = h.base_id and l.shipment_uid = h.uid)`,
};

/** Guids of one type and month; reference books have no sums to compare. */
export async function damagedDocuments(
  on: Queryable, baseId: number, type: string, month: number | null,
): Promise<string[]> {
  const agree = AGREE[type];
  if (!agree) return [];
  const { rows } = await on.query<{ uid: string }>({
    name: `onec-damaged-${type}`,
    text: `
      select o.uid from onec.object o
      where o.base_id = $1 and o.type = $2 and o.month is not distinct from $3 and not o.deleted
        and not exists (${agree})`,
    values: [baseId, TYPE_CODES[type as keyof typeof TYPE_CODES], month],
  });
  return rows.map((row) => row.uid);
}
