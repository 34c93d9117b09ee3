// The call centre of the customer beside the history of 1C: a lead to each eighth order, nearly all
// of them passed on and closed, with the phones of companies that are known. Written by SQL: leads
// have no other door for a history.
import type { Db } from '#platform/database';
import { systemContext } from '#platform/context';
import { createDepartment, createEmployee, DEMO_PASSWORD, roleIdsByCode } from '#modules/staff';
import { signIn } from '#test/app';
import { callerOf, type Caller } from './http.ts';
import type { Site } from './site.ts';

const ORDERS_PER_LEAD = 8;
const OPEN_SHARE = 0.02;
const OPERATORS = 6;
const SINCE = '2017-01-09T06:00:00Z';
const UNTIL = '2026-11-20T15:00:00Z';

const loginOf = (index: number) => `bench-operator-${index}`;

/** The first operator; leads are written when the folder has none. */
export async function ensureManyLeads(site: Site, deals: number): Promise<Caller> {
  const { rows } = await site.db.query<{ some: boolean }>(
    `select exists (select from platform.account where login = $1) as some`, [loginOf(0)]);
  if (!rows[0]?.some) await writeLeads(site.db, Math.round(deals / ORDERS_PER_LEAD));
  return callerOf(site.url, await signIn(site.url, loginOf(0), DEMO_PASSWORD));
}

async function writeLeads(db: Db, count: number): Promise<void> {
  const operators = await makeOperators(db);
  await db.query(
    `with managers as (
       select array_agg(e.id order by e.id) as ids, array_agg(e.department_id order by e.id) as of
       from staff.employee e where e.dismissed_at is null and exists
         (select from deals.deal d where d.responsible_id = e.id)
     ), companies as (
       select array_agg(c.id order by c.id) as ids
       from (select c.id from customers.company c where c.deleted_at is null limit 50000) c
     ), stages as (
       select array_agg(id order by position) filter (where semantics = 'open') as open,
         array_agg(id order by position) filter (where semantics <> 'open') as closed
       from leads.stage
     )
     insert into leads.lead (title, stage_id, is_open, channel, person_name, company_id,
       department_id, responsible_id, transferred_to_id, transferred_department_id, created_at,
       updated_at, stage_changed_at, closed_at)
     select ('{Подбор насоса,Компрессор на замену,Дизельная станция,Станок под деталь,Цена и срок}'
         ::text[])[1 + n % 5] || ' ' || n,
       case when n > $1 - $2 then s.open[1 + n % array_length(s.open, 1)]
         else s.closed[1 + n % array_length(s.closed, 1)] end,
       n > $1 - $2, ('{call,call,call,letter,site,chat}'::text[])[1 + n % 6],
       'Человек ' || n % 40000,
       case when n % 3 <> 0 then c.ids[1 + (n * 7919) % array_length(c.ids, 1)] end,
       (select department_id from staff.employee where id = ($3::bigint[])[1]),
       ($3::bigint[])[1 + n % array_length($3::bigint[], 1)],
       case when n % 5 <> 0 then m.ids[1 + n % array_length(m.ids, 1)] end,
       case when n % 5 <> 0 then m.of[1 + n % array_length(m.of, 1)] end,
       at.at, at.at, at.at, case when n <= $1 - $2 then at.at + interval '2 hours' end
     from generate_series(1::bigint, $1) n cross join managers m cross join companies c
       cross join stages s cross join lateral (select $4::timestamptz
         + n * (($5::timestamptz - $4::timestamptz) / $1) as at) at`,
    [count, Math.round(count * OPEN_SHARE), operators, SINCE, UNTIL]);
  await db.query(
    `insert into leads.reach (lead_id, kind, value, raw)
     select l.id, 'phone', coalesce(r.value, '+7999' || lpad((l.id % 9000000)::text, 7, '0')), ''
     from leads.lead l left join lateral (select value from customers.reach r
       where r.company_id = l.company_id and r.kind = 'phone' limit 1) r on true`);
  for (const table of ['leads.lead', 'leads.reach']) await db.query(`vacuum analyze ${table}`);
}

async function makeOperators(db: Db): Promise<number[]> {
  const ctx = systemContext(db, 'system');
  const roles = await roleIdsByCode(db);
  const { id: departmentId } = await createDepartment(ctx, { name: 'Коллцентр замера' });
  const ids: number[] = [];
  for (let index = 0; index < OPERATORS; index += 1) {
    const { id } = await createEmployee(ctx, {
      name: `Оператор замера ${index}`, departmentId, login: loginOf(index),
      password: DEMO_PASSWORD, roleIds: [roles.get('operator') as number],
    });
    ids.push(id);
  }
  return ids;
}
