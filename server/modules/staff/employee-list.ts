// The list of people and the short look-up of comboboxes.
import { layoutVariants } from '#contract/keyboard-layout';
import type { ListQuery } from '#contract/listing';
import type { EmployeeItem } from '#contract/staff';
import { can, type Actor } from '#platform/actor';
import { companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import {
  defineCatalogue, extendCatalogue, type Catalogue,
} from '#platform/listing/catalogue';
import { foldedSql, foldText, likePattern } from '#platform/listing/fold-text';
import { runList, type ListPage, type ListSource } from '#platform/listing/run-list';
import { visibleRows } from '#platform/visibility';
import { refuse } from '#platform/refuse';

const PEOPLE = defineCatalogue({
  noun: 'employees',
  idColumn: 'e.id',
  defaultSort: 'name',
  fields: {
    name: {
      label: 'Имя', type: 'text', column: 'e.name', sortColumn: 'e.name collate "ru-x-icu"',
      sortable: true, nullable: false,
    },
    departmentId: {
      label: 'Отдел', type: 'reference', column: 'e.department_id', choiceSource: 'departments',
    },
    position: { label: 'Должность', type: 'text', column: 'e.position', sortable: true },
    email: { label: 'Почта', type: 'text', column: 'e.email', sortable: true },
    phone: { label: 'Телефон', type: 'text', column: 'e.phone' },
    dismissed: { label: 'Уволен', type: 'flag', column: '(e.dismissed_at is not null)' },
    absentFrom: { label: 'Отсутствует с', type: 'date', column: 'e.absent_from', sortable: true },
    absentUntil: {
      label: 'Отсутствует по', type: 'date', column: 'e.absent_until', sortable: true,
    },
    createdAt: {
      label: 'Добавлен', type: 'moment', column: 'e.created_at', sortable: true, nullable: false,
    },
  },
});
/** Logins are known only to those who may edit people. */
const PEOPLE_WITH_LOGIN = extendCatalogue(PEOPLE, {
  login: { label: 'Логин', type: 'text', column: 'a.login', sortable: true },
});

export const employeeCatalogue = (actor: Actor): Catalogue =>
  can(actor, 'employee', 'edit') ? PEOPLE_WITH_LOGIN : PEOPLE;

const FROM = `staff.employee e
  join staff.department d on d.id = e.department_id
  left join staff.employee deputy on deputy.id = e.deputy_id
  left join platform.account a on a.id = e.account_id`;

const COLUMNS = `e.id, e.name, e.position, e.email, e.phone,
  json_build_object('id', d.id, 'name', d.name) as department,
  case when deputy.id is not null
    then json_build_object('id', deputy.id, 'name', deputy.name) end as deputy,
  e.absent_from as "absentFrom", e.absent_until as "absentUntil",
  e.dismissed_at as "dismissedAt", a.login, e.version,
  exists (select from staff.employee_identity i where i.employee_id = e.id) as "fromOnec",
  (select coalesce(json_agg(json_build_object('id', r.id, 'code', r.code, 'name', r.name)
     order by r.id), '[]')
   from staff.employee_role er join staff.role r on r.id = er.role_id
   where er.employee_id = e.id) as roles`;

const SEARCH_SQL = `${foldedSql('e.name')} like any($1::text[])
  or lower(e.email) like any($1::text[])`;

const patternsOf = (q: string) =>
  layoutVariants(q).map((text) => likePattern(foldText(text), 'contains'));

const ownPerson = (me: string) => `e.id = ${me}`;
const visibility = (actor: Actor) => visibleRows(
  actor, { entity: 'employee', action: 'read' }, { department: 'e.department_id', own: ownPerson });

export async function listEmployees(
  ctx: Context, query: ListQuery,
): Promise<ListPage<EmployeeItem>> {
  const source: ListSource = {
    catalogue: employeeCatalogue(ctx.actor), from: FROM, columns: COLUMNS,
    visibility: visibility(ctx.actor),
    search: query.q ? { sql: SEARCH_SQL, values: [patternsOf(query.q)] } : undefined,
  };
  const frame = { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() };
  const page = await runList<EmployeeItem>(ctx.db, source, query, frame);
  return { ...page, items: page.items.map((item) => withoutSecrets(ctx.actor, item)) };
}

const withoutSecrets = (actor: Actor, item: EmployeeItem): EmployeeItem =>
  can(actor, 'employee', 'edit') ? item : { ...item, login: null };

/** One person; `on` may be a transaction that has just changed them. */
export async function readEmployee(
  on: Queryable, actor: Actor, id: number,
): Promise<EmployeeItem> {
  const seen = visibility(actor);
  const item = await one<EmployeeItem>(on,
    `select ${COLUMNS} from ${FROM} where (${seen.sql}) and e.id = $${seen.values.length + 1}`,
    [...seen.values, id]);
  if (!item) throw refuse('record.missing');
  return withoutSecrets(actor, item);
}

type Found = { id: number; title: string; subtitle: string };

/** People who work here, for comboboxes: those whose name begins with the text come first. */
export async function lookUpEmployees(
  ctx: Context, input: { q?: string | undefined; limit?: number | undefined },
): Promise<Found[]> {
  const seen = visibility(ctx.actor);
  const at = seen.values.length;
  const { rows } = await ctx.db.query<Found>(
    `select e.id, e.name as title,
       concat_ws(' · ', nullif(e.position, ''), d.name) as subtitle
     from ${FROM}
     where (${seen.sql}) and e.dismissed_at is null
       and ${foldedSql('e.name')} like any($${at + 1}::text[])
     order by ${foldedSql('e.name')} like any($${at + 2}::text[]) desc,
       e.name collate "ru-x-icu", e.id
     limit $${at + 3}`,
    [...seen.values, patternsOf(input.q ?? ''),
      layoutVariants(input.q ?? '').map((text) => likePattern(foldText(text), 'startsWith')),
      input.limit ?? 20]);
  return rows;
}
