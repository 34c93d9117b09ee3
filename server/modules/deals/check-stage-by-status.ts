// The setting «stage of a new deal by the status of its order in 1C» may name only stages where
// such deals are born.
import type { Context } from '#platform/context';
import { refuseField } from '#platform/refuse';

/** `value` is {status: stage id}; throws 'field.invalid' for a stage of another pipeline. */
export async function checkStageByStatus(ctx: Context, value: unknown): Promise<void> {
  const wanted = value as Record<string, number>;
  const { rows } = await ctx.db.query<{ id: number }>(
    `select s.id from deals.stage s join deals.pipeline p on p.id = s.pipeline_id
     where p.code = 'quick' and s.archived_at is null and s.moves_to_id is null
       and s.id = any($1::bigint[])`, [Object.values(wanted)]);
  const known = new Set(rows.map(({ id }) => id));
  const foreign = Object.entries(wanted).find(([, stageId]) => !known.has(stageId));
  if (!foreign) return;
  throw refuseField('value', `Стадии для статуса «${foreign[0]}» в «Быстрой продаже» нет.`);
}
