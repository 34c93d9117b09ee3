// Stages of a pipeline: a new one, its name and rules, the order.
import { randomBytes } from 'node:crypto';
import type { EditedPipeline, EditedStage, StageCreate, StageEdit } from '#contract/pipelines';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { changesBetween } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { cleanName } from './edit-pipeline.ts';
import {
  changePipeline, keepEveryKind, liveStages, pipelineOfStage, stageOf,
} from './lock-pipeline.ts';

/** A new stage stands after the last one of its kind, so that ends stay at the end. */
export function createStage(
  ctx: Context, input: { id: number } & StageCreate,
): Promise<EditedPipeline> {
  return changePipeline(ctx, input, async (tx, before) => {
    const name = freeName(before, cleanName(input.name));
    const same = liveStages(before).filter((stage) => stage.semantics === input.semantics);
    const after = same.at(-1)?.position ?? 0;
    await tx.query(
      'update deals.stage set position = position + 1 where pipeline_id = $1 and position > $2',
      [input.id, after]);
    await tx.query(
      `insert into deals.stage (pipeline_id, code, name, position, semantics, colour)
       values ($1, $2, $3, $4, $5, $6)`,
      [input.id, `s${randomBytes(6).toString('hex')}`, name, after + 1, input.semantics,
        input.colour]);
    return { kind: 'pipeline.stageCreated', data: { stage: name } };
  });
}

export async function editStage(
  ctx: Context, input: { id: number } & StageEdit,
): Promise<EditedPipeline> {
  const id = await pipelineOfStage(ctx, input.id);
  return changePipeline(ctx, { id, version: input.version }, async (tx, before) => {
    const stage = stageOf(before, input.id);
    const { id: _id, version: _version, ...fields } = input;
    const wanted = {
      ...fields,
      ...(fields.name === undefined
        ? {} : { name: freeName(before, cleanName(fields.name), stage.id) }),
      // Payment is awaited on a successful stage alone.
      ...((fields.semantics ?? 'won') === 'won' ? {} : { needsPayment: false }),
    };
    const changes = changesBetween(stage, wanted);
    if (Object.keys(changes).length === 0) return undefined;
    const next = { ...stage, ...wanted };
    if (changes['semantics']) await checkSemantics(tx, before, stage);
    if (changes['entersWhen']) checkCondition(before, next);
    await tx.query(
      `update deals.stage set name = $2, colour = $3, semantics = $4, enters_when = $5,
         idle_days = $6, idle_before = case when idle_days = $6 then idle_before end,
         needs_payment = $7
       where id = $1`,
      [stage.id, next.name, next.colour, next.semantics, next.entersWhen, next.idleDays,
        next.needsPayment]);
    return { kind: 'pipeline.stageEdited', data: { stage: stage.name, changes } };
  });
}

function freeName(pipeline: EditedPipeline, name: string, exceptId?: number): string {
  const taken = liveStages(pipeline).some((stage) =>
    stage.id !== exceptId && stage.name.toLowerCase() === name.toLowerCase());
  if (taken) throw refuseField('name', `Стадия «${name}» в этой воронке уже есть.`);
  return name;
}

/** Whether its deals are at work is written on each of them: a stage with deals keeps its kind. */
async function checkSemantics(
  tx: Tx, pipeline: EditedPipeline, stage: EditedStage,
): Promise<void> {
  keepEveryKind(pipeline, stage);
  await tx.query('select from deals.stage where id = $1 for update', [stage.id]);
  const used = await one(tx, 'select from deals.deal where stage_id = $1 limit 1', [stage.id]);
  if (!used) return;
  throw refuse('record.referenced',
    `На стадии «${stage.name}» есть сделки. Перенесите их, потом меняйте исход.`);
}

/** Money moves a deal to one stage by each condition; two of them would be a coin toss. */
function checkCondition(pipeline: EditedPipeline, next: EditedStage): void {
  if (next.entersWhen === null) return;
  if (next.semantics === 'lost') {
    throw refuseField('entersWhen', 'Деньги не переводят сделку в отказ.');
  }
  const other = liveStages(pipeline).find((stage) =>
    stage.id !== next.id && stage.entersWhen === next.entersWhen);
  if (other) throw refuseField('entersWhen', `Это условие уже у стадии «${other.name}».`);
}

export function orderStages(
  ctx: Context, input: { id: number; version: number; ids: number[] },
): Promise<EditedPipeline> {
  return changePipeline(ctx, input, async (tx, before) => {
    const live = before.stages.filter((stage) => stage.archivedAt === null);
    const same = live.length === input.ids.length
      && live.every((stage) => input.ids.includes(stage.id));
    if (!same) throw refuseField('ids', 'Нужны все стадии воронки, каждая один раз.');
    await tx.query(
      `update deals.stage s set position = n.place
       from unnest($1::bigint[]) with ordinality as n (id, place) where s.id = n.id`,
      [input.ids]);
    const order = input.ids.map((id) => stageOf(before, id).name);
    return {
      kind: 'pipeline.stagesReordered',
      data: { changes: { order: { old: live.map((stage) => stage.name), new: order } } },
    };
  });
}
