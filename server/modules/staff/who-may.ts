// Who holds a right over everything: those are told when something of the installation goes wrong.
import type { Action, Entity } from '#contract/rights';
import type { Queryable } from '#platform/database';

/** Working people with a login, by id. */
export async function employeesWhoMay(
  on: Queryable, entity: Entity, action: Action,
): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: 'staff-who-may',
    text: `
      select distinct e.id from staff.employee e
        join staff.employee_role er on er.employee_id = e.id
        join staff.role_grant g on g.role_id = er.role_id
        join platform.account a on a.id = e.account_id and a.disabled_at is null
      where e.dismissed_at is null and g.entity = $1 and g.action = $2 and g.scope = 'all'
      order by e.id`,
    values: [entity, action],
  });
  return rows.map(({ id }) => id);
}
