// Two people move one record: whoever comes second hears who moved it where, instead of taking it
// from there unseen. A stage is compared, not a version: an edit of a field is no hindrance.
import { one, type Tx } from '#platform/database';
import type { Context } from '#platform/context';
import { refuse } from '#platform/refuse';

type Move = {
  entity: 'deal' | 'lead';
  record: { id: number; stageId: number; stageChangedAt: string };
  /** The stage that the person saw; absent where nobody looked. */
  fromStageId: number | undefined;
  nameOf: (stageId: number) => Promise<string | undefined>;
};
type LastMove = { actorId: number | null; who: string | null; source: string };

const WITHOUT_A_PERSON: Record<string, string> = { '1c': '1С', api: 'API' };

/** Runs under the lock of the record, so nothing can slip between check and write. */
export async function refuseLostMove(
  tx: Tx, ctx: Context, { entity, record, fromStageId, nameOf }: Move,
): Promise<void> {
  const isElsewhere = fromStageId !== undefined && fromStageId !== record.stageId;
  const isLater = ctx.askedAt !== undefined && new Date(record.stageChangedAt) > ctx.askedAt;
  if (!isElsewhere && !isLater) return;
  const last = await one<LastMove>(tx, {
    name: 'last-stage-move',
    text: `
      select e.actor_id as "actorId", s.name as who, e.source from platform.event e
        left join staff.employee s on s.id = e.actor_id
      where e.entity = $1 and e.entity_id = $2 and e.data->'changes' ? 'stageId'
      order by e.id desc limit 1`,
    values: [entity, record.id],
  });
  // After a mass act was asked for: one's own acts quarrel with none of one's own.
  if (!isElsewhere && (!last || last.actorId === ctx.actor.employeeId)) return;
  const stage = await nameOf(record.stageId);
  const who = last ? ` — ${last.who ?? WITHOUT_A_PERSON[last.source] ?? 'Верстак'}` : '';
  const reason = `Стадию уже изменили: теперь «${stage ?? record.stageId}»${who}.`;
  throw refuse('record.changed', reason, [{ field: 'stageId', reason }]);
}
