// A company for 1C: the whole of a new one, or the fields that a person wants changed.
import type { RawCommand } from '#modules/commands';
import { one, type Tx } from '#platform/database';

type Body = Record<string, unknown>;

const COMPANY = `
  select c.name, c.full_name as "fullName", c.inn, c.kpp, c.ogrn, c.kind, c.address,
    (select coalesce(json_agg(r.raw order by r.id), '[]') from customers.reach r
      where r.company_id = c.id and r.kind = 'phone') as phones,
    (select coalesce(json_agg(r.value order by r.id), '[]') from customers.reach r
      where r.company_id = c.id and r.kind = 'email') as emails,
    (select i.uid from staff.employee_identity i
      where i.employee_id = c.responsible_id and i.base_id = $2 limit 1) as "managerUid"
  from customers.company c where c.id = $1`;

/** Null when the company has been known to the base meanwhile, or is gone. */
export async function companyBody(
  tx: Tx, { baseId, entityId }: RawCommand,
): Promise<Body | null> {
  const row = await one<Body>(tx, {
    name: 'command-company',
    text: `${COMPANY} and c.deleted_at is null and not exists (
      select from customers.company_identity i where i.company_id = c.id and i.base_id = $2)`,
    values: [entityId, baseId],
  });
  return row ?? null;
}

type Change = { old: unknown; new: unknown };

/** `changes` says what is asked, `was` what we believe 1C has: it may refuse when it has more. */
export async function companyChange(
  tx: Tx, { entityId, baseId, asked }: RawCommand,
): Promise<Body | null> {
  const now = await one<Body>(tx, {
    name: 'command-company-now', text: COMPANY, values: [entityId, baseId],
  });
  if (!now) return null;
  const wanted = Object.entries(asked as Record<string, Change>)
    .filter(([field, change]) => JSON.stringify(now[field]) !== JSON.stringify(change.new));
  if (wanted.length === 0) return null;
  return {
    changes: Object.fromEntries(wanted.map(([field, change]) => [field, change.new])),
    was: Object.fromEntries(wanted.map(([field]) => [field, now[field] ?? null])),
    inn: now['inn'], kpp: now['kpp'],
  };
}
