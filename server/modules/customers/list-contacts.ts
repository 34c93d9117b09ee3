// The list of contacts: what it may be filtered and sorted by, and one page of it.
import type { ContactItem } from '#contract/customers';
import type { FieldInfo, ListQuery } from '#contract/listing';
import { type Actor, maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { defineCatalogue, fieldInfos } from '#platform/listing/catalogue';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { type ListPage, type ListSource, runList } from '#platform/listing/run-list';
import { listFrame } from '#platform/listing/subject';
import { planSearch } from '#platform/search/plan';
import { contactIds } from './matches.ts';
import { showValues, withCustomFields } from '#modules/fields';
import { ownedRows } from './owners.ts';
import { ownerFields, reachFields } from './shared-fields.ts';

export const CONTACT_CATALOGUE = defineCatalogue({
  noun: 'contacts',
  idColumn: 'k.id',
  defaultSort: 'name',
  fields: {
    name: {
      label: 'Имя', type: 'text', column: 'k.name', sortable: true, nullable: false,
      sortColumn: 'k.name collate "ru-x-icu"',
    },
    position: { label: 'Должность', type: 'text', column: 'k.position' },
    company: {
      // Of the join, which holds only companies that the reader sees: a group would name others.
      label: 'Компания', type: 'reference', column: 'c.id', choiceSource: 'companies',
      named: 'customers.company', current: (id) => `customers.company_now(${id})`,
    },
    ...ownerFields('k'),
    ...reachFields('k.id', 'contact_id'),
    fromOnec: { label: 'Пришёл из 1С', type: 'flag', column: 'k.from_onec', nullable: false },
    createdAt: {
      label: 'Создан', type: 'moment', column: 'k.created_at', sortable: true, nullable: false,
    },
    updatedAt: {
      label: 'Изменён', type: 'moment', column: 'k.updated_at', sortable: true, nullable: false,
    },
  },
});

/**
 * A contact's company is shown only to those who may read that company: `place` is the predicate
 * of visibleRows for companies, inside the join, so that the row itself stays.
 */
export function contactsFrom(companyVisible: string): string {
  return `customers.contact k
    left join customers.company c on c.id = k.company_id and (${companyVisible})
    left join staff.employee e on e.id = k.responsible_id
    left join staff.department d on d.id = k.department_id`;
}

/** Columns of a ContactItem that this reader may see. */
export function contactColumns(actor: Actor): string {
  const reaches = (kind: string) => (maySee(actor, 'person.reach')
    ? `array(select r.value from customers.reach r
        where r.contact_id = k.id and r.kind = '${kind}' order by r.id limit 3)`
    : `'{}'::text[]`);
  return `k.id, k.name, k.position,
    case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as company,
    case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end
      as responsible,
    case when d.id is not null then json_build_object('id', d.id, 'name', d.name) end
      as department,
    ${reaches('phone')} as phones, ${reaches('email')} as emails, k.from_onec as "fromOnec",
    k.created_at as "createdAt", k.updated_at as "updatedAt", k.custom, k.version`;
}

const contactCatalogue = (ctx: Context) =>
  withCustomFields(ctx, CONTACT_CATALOGUE, { entity: 'contact', column: 'k.custom' });

export function contactSource(ctx: Context, q: string | undefined): ListSource {
  const company = companyCondition(ctx.actor);
  return {
    catalogue: contactCatalogue(ctx),
    from: contactsFrom(company),
    columns: contactColumns(ctx.actor),
    visibility: allOf([
      { sql: 'k.deleted_at is null', values: [] }, ownedRows(ctx.actor, 'contact', 'read'),
    ]),
    search: searchOf(ctx, q),
    ...(company === 'true' ? { prepareAs: 'contacts' } : {}),
  };
}

export async function listContacts(
  ctx: Context, query: ListQuery,
): Promise<ListPage<ContactItem>> {
  const page = await runList<ContactItem>(
    ctx.db, contactSource(ctx, query.q), query, listFrame(ctx));
  return { ...page, items: await showValues(ctx, 'contact', page.items) };
}

export function contactFieldInfos(ctx: Context): FieldInfo[] {
  return fieldInfos(contactCatalogue(ctx), ctx.actor.hidden);
}

/** As text without parameters: ids are numbers of our own, and a list has no room for more. */
export function companyCondition(actor: Actor): string {
  const { sql, values } = ownedRows(actor, 'company', 'read');
  return sql.replace(/\$(\d+)/g, (_, place: string) => inlined(values[Number(place) - 1]));
}

function inlined(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  const ids = (Array.isArray(value) ? value : [value]).map(Number);
  return Array.isArray(value) ? `'{${ids.join(',')}}'` : String(ids[0]);
}

function searchOf(ctx: Context, q: string | undefined): Fragment | undefined {
  if (!q?.trim()) return undefined;
  const plan = planSearch(q);
  if (!plan) return { sql: 'false', values: [] };
  const ids = contactIds(ctx, plan);
  return { ...ids, sql: `k.id in (${ids.sql})` };
}
