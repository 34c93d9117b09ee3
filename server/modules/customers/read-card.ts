// One company or one contact with everything that its card shows, in one statement each.
import type { CompanyCard, ContactCard, Reach } from '#contract/customers';
import { ONEC_COMPANY_FIELDS } from '#contract/customers';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse } from '#platform/refuse';
import { COMPANIES_FROM, companyColumns } from './list-companies.ts';
import { companyCondition, contactColumns, contactsFrom } from './list-contacts.ts';
import { ownedRows } from './owners.ts';
import { displayReach } from './reach.ts';

type ReachRow = Omit<Reach, 'display'>;

const REACH = `json_build_object('id', r.id, 'kind', r.kind, 'value', r.value,
  'extension', r.extension) order by r.kind desc, r.id`;

function reachesOf(condition: string): string {
  return `(select coalesce(json_agg(${REACH}), '[]') from customers.reach r where ${condition})`;
}

const shown = (reaches: ReachRow[]): Reach[] =>
  reaches.map((reach) => ({ ...reach, display: displayReach(reach) }));

type CompanyRow = Omit<CompanyCard, 'reaches' | 'contacts' | 'readOnly' | 'doubtful' | 'may'> & {
  reaches: ReachRow[];
  contacts: (Omit<CompanyCard['contacts'][number], 'reaches'> & { reaches: ReachRow[] })[];
  doubtful: string[] | null;
  mayEdit: boolean;
};

/** The card of a company; deleted ones stay readable, deals still name them. */
export async function readCompany(ctx: Context, id: number): Promise<CompanyCard> {
  const read = ownedRows(ctx.actor, 'company', 'read', 1);
  const edit = ownedRows(ctx.actor, 'company', 'edit', 1 + read.values.length);
  const people = ownedRows(ctx.actor, 'contact', 'read',
    1 + read.values.length + edit.values.length);
  const reach = maySee(ctx.actor, 'person.reach');
  const row = await one<CompanyRow>(ctx.db, `
    select ${companyColumns(ctx.actor)}, c.full_name as "fullName", c.ogrn, c.address,
      c.deleted_at as "deletedAt", c.extra->'requisitesDoubtful' as doubtful,
      ${reach ? reachesOf('r.company_id = c.id') : `'[]'::json`} as reaches,
      (select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name,
          'position', k.position, 'reaches',
          ${reach ? reachesOf('r.contact_id = k.id') : `'[]'::json`})
        order by k.name collate "ru-x-icu", k.id), '[]')
        from customers.contact k
        where k.company_id = c.id and k.deleted_at is null and (${people.sql})) as contacts,
      (select count(*) from customers.company_identity i where i.company_id = c.id)
        as "identityCount",
      coalesce(${edit.sql}, false) as "mayEdit"
    from ${COMPANIES_FROM}
    where c.id = $1 and (${read.sql})`,
  [id, ...read.values, ...edit.values, ...people.values]);
  if (!row) throw refuse('record.missing');
  const { mayEdit, doubtful, ...company } = row;
  return {
    ...company,
    reaches: shown(row.reaches),
    contacts: row.contacts.map((contact) => ({ ...contact, reaches: shown(contact.reaches) })),
    readOnly: row.fromOnec ? [...ONEC_COMPANY_FIELDS] : [],
    doubtful: doubtful ?? [],
    may: { edit: mayEdit && row.deletedAt === null },
  };
}

type ContactRow = Omit<ContactCard, 'reaches' | 'may'> & { reaches: ReachRow[]; mayEdit: boolean };

/** The card of a contact; its company is named only to those who may read it. */
export async function readContact(ctx: Context, id: number): Promise<ContactCard> {
  const read = ownedRows(ctx.actor, 'contact', 'read', 1);
  const edit = ownedRows(ctx.actor, 'contact', 'edit', 1 + read.values.length);
  const reach = maySee(ctx.actor, 'person.reach');
  const row = await one<ContactRow>(ctx.db, `
    select ${contactColumns(ctx.actor)}, k.deleted_at as "deletedAt",
      ${reach ? reachesOf('r.contact_id = k.id') : `'[]'::json`} as reaches,
      (select count(*) from customers.contact_identity i where i.contact_id = k.id)
        as "identityCount",
      coalesce(${edit.sql}, false) as "mayEdit"
    from ${contactsFrom(companyCondition(ctx.actor))}
    where k.id = $1 and (${read.sql})`, [id, ...read.values, ...edit.values]);
  if (!row) throw refuse('record.missing');
  const { mayEdit, ...contact } = row;
  return {
    ...contact,
    reaches: shown(row.reaches),
    may: { edit: mayEdit && row.deletedAt === null },
  };
}
