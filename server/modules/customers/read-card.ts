// One company or one contact with everything that its card shows, in one statement each.
import type { CustomValues } from '#contract/primitives';
import type { CompanyCard, ContactCard, Reach } from '#contract/customers';
import { ONEC_COMPANY_FIELDS } from '#contract/customers';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse } from '#platform/refuse';
import { showValues } from '#modules/fields';
import { receiverOf } from './ask-onec.ts';
import { COMPANIES_FROM, companyColumns } from './list-companies.ts';
import { companyCondition, contactColumns, contactsFrom } from './list-contacts.ts';
import { ownedRows } from './owners.ts';
import { shownReach } from './reach.ts';
import { readGroup } from './read-group.ts';

type ReachRow = Omit<Reach, 'display' | 'note'> & { raw: string };

const REACH = `json_build_object('id', r.id, 'kind', r.kind, 'value', r.value,
  'extension', r.extension, 'type', r.type, 'isValid', r.is_valid, 'raw', r.raw)
  order by r.kind desc, r.id`;

function reachesOf(condition: string): string {
  return `(select coalesce(json_agg(${REACH}), '[]') from customers.reach r where ${condition})`;
}

const shown = (reaches: ReachRow[]): Reach[] =>
  reaches.map(({ raw, ...reach }) => ({ ...reach, ...shownReach({ ...reach, raw }) }));

async function withValues<R extends { custom: CustomValues }>(
  ctx: Context, entity: 'company' | 'contact', row: R,
): Promise<R> {
  const [shownRow] = await showValues(ctx, entity, [row]);
  return { ...row, ...shownRow };
}

type CompanyRow = Omit<
  CompanyCard, 'reaches' | 'contacts' | 'readOnly' | 'doubtful' | 'may' | 'group'
> & {
  reaches: ReachRow[];
  contacts: (Omit<CompanyCard['contacts'][number], 'reaches'> & { reaches: ReachRow[] })[];
  doubtful: string[] | null;
  mayEdit: boolean;
  mergedIntoId: number | null;
};

const PARTS = `
  (select coalesce(json_agg(json_build_object('kind', a.kind, 'value', a.value)
      order by a.id), '[]')
    from customers.address a where a.company_id = c.id) as addresses,
  (select coalesce(json_agg(json_build_object('bankName', b.bank_name, 'bic', b.bic,
      'account', b.account, 'corrAccount', b.corr_account, 'isMain', b.is_main)
      order by b.id), '[]')
    from customers.bank_account b where b.company_id = c.id) as "bankAccounts"`;

/**
 * The card of a company; deleted ones stay readable, deals still name them. For a merged one the
 * company that it is now answers.
 */
export async function readCompany(ctx: Context, id: number): Promise<CompanyCard> {
  const read = ownedRows(ctx.actor, 'company', 'read', 1);
  const edit = ownedRows(ctx.actor, 'company', 'edit', 1 + read.values.length);
  const people = ownedRows(ctx.actor, 'contact', 'read',
    1 + read.values.length + edit.values.length);
  const reach = maySee(ctx.actor, 'person.reach');
  const row = await one<CompanyRow>(ctx.db, `
    select ${companyColumns(ctx.actor)}, c.full_name as "fullName", c.ogrn, c.address,
      c.deleted_at as "deletedAt", c.merged_into_id as "mergedIntoId",
      c.extra->'requisitesDoubtful' as doubtful,
      ${reach ? reachesOf('r.company_id = c.id') : `'[]'::json`} as reaches,
      (select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name,
          'position', coalesce(l.position, k.position), 'isMain', l.is_main,
          'isShared', exists (select from customers.contact_company o
              join customers.company oc on oc.id = o.company_id and oc.merged_into_id is null
            where o.contact_id = k.id and o.company_id <> c.id),
          'reaches', ${reach ? reachesOf('r.contact_id = k.id') : `'[]'::json`})
        order by l.is_main desc, k.name collate "ru-x-icu", k.id), '[]')
        from customers.contact_company l join customers.contact k on k.id = l.contact_id
        where l.company_id = c.id and k.deleted_at is null and (${people.sql})) as contacts,
      ${PARTS},
      (select count(*) from customers.company_identity i where i.company_id = c.id)
        as "identityCount",
      coalesce(${edit.sql}, false) as "mayEdit"
    from ${COMPANIES_FROM}
    where c.id = $1 and (${read.sql})`,
  [id, ...read.values, ...edit.values, ...people.values]);
  if (!row) throw refuse('record.missing');
  const { mayEdit, doubtful, mergedIntoId, ...company } = await withValues(ctx, 'company', row);
  if (mergedIntoId !== null) return readCompany(ctx, mergedIntoId);
  return {
    ...company,
    reaches: shown(row.reaches),
    contacts: row.contacts.map((contact) => ({ ...contact, reaches: shown(contact.reaches) })),
    ...await onecFields(ctx, row),
    doubtful: doubtful ?? [],
    group: await readGroup(ctx, row),
    may: { edit: mayEdit && row.deletedAt === null },
  };
}

