// Thousands of deals by plain SQL, for tests of plans and times. Skewed like the customer's: a few
// open ones on top of years of closed ones, every manager with deals of their department.
import type { Db } from '#platform/database';
import { addDepartment, addPerson, type Person, seedPresets } from './factory.ts';

export type ManyDeals = {
  manager: Person;
  /** Reads one department, two departments below it, and everything. */
  inDepartment: Person;
  head: Person;
  director: Person;
  pipelineId: number;
};

export type ManyDealsOptions = { deals: number; open: number; departments?: number };

const PEOPLE_PER_DEPARTMENT = 6;

export async function fillManyDeals(db: Db, options: ManyDealsOptions): Promise<ManyDeals> {
  const { deals, open, departments = 20 } = options;
  await seedPresets(db);
  const top = await addDepartment(db, 'Направление');
  const managers: Person[] = [];
  for (let index = 0; index < departments; index += 1) {
    const departmentId = await addDepartment(db, `Отдел продаж ${index}`,
      index < 3 ? top : undefined);
    for (let person = 0; person < PEOPLE_PER_DEPARTMENT; person += 1) {
      managers.push(await addPerson(db, { departmentId }));
    }
  }
  const head = await addPerson(db, { departmentId: top, role: 'head', headOf: top });
  const director = await addPerson(db, { departmentId: top, role: 'director' });
  await insertDeals(db, managers, { deals, open });
  const [manager] = managers;
  const { ctx, actor } = manager!;
  const grants = new Map([...actor.grants, ['deal.read', 'department'] as const]);
  const inDepartment: Person = { ...manager!, actor: { ...actor, grants },
    ctx: { ...ctx, actor: { ...actor, grants } } };
  const { rows } = await db.query<{ id: number }>(
    `select id from deals.pipeline where code = 'quick'`);
  return { manager: manager!, inDepartment, head, director, pipelineId: rows[0]!.id };
}

async function insertDeals(
  db: Db, managers: Person[], { deals, open }: { deals: number; open: number },
): Promise<void> {
  await db.query(
    `insert into customers.company (name, inn)
     select 'ООО «Завод ' || n || '»', lpad(n::text, 10, '0') from generate_series(1, $1) n`,
    [Math.ceil(deals / 20)]);
  await db.query(
    `insert into deals.deal (title, pipeline_id, stage_id, is_open, department_id,
       responsible_id, company_id, amount_kopecks, paid_kopecks, paid_percent, closed_at,
       created_at, updated_at)
     select 'Насос ЦНС ' || n, s.pipeline_id, s.id, s.semantics = 'open',
       ($2::bigint[])[1 + n % $4], ($3::bigint[])[1 + n % $4],
       (select min(id) from customers.company) + n % $7, 1000 * n, 300 * n, 30,
       case when s.semantics <> 'open' then $8::timestamptz - n * interval '1 minute' end,
       $8::timestamptz - ($1 - n) * interval '1 minute',
       $8::timestamptz - (n * 7919 % $1) * interval '1 minute'
     from generate_series(1::bigint, $1) n
       join deals.stage s on s.id = case when n > $1 - $5::int
         then ($6::bigint[])[1 + n / 7 % 5] else ($6::bigint[])[6 + n / 7 % 2] end`,
    [
      deals, managers.map((person) => person.departmentId), managers.map((person) => person.id),
      managers.length, open, await quickStages(db), Math.ceil(deals / 20),
      managers[0]!.ctx.now(),
    ]);
  await db.query(
    `insert into deals.deal_reader
     select responsible_id, id, 'responsible', true from deals.deal
     union all
     select ($1::bigint[])[1 + id % 120 * 7 % $2], id, 'participant', true
     from deals.deal where id % 50 = 0`,
    [managers.map((person) => person.id), managers.length]);
  await db.query('vacuum analyze');
}

async function quickStages(db: Db): Promise<number[]> {
  const { rows } = await db.query<{ id: number }>(
    `select s.id from deals.stage s join deals.pipeline p on p.id = s.pipeline_id
     where p.code = 'quick' order by s.position`);
  return rows.map((row) => row.id);
}
