// SQL that sets the objects of a file against the rows they became. Both sides are read anew: what
// the file said from its lines, what Verstak holds from the tables of documents.
import type { OnecType } from '#contract/onec-rows';

/** Rows of a type: their sum as the wire has it and the moment of the document. */
type Document = { table: string; kopecks: string; at: string };

const DOCUMENTS: Partial<Record<OnecType, Document>> = {
  order: { table: 'payments.sales_order', at: 'ordered_at', kopecks: 'h.total_kopecks' },
  invoice: { table: 'payments.invoice', at: 'invoiced_at', kopecks: 'h.total_kopecks' },
  payment: {
    table: 'payments.payment', at: 'paid_at',
    kopecks: `case h.direction when 'out' then -h.total_kopecks else h.total_kopecks end`,
  },
  shipment: {
    table: 'payments.shipment', at: 'shipped_at',
    kopecks: `(select coalesce(sum(case h.kind when 'return' then -l.sum_kopecks
        else l.sum_kopecks end), 0)::bigint
      from payments.shipment_line l where l.base_id = h.base_id and l.shipment_uid = h.uid)`,
  },
};

type Reference = { table: string; record: string; id: string };

const REFERENCES: Partial<Record<OnecType, Reference>> = {
  company: { table: 'customers.company_identity', record: 'customers.company', id: 'company_id' },
  contact: { table: 'customers.contact_identity', record: 'customers.contact', id: 'contact_id' },
  product: { table: 'catalog.product_identity', record: 'catalog.product', id: 'product_id' },
  employee: { table: 'staff.employee_identity', record: 'staff.employee', id: 'employee_id' },
};

function heldRows(type: OnecType): string {
  const document = DOCUMENTS[type];
  if (document) {
    const { table, kopecks, at } = document;
    return `
      select ${kopecks} as kopecks,
        (extract(year from h.${at}) * 12 + extract(month from h.${at}) - 1)::int as month
      from ${table} h where h.base_id = f.base_id and h.uid = s.uid and not h.gone`;
  }
  return `
    select 0::bigint as kopecks, 0 as month from ${(REFERENCES[type] as Reference).table} h
      left join onec.object o on o.base_id = h.base_id and o.type = $2 and o.uid = h.uid
    where h.base_id = f.base_id and h.uid = s.uid and not coalesce(o.deleted, false)`;
}

/**
 * CTE `compared`: one row for each object of the file ($1) and type ($2) with what was said last
 * in it, what is held, and `fault`, null when both agree. Of two lines with one revision the
 * first stands, as in the inbox. What 1C has deleted or changed later is no fault of the load, and
 * what a record of the quarantine explains is told apart from what nothing explains. Of what
 * agrees, and that is nearly everything, nothing more is asked.
 */
export function comparison(type: OnecType): string {
  return `
    said as materialized (
      select distinct on (e.uid) e.uid, e.rev, e.kopecks, e.line, p.month
      from onec.history_part p
        cross join lateral unnest(p.uids, p.revs, p.kopecks, p.lines)
          as e (uid, rev, kopecks, line)
      where p.file_id = $1 and p.type = $2
      order by e.uid, e.rev desc, e.line
    ), met as materialized (
      select s.*, f.base_id, h.kopecks as held_kopecks,
        (s.kopecks is null and h.kopecks is null)
          or (h.kopecks, h.month) is not distinct from (s.kopecks, s.month) as agrees
      from said s
        join onec.history_file f on f.id = $1
        left join lateral (${heldRows(type)}) h on true
    ), compared as (
      select uid, rev, kopecks, line, month, held_kopecks, null::bigint as held_rev,
        null::bigint as item_id, null as fault
      from met where agrees
      union all
      select j.uid, j.rev, j.kopecks, j.line, j.month, j.held_kopecks, j.held_rev,
        q.id, case when q.id is null then j.fault else 'waiting' end
      from (
        select m.*, o.rev as held_rev, case
            when m.held_kopecks is null then case when o.deleted then 'newer' else 'missing' end
            when o.rev > m.rev then 'newer' else 'differs'
          end as fault
        from met m left join lateral (
          select o.rev, o.deleted from onec.object o
          where o.base_id = m.base_id and o.type = $2 and o.uid = m.uid offset 0
        ) o on true
        where not m.agrees
      ) j left join lateral (
        select q.id from onec.quarantine q
        where j.fault in ('missing', 'differs') and q.base_id = j.base_id
          and q.type = '${type}' and q.uid = j.uid::text and q.state <> 'settled'
        order by q.id desc limit 1
      ) q on true
    )`;
}

/**
 * What a line of the file called its object: of the few that differ, so that millions of names are
 * not sorted with the rest. A part holds the lines of one portion, and parts follow each other.
 */
export const SAID_NAME = `
  select p.names[k.place] as name, p.days[k.place] as day
  from (
    select * from onec.history_part
    where file_id = $1 and type = $2 and month = c.month and first_line <= c.line
    order by first_line desc limit 1
  ) p cross join lateral (select array_position(p.lines, c.line) as place) k`;

/**
 * Number of a document, or the name of a record, of the object `x.uid` in the base `f`: as it is
 * here, else as the file has said it.
 */
export function nameOf(type: OnecType): string {
  const document = DOCUMENTS[type];
  if (document) {
    return `coalesce((select nullif(h.number, '') from ${document.table} h
      where h.base_id = f.base_id and h.uid = x.uid), x.name)`;
  }
  const { table, record, id } = REFERENCES[type] as Reference;
  return `coalesce((select r.name from ${table} h join ${record} r on r.id = h.${id}
    where h.base_id = f.base_id and h.uid = x.uid), x.name)`;
}
