// Pipelines as their editor shows them: archived ones, rules and versions included.
import type { EditedPipeline, StageMoveJob } from '#contract/pipelines';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';

const PIPELINES = `
  select p.id, p.code, p.name, p.version, p.is_default as "isDefault",
    p.follows_money as "followsMoney", p.acceptance_hours as "acceptanceHours",
    p.archived_at as "archivedAt",
    (select coalesce(json_agg(pd.department_id order by pd.department_id), '[]')
     from deals.pipeline_department pd where pd.pipeline_id = p.id) as "departmentIds",
    (select coalesce(json_agg(json_build_object('id', s.id, 'name', s.name,
        'position', s.position, 'semantics', s.semantics, 'colour', s.colour,
        'entersWhen', s.enters_when, 'idleDays', s.idle_days, 'archivedAt', s.archived_at,
        'requiredFields', s.required_fields, 'needsPayment', s.needs_payment,
        'movesTo', (select json_build_object('id', t.id, 'name', t.name)
          from deals.stage t where t.id = s.moves_to_id and s.archived_at is null))
      order by s.archived_at is not null, s.position, s.id), '[]')
     from deals.stage s where s.pipeline_id = p.id) as stages
  from deals.pipeline p`;

export async function readEditedPipelines(on: Queryable): Promise<EditedPipeline[]> {
  const { rows } = await on.query<EditedPipeline>(
    `${PIPELINES} order by p.archived_at is not null, p.position, p.id`);
  return rows;
}

export async function readEditedPipeline(on: Queryable, id: number): Promise<EditedPipeline> {
  const row = await one<EditedPipeline>(on, `${PIPELINES} where p.id = $1`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

type Usage = { stageId: number; deals: number };

/** Deals of every stage: open ones from the index of the board, closed ones from their own. */
export async function readUsage(on: Queryable, pipelineId: number): Promise<Usage[]> {
  const { rows } = await on.query<Usage>(
    `select s.id as "stageId",
       (select count(*) from deals.deal d
        where d.is_open and d.pipeline_id = s.pipeline_id and d.stage_id = s.id)::int
       + (select count(*) from deals.deal d where not d.is_open and d.stage_id = s.id)::int
         as deals
     from deals.stage s where s.pipeline_id = $1 order by s.position, s.id`, [pipelineId]);
  return rows;
}

const SHOWN_MOVES = 20;

export async function readStageMoves(ctx: Context): Promise<StageMoveJob[]> {
  const { rows } = await ctx.db.query<StageMoveJob>(
    `select m.id, json_build_object('id', f.id, 'name', f.name) as "from",
       json_build_object('id', t.id, 'name', t.name) as "to",
       json_build_object('id', p.id, 'name', p.name) as pipeline, m.total, m.moved,
       m.created_at as "createdAt", m.finished_at as "finishedAt"
     from deals.stage_move m join deals.stage f on f.id = m.from_stage_id
       join deals.stage t on t.id = m.to_stage_id join deals.pipeline p on p.id = f.pipeline_id
     order by m.id desc limit ${SHOWN_MOVES}`);
  return rows;
}
