// Companies and people that a row names. More than one that fits is a question for a person.
import { keyOfReach, readReaches, visibleCustomers } from '#modules/customers';
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import { mergedInto } from '#platform/merged-into';
import { prepared } from '#platform/prepared';
import { rowProblem } from './problems.ts';
import { foldText } from './read-values.ts';
import type { Values } from './subject.ts';

const FOUND_MAX = 5;

type Found = {
  id: number; name: string; kpp: string | null;
  /** Its own ИНН is another: a card with the one of the row was joined to it. */
  isHeir?: boolean;
};

async function companiesBy(ctx: Context, where: string, values: unknown[]): Promise<Found[]> {
  const seen = visibleCustomers(ctx.actor, 'company', values.length);
  const { rows } = await ctx.db.query<Found>(prepared('import-companies', `
    select c.id, c.name, c.kpp from customers.company c
    where ${where} and c.deleted_at is null and (${seen.sql})
    order by c.id limit ${FOUND_MAX}`, [...values, ...seen.values]));
  return rows;
}

/** What «ООО Ромашка» and «Ромашка, ООО» have in common, of each name. */
export async function nameKeys(on: Queryable, names: readonly string[]): Promise<string[]> {
  const { rows } = await on.query<{ key: string }>({
    name: 'import-name-keys',
    text: `select customers.name_key(n.name) as key
      from unnest($1::text[]) with ordinality as n (name, at) order by n.at`,
    values: [names],
  });
  return rows.map(({ key }) => key);
}

/**
 * With a КПП exactly that branch; without one every company of the ИНН. Of none such whoever a card
 * of this ИНН was joined to.
 */
export async function companiesByInn(
  ctx: Context, inn: string, kpp: string | null | undefined,
): Promise<Found[]> {
  const [where, values] = kpp ? ['c.inn = $1 and c.kpp = $2', [inn, kpp]] : ['c.inn = $1', [inn]];
  const seen = visibleCustomers(ctx.actor, 'company', values.length);
  const { rows } = await ctx.db.query<Found & { isGone: boolean }>(prepared('import-inn', `
    select c.id, c.name, c.kpp, c.merged_into_id is not null as "isGone"
    from customers.company c
    where ${where}
      and (c.merged_into_id is not null or (c.deleted_at is null and (${seen.sql})))
    order by "isGone", c.id limit ${FOUND_MAX}`, [...values, ...seen.values]));
  const gone = rows.filter(({ isGone }) => isGone);
  return rows.length > gone.length ? rows.filter(({ isGone }) => !isGone) : heirsOf(ctx, gone);
}

async function heirsOf(ctx: Context, gone: readonly Found[]): Promise<Found[]> {
  const ids = new Set<number | null>();
  for (const { id } of gone) ids.add(await mergedInto(ctx.db, 'customers.company', id));
  if (ids.size === 0) return [];
  const heirs = await companiesBy(ctx, 'c.id = any($1::bigint[])', [[...ids]]);
  return heirs.map((heir) => ({ ...heir, isHeir: true }));
}

/** By the very name first; «ООО Ромашка» and «Ромашка, ООО» are one name second. */
export async function companiesByName(ctx: Context, name: string): Promise<Found[]> {
  const alike = await companiesBy(ctx, 'c.name_key = customers.name_key($1)', [name]);
  const exact = alike.filter((company) => foldText(company.name) === foldText(name));
  return exact.length > 0 ? exact : alike;
}

type CompanyNames = { name: string; inn: string; kpp: string };

/** The one company that the row's columns name; undefined when they say nothing of it. */
export async function companyOfRow(
  ctx: Context, values: Values, names: CompanyNames,
): Promise<number | undefined> {
  const [name, inn, kpp] = [names.name, names.inn, names.kpp]
    .map((field) => values[field] as string | null | undefined);
  if (inn) {
    const found = await companiesByInn(ctx, inn, kpp);
    const named = found.filter((company) => foldText(company.name) === foldText(name ?? ''));
    return onlyCompany(named.length > 0 ? named : found,
      { shown: inn, by: 'КПП', field: names.inn });
  }
  if (!name) return undefined;
  return onlyCompany(await companiesByName(ctx, name),
    { shown: `«${name.slice(0, 80)}»`, by: 'ИНН', field: names.name });
}