/** Where 1C takes commands its fields are edited through it, else they are only read. */
async function onecFields(
  ctx: Context, { id, fromOnec }: { id: number; fromOnec: boolean },
): Promise<Pick<CompanyCard, 'readOnly' | 'viaOnec'>> {
  if (!fromOnec) return { readOnly: [], viaOnec: [] };
  const fields = [...ONEC_COMPANY_FIELDS];
  return await receiverOf(ctx.db, id)
    ? { readOnly: [], viaOnec: fields } : { readOnly: fields, viaOnec: [] };
}

type ContactRow = Omit<ContactCard, 'reaches' | 'may'> & {
  reaches: ReachRow[]; mayEdit: boolean; mergedIntoId: number | null;
};

/** Companies of a contact; `visible` decides which of them the reader may know. */
const companiesOf = (visible: string) => `
  (select coalesce(json_agg(json_build_object('id', c.id, 'name', c.name,
      'position', coalesce(l.position, k.position), 'isMain', l.is_main,
      'isFirst', c.id is not distinct from k.company_id)
    order by (c.id is not distinct from k.company_id) desc, c.name collate "ru-x-icu"), '[]')
    from customers.contact_company l join customers.company c on c.id = l.company_id
    where l.contact_id = k.id and c.merged_into_id is null and (${visible})) as companies`;

/** The card of a contact; its company is named only to those who may read it. */
export async function readContact(ctx: Context, id: number): Promise<ContactCard> {
  const read = ownedRows(ctx.actor, 'contact', 'read', 1);
  const edit = ownedRows(ctx.actor, 'contact', 'edit', 1 + read.values.length);
  const reach = maySee(ctx.actor, 'person.reach');
  const row = await one<ContactRow>(ctx.db, `
    select ${contactColumns(ctx.actor)}, k.deleted_at as "deletedAt",
      k.merged_into_id as "mergedIntoId",
      ${companiesOf(companyCondition(ctx.actor))},
      ${reach ? reachesOf('r.contact_id = k.id') : `'[]'::json`} as reaches,
      (select count(*) from customers.contact_identity i where i.contact_id = k.id)
        as "identityCount",
      coalesce(${edit.sql}, false) as "mayEdit"
    from ${contactsFrom(companyCondition(ctx.actor))}
    where k.id = $1 and (${read.sql})`, [id, ...read.values, ...edit.values]);
  if (!row) throw refuse('record.missing');
  const { mayEdit, mergedIntoId, ...contact } = await withValues(ctx, 'contact', row);
  if (mergedIntoId !== null) return readContact(ctx, mergedIntoId);
  return {
    ...contact,
    reaches: shown(row.reaches),
    may: { edit: mayEdit && row.deletedAt === null },
  };
}
