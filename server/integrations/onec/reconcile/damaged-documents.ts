// Documents whose rows are not those that were applied. The digest asks 1C for them again.
import type { OnecType } from '#contract/onec-rows';
import type { Queryable } from '#platform/database';
import { TYPE_CODES } from '../object-types.ts';
import { rowsCheckOf } from './rows-check.ts';

const TABLES: Partial<Record<OnecType, { table: string; at: string }>> = {
  order: { table: 'payments.sales_order', at: 'ordered_at' },
  invoice: { table: 'payments.invoice', at: 'invoiced_at' },
  payment: { table: 'payments.payment', at: 'paid_at' },
  shipment: { table: 'payments.shipment', at: 'shipped_at' },
};

/** What the rows of a document say that 1C's own total is. */
const SUMS: Partial<Record<OnecType, string>> = {
  order: 'h.total_kopecks',
  invoice: 'h.total_kopecks',
  payment: 'abs(h.total_kopecks)',
  shipment: `(
    select coalesce(sum(case h.kind when 'return' then -l.sum_kopecks else l.sum_kopecks end), 0)
    from payments.shipment_line l where l.base_id = h.base_id and l.shipment_uid = h.uid)`,
};

// What was stored before fingerprints were kept is compared by its sums alone.
const LINES: Partial<Record<OnecType, string>> = {
  order: `and h.lines_kopecks = (
    select coalesce(sum(l.sum_kopecks + case when l.vat_included then 0 else l.vat_kopecks end)
      filter (where not l.cancelled), 0)
    from payments.order_line l where l.base_id = h.base_id and l.order_uid = h.uid)`,
};

/**
 * Guids of one type and month, tombstones among them: one whose rows count again is damaged too.
 * A month of 22,000 orders with 4 lines each takes 2.5 s on a machine under load.
 */
function damagedText(type: OnecType, table: string): string {
  const rows = `from ${table} h where h.base_id = o.base_id and h.uid = o.uid and not h.gone`;
  const agree = `select ${rows} and ${SUMS[type]} = o.total_kopecks`;
  return `
    select o.uid, o.deleted from onec.object o
    where o.base_id = $1 and o.type = $2 and o.month = $3 and case
      when o.rows_check is not null
        and o.rows_check <> coalesce(${rowsCheckOf(type, 'o.base_id', 'o.uid')}, 0) then true
      when o.deleted then o.rows_check is null and exists (select ${rows})
      when o.rows_check is not null then not exists (${agree})
      else not exists (${agree} ${LINES[type] ?? ''}) end`;
}

/** Rows that 1C deleted and whose tombstone is not known any more: an old copy could return. */
function orphanText({ table, at }: { table: string; at: string }): string {
  return `
    select h.uid, true as deleted from ${table} h
    where h.base_id = $1 and h.gone and not exists (
        select from onec.object o where o.base_id = h.base_id and o.type = $2 and o.uid = h.uid)
      and extract(year from h.${at}) * 12 + extract(month from h.${at}) - 1 = $3`;
}

export type Damaged = { uid: string; deleted: boolean };

/** Of one type and month; reference books have no sums to compare. */
export async function damagedDocuments(
  on: Queryable, baseId: number, type: OnecType, month: number,
): Promise<Damaged[]> {
  const place = TABLES[type];
  if (!place) return [];
  const { rows } = await on.query<Damaged>({
    name: `onec-damaged-${type}`,
    text: `${damagedText(type, place.table)} union all ${orphanText(place)}`,
    values: [baseId, TYPE_CODES[type], month],
  });
  return rows;
}

/** Where the date of a document stands, for counting a month by days. */
export const documentPlace = (type: OnecType) => TABLES[type] ?? null;