function onlyCompany(
  [first, second]: readonly Found[], { shown, by, field }: {
    shown: string; by: string; field: string;
  },
): number {
  if (!first) throw rowProblem(`${shown}: такой компании нет, сначала загрузите компании.`, field);
  if (second) throw rowProblem(`${shown}: таких компаний несколько, уточните по ${by}.`, field);
  return first.id;
}

type Reached = { id: number; name: string };

/** Contacts who have one of these phones or addresses. */
export async function contactsByReach(
  ctx: Context, phones: readonly string[], emails: readonly string[],
): Promise<Reached[]> {
  const reaches = readReaches(phones, emails);
  if (reaches.length === 0) return [];
  const seen = visibleCustomers(ctx.actor, 'contact', 1);
  const { rows } = await ctx.db.query<Reached>(prepared('import-contacts', `
    select distinct k.id, k.name from customers.reach r
      join customers.contact k on k.id = r.contact_id
    where r.value = any($1::text[]) and k.deleted_at is null and (${seen.sql})
    order by k.id limit ${FOUND_MAX}`,
  [reaches.map(({ value }) => value), ...seen.values]));
  return rows;
}

/** The one contact that the text names: by phone, by address, by name within the company. */
export async function contactOfRow(
  ctx: Context, text: string, { companyId, field }: { companyId: number | null; field: string },
): Promise<number> {
  const byReach = await contactsByReach(ctx, [text], [text]);
  const found = byReach.length > 0 ? byReach : await contactsByName(ctx, text, companyId);
  const [first, second] = found;
  const shown = `«${text.slice(0, 80)}»`;
  if (!first) throw rowProblem(`${shown}: такого контакта нет, сначала загрузите контакты.`, field);
  if (second) {
    throw rowProblem(`${shown}: таких контактов несколько, уточните телефоном или почтой.`, field);
  }
  return first.id;
}

export async function contactsByName(
  ctx: Context, name: string, companyId: number | null,
): Promise<Reached[]> {
  const seen = visibleCustomers(ctx.actor, 'contact', 2);
  const { rows } = await ctx.db.query<Reached>(prepared('import-contacts', `
    select k.id, k.name from customers.contact k
    where k.name_key = customers.name_key($1) and k.deleted_at is null
      and ($2::bigint is null or exists (select from customers.contact_company l
        where l.contact_id = k.id and l.company_id = $2))
      and (${seen.sql})
    order by k.id limit ${FOUND_MAX}`, [name, companyId, ...seen.values]));
  return rows.filter((contact) => foldText(contact.name) === foldText(name));
}

/** Cells with phones and addresses: each must be readable, or the row is wrong. */
export function reachesOf(values: Values): { phones: string[]; emails: string[] } {
  const phones = splitCell(values['phones']);
  const emails = splitCell(values['emails']);
  for (const [field, texts] of [['phones', phones], ['emails', emails]] as const) {
    const strange = texts.find((each) =>
      (field === 'phones' ? readReaches([each], []) : readReaches([], [each])).length === 0);
    if (strange === undefined) continue;
    throw rowProblem(field === 'phones' ? `Телефон не разобран: «${strange.slice(0, 60)}».`
      : `Это не похоже на адрес почты: «${strange.slice(0, 60)}».`, field);
  }
  return { phones, emails };
}

/** Apart by «;», a comma that no extension follows, a new line; by the next «+» in our exports. */
const SEVERAL = /[;\n]+|,(?!\s*(?:доб|вн))|\s+(?=\+)|(?<=@\S+)\s+(?=\S+@)/i;

const splitCell = (value: unknown): string[] => (typeof value === 'string'
  ? value.split(SEVERAL).map((part) => part.trim()).filter(Boolean) : []);

const reachKeys = (values: Values): string[] => {
  const { phones, emails } = reachesOf(values);
  return readReaches(phones, emails).map(keyOfReach);
};

/** None where one of them cannot be read: such a row is refused anyway. */
export function reachKeysOrNone(values: Values): string[] {
  try {
    return reachKeys(values);
  } catch {
    return [];
  }
}
