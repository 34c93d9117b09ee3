// Many people without a login at once.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

export type NewPerson = {
  name: string;
  email: string | null;
  phone: string | null;
  departmentId: number;
  dismissed: boolean;
};

/** Returns ids in the order given. `quiet`: history is being loaded, it leaves no event of each. */
export async function insertPeople(
  tx: Tx, ctx: Context & { quiet?: boolean }, people: readonly NewPerson[],
): Promise<number[]> {
  if (people.length === 0) return [];
  const rows = people.map((person, position) => ({ ...person, position }));
  const { rows: inserted } = await tx.query<{ id: number }>(
    `insert into staff.employee (name, email, phone, department_id, dismissed_at)
     select left(coalesce(nullif(btrim(p.name), ''), 'Без имени'), 200), p.email, p.phone,
       p."departmentId", case when p.dismissed then $2::timestamptz end
     from jsonb_to_recordset($1::jsonb) as p
       (position int, name text, email text, phone text, "departmentId" bigint, dismissed boolean)
     order by p.position
     returning id`,
    [JSON.stringify(rows), ctx.now()]);
  const ids = inserted.map((row) => row.id);
  if (ctx.quiet) return ids;
  await writeEvents(tx, ctx, people.map((person, index) => ({
    kind: 'employee.created', entity: 'employee', entityId: ids[index]!,
    data: { name: person.name, departmentId: person.departmentId },
  })));
  return ids;
}
