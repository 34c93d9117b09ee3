// What a base of 1C has sent to this Verstak, read back out of Verstak: so the demo's own 1C comes
// to life with the documents that visitors see, and goes on with them.
import type { Db } from '#platform/database';
import { put, type FakeBase, type FakeObject } from './base.ts';
import type { FakeType } from './bodies.ts';
import { restoreGoods } from './verbs-refs.ts';

/** As they were sent last, in the order in which they lean on each other. */
const SENT = `
  select type, uid, rev, raw->'body' as body, at from (
    select distinct on (m.uid) m.type, m.uid, m.rev, m.raw::jsonb as raw, m.received_at as at
    from onec.message m
    where m.base_id = $1 and m.type = any($2::text[]) and m.raw is not null
      and m.status = 'applied'
    order by m.uid, m.rev desc
  ) last
  where raw->>'op' <> 'delete' order by array_position($2::text[], type), uid`;

const PEOPLE = `
  select i.uid, json_build_object('deleted', e.dismissed_at is not null,
    'departmentName', d.name, 'email', coalesce(e.email, ''), 'name', e.name,
    'phone', coalesce(e.phone, '')) as body
  from staff.employee_identity i join staff.employee e on e.id = i.employee_id
    left join staff.department d on d.id = e.department_id
  where i.base_id = $1 order by i.uid`;

const COMPANIES = `
  select i.uid, json_build_object('address', coalesce(c.address, ''), 'deleted', false,
    'emails', (select coalesce(json_agg(r.raw), '[]') from customers.reach r
      where r.company_id = c.id and r.kind = 'email'),
    'fullName', coalesce(c.full_name, c.name), 'inn', coalesce(c.inn, ''),
    'kind', c.kind, 'kpp', c.kpp,
    'managerUid', coalesce((select e.uid from staff.employee_identity e
        where e.base_id = $1 and e.employee_id = c.responsible_id limit 1),
      (select e.uid from staff.employee_identity e where e.base_id = $1 order by e.uid limit 1)),
    'name', c.name, 'ogrn', c.ogrn,
    'phones', (select coalesce(json_agg(r.raw), '[]') from customers.reach r
      where r.company_id = c.id and r.kind = 'phone')) as body
  from customers.company_identity i join customers.company c on c.id = i.company_id
  where i.base_id = $1 and i.gone_at is null and c.deleted_at is null order by i.uid`;

const PRODUCTS = `
  select i.uid, json_build_object('article', coalesce(p.article, ''), 'attributes', p.attributes,
    'deleted', false, 'groupName', coalesce(g.name, ''), 'groupUid', '', 'name', p.name,
    'unit', coalesce(p.unit, 'шт'), 'vatRate', coalesce(p.vat_rate, '')) as body
  from catalog.product_identity i join catalog.product p on p.id = i.product_id
    left join catalog.product_group g on g.id = p.group_id
  where i.base_id = $1 and p.deleted_at is null order by i.uid`;

const TYPES: readonly FakeType[] = [
  'employee', 'product', 'company', 'contact', 'order', 'invoice', 'payment', 'shipment',
];
const BOOKS = [['employee', PEOPLE], ['product', PRODUCTS], ['company', COMPANIES]] as const;

type Row = { uid: string; body: FakeObject['body'] };
type Sent = Row & { type: FakeType; rev: number; at: string };

/**
 * Fills an empty base and returns what it holds, all of it known to Verstak. A record that Verstak
 * has and this base has never sent stands under revision 0; when it is changed it goes out as 1.
 */
export async function rememberBase(
  db: Db, baseId: number, base: FakeBase,
): Promise<FakeObject[]> {
  const at = base.now().toISOString();
  const sent = await db.query<Sent>(SENT, [baseId, TYPES]);
  const objects = sent.rows.map((row) => ({ ...row, gone: false }) as FakeObject);
  const known = new Set(objects.map(({ uid }) => uid));
  for (const [type, text] of BOOKS) {
    const { rows } = await db.query<Row>(text, [baseId]);
    const unsent = rows.filter(({ uid }) => !known.has(uid));
    objects.unshift(...unsent.map(({ uid, body }) =>
      ({ type, uid, rev: 0, body, gone: false, at }) as FakeObject));
  }
  restoreGoods(base, objects.filter((one) => one.type === 'product'));
  for (const object of objects) put(base, object);
  return objects;
}
