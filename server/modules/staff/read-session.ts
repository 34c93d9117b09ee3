// What the web knows of the person in front of it.
import type { Action, Entity } from '#contract/rights';
import type { Session } from '#contract/session';
import type { Actor } from '#platform/actor';
import { companyTimeZone } from '#platform/company-time';
import type { Viewer } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { STREAM_END } from '#platform/realtime';
import { refuse } from '#platform/refuse';

type Row = Omit<Session['employee'], 'initials'> & Pick<Session, 'streamAt'>;

/** «Соколова Анна Петровна» → «СА». */
export function initialsOf(name: string): string {
  const [first = '', second = ''] = name.trim().split(/\s+/);
  return `${[...first][0] ?? ''}${[...second][0] ?? ''}`.toUpperCase();
}

/** Session of the acting person; a program with a key has none. */
export async function readSession(
  on: Queryable, actor: Actor, viewer?: Viewer | null,
): Promise<Session> {
  const row = await one<Row>(on, {
    name: 'staff-read-session',
    text: `
      select e.id, e.name, coalesce(a.login, '') as login,
        d.id as "departmentId", d.name as "departmentName", ${STREAM_END} as "streamAt"
      from staff.employee e
        left join platform.account a on a.id = e.account_id
        join staff.department d on d.id = e.department_id
      where e.id = $1`,
    values: [actor.employeeId],
  });
  if (!row) throw refuse('session.required', 'У ключа API нет сеанса.');
  const { streamAt, ...employee } = row;
  const rights = [...actor.grants].map(([right, scope]) => {
    const [entity, action] = right.split('.') as [Entity, Action];
    return { entity, action, scope };
  });
  return {
    employee: { ...employee, initials: initialsOf(employee.name) },
    streamAt,
    timeZone: companyTimeZone(),
    rights,
    hidden: [...actor.hidden],
    ...(viewer ? { viewer } : {}),
  };
}
