// In whose name a department sells: its own word, else that of the nearest department above, else
// the default of the installation.
import { one, type Tx } from '#platform/database';

export async function ownEntityOf(tx: Tx, departmentId: number | null): Promise<number | null> {
  const row = await one<{ id: number | null }>(tx, {
    name: 'own-entity-of-department',
    text: `
      with recursive up as (
        select id, parent_id, 0 as depth from staff.department where id = $1
        union all
        select d.id, d.parent_id, up.depth + 1
        from staff.department d join up on d.id = up.parent_id
      )
      select coalesce(
        (select u.own_entity_id from up join customers.own_entity_department u
            on u.department_id = up.id
          order by up.depth limit 1),
        (select o.id from customers.own_entity o
          where o.is_default and o.archived_at is null)) as id`,
    values: [departmentId],
  });
  return row?.id ?? null;
}
