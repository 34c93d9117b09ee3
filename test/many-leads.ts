// Thousands of leads by plain SQL, for tests of plans and times: a call centre that keeps all of
// them, passes most to salespeople, and closes nearly everything.
import type { Db } from '#platform/database';
import { addDepartment, addPerson, type Person, seedPresets } from './factory.ts';

export type ManyLeads = { operator: Person; manager: Person; head: Person; director: Person };

const DEPARTMENTS = 12;
const PEOPLE_PER_DEPARTMENT = 6;

export async function fillManyLeads(
  db: Db, { leads, open }: { leads: number; open: number },
): Promise<ManyLeads> {
  await seedPresets(db);
  const centre = await addDepartment(db, 'Коллцентр');
  const top = await addDepartment(db, 'Направление обращений');
  const operators: Person[] = [];
  for (let index = 0; index < PEOPLE_PER_DEPARTMENT; index += 1) {
    operators.push(await addPerson(db, { departmentId: centre, role: 'operator' }));
  }
  const managers: Person[] = [];
  for (let index = 0; index < DEPARTMENTS; index += 1) {
    const departmentId = await addDepartment(db, `Отдел обращений ${index}`,
      index < 2 ? top : undefined);
    for (let person = 0; person < PEOPLE_PER_DEPARTMENT; person += 1) {
      managers.push(await addPerson(db, { departmentId }));
    }
  }
  const head = await addPerson(db, { departmentId: top, role: 'head', headOf: top });
  const director = await addPerson(db, { departmentId: top, role: 'director' });
  await insertLeads(db, { operators, managers, leads, open });
  return { operator: operators[0]!, manager: managers[0]!, head, director };
}

type Filling = { operators: Person[]; managers: Person[]; leads: number; open: number };

async function insertLeads(db: Db, { operators, managers, leads, open }: Filling): Promise<void> {
  await db.query(
    `insert into customers.company (name, inn)
     select 'ООО «Завод ' || n || '»', lpad(n::text, 10, '0') from generate_series(1, $1) n`,
    [Math.ceil(leads / 20)]);
  const { rows } = await db.query<{ id: number }>('select id from leads.stage order by position');
  await db.query(
    `insert into leads.lead (title, stage_id, is_open, channel, person_name, company_name,
       company_id, department_id, responsible_id, transferred_to_id, transferred_department_id,
       created_at, updated_at)
     select 'Подбор насоса ' || n, ($5::bigint[])[case when n > $1 - $6 then 1 + n % 3
         else 4 + n % 5 end], n > $1 - $6, 'call', 'Человек ' || n, 'Завод ' || n % 900,
       case when n % 3 = 0 then (select min(id) from customers.company) + n % $7 end,
       $8, ($2::bigint[])[1 + n % array_length($2::bigint[], 1)],
       case when n % 5 <> 0 then ($3::bigint[])[1 + n % array_length($3::bigint[], 1)] end,
       case when n % 5 <> 0 then ($4::bigint[])[1 + n % array_length($4::bigint[], 1)] end,
       $9::timestamptz - ($1 - n) * interval '1 minute',
       $9::timestamptz - (n * 7919 % $1) * interval '1 minute'
     from generate_series(1::bigint, $1) n`,
    [leads, operators.map((person) => person.id), managers.map((person) => person.id),
      managers.map((person) => person.departmentId), rows.map((row) => row.id), open,
      Math.ceil(leads / 20), operators[0]!.departmentId, operators[0]!.ctx.now()]);
  await db.query(
    `insert into leads.reach (lead_id, kind, value, raw)
     select l.id, 'phone', '+7812' || lpad((l.id % 90000 + 1000000)::text, 7, '0'), ''
     from leads.lead l`);
  await db.query(
    `insert into customers.reach (company_id, kind, value, raw)
     select c.id, 'phone', '+7812' || lpad((c.id % 90000 + 1000000)::text, 7, '0'), ''
     from customers.company c`);
  await db.query('vacuum analyze');
}
