// Number and day of a document, name of a reference book's entry, as they are stored here.
import type { OnecType } from '#contract/onec-rows';
import type { Queryable } from '#platform/database';
import { documentPlace } from './damaged-documents.ts';

export type Named = { name: string | null; day: string | null };

const REFERENCES: Partial<Record<OnecType, { record: string; identity: string; key: string }>> = {
  company: {
    record: 'customers.company', identity: 'customers.company_identity', key: 'company_id',
  },
  contact: {
    record: 'customers.contact', identity: 'customers.contact_identity', key: 'contact_id',
  },
  product: { record: 'catalog.product', identity: 'catalog.product_identity', key: 'product_id' },
  employee: { record: 'staff.employee', identity: 'staff.employee_identity', key: 'employee_id' },
};

/** SQL of `uid, name, day` of the base $1 and the guids $2; null when the type has no rows. */
function namesText(type: OnecType): string | null {
  const document = documentPlace(type);
  if (document) {
    return `select h.uid, nullif(h.number, '') as name, h.${document.at}::date as day
      from ${document.table} h where h.base_id = $1 and h.uid = any($2::uuid[])`;
  }
  const known = REFERENCES[type];
  return known ? `select i.uid, r.name, null::date as day
    from ${known.identity} i join ${known.record} r on r.id = i.${known.key}
    where i.base_id = $1 and i.uid = any($2::uuid[])` : null;
}

export async function namesOf(
  on: Queryable, baseId: number, type: OnecType, uids: string[],
): Promise<Map<string, Named>> {
  const text = namesText(type);
  if (!text || uids.length === 0) return new Map();
  const { rows } = await on.query<Named & { uid: string }>(
    { name: `reconcile-names-${type}`, text, values: [baseId, uids] });
  return new Map(rows.map((row) => [row.uid, row]));
}
