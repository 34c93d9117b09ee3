// Who receives events about tasks. Notifications name their one recipient in the event itself.
import type { Db } from '#platform/database';
import { describeOwners } from '#platform/owners';
import type { StreamGuards } from '#platform/stream-hub';
import type { VisibilityFacts } from '#platform/visibility';

describeOwners('task', `select id, array[coalesce(for_employee_id, assignee_id)] as owners
  from work.task where id = any($1::bigint[])`);

type Row = { id: number; departmentId: number; readerIds: (number | null)[] };

async function taskFacts(db: Db, ids: number[]): Promise<Map<number, VisibilityFacts>> {
  const { rows } = await db.query<Row>({
    name: 'work-task-facts',
    text: `
      select t.id, p.department_id as "departmentId",
        json_build_array(t.assignee_id, t.author_id) as "readerIds"
      from work.task t join staff.employee p on p.id = t.assignee_id
      where t.id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, departmentId, readerIds }) =>
    [id, { departmentId, readerIds: readerIds.filter((reader) => reader !== null) }]));
}

export const workGuards: StreamGuards = {
  task: { right: { entity: 'task', action: 'read' }, facts: taskFacts },
};
