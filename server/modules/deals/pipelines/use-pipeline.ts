// Who may begin a deal in a pipeline: the departments named for it and everything below them.
import { one, type Tx } from '#platform/database';
import { refuseField } from '#platform/refuse';

/** SQL: whether `department` may use `pipeline`; with nobody named everybody may. */
export const mayUse = (pipeline: string, department: string) => `(
  not exists (select from deals.pipeline_department pd where pd.pipeline_id = ${pipeline})
  or exists (
    with recursive up as (
      select d.id, d.parent_id from staff.department d where d.id = ${department}
      union select d.id, d.parent_id from staff.department d join up on d.id = up.parent_id
    )
    select from deals.pipeline_department pd join up on up.id = pd.department_id
    where pd.pipeline_id = ${pipeline}))`;

export async function requireUse(
  tx: Tx, place: { pipelineId: number; pipeline: string }, departmentId: number | null,
): Promise<void> {
  const row = await one<{ may: boolean }>(tx, {
    name: 'pipeline-may-use',
    text: `select ${mayUse('$1::bigint', '$2::bigint')} as may`,
    values: [place.pipelineId, departmentId],
  });
  if (row?.may) return;
  throw refuseField('pipelineId', `Отдел не работает в воронке «${place.pipeline}».`);
}
