// The name and the rules of a pipeline, its place among others, a new one.
import { randomBytes } from 'node:crypto';
import type { EditedPipeline, PipelineCreate, PipelineEdit } from '#contract/pipelines';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { changePipeline } from './lock-pipeline.ts';
import { readEditedPipeline } from './read-edited.ts';

const newCode = () => `p${randomBytes(6).toString('hex')}`;

export async function createPipeline(
  ctx: Context, input: PipelineCreate,
): Promise<EditedPipeline> {
  requireRight(ctx.actor, 'setting', 'edit');
  const name = cleanName(input.name);
  return inTransaction(ctx.db, async (tx) => {
    const row = await one<{ id: number }>(tx,
      `insert into deals.pipeline (code, name, position)
       select $1, $2, coalesce(max(position), 0) + 1 from deals.pipeline returning id`,
      [newCode(), name]);
    const id = row!.id;
    await (input.copyFromId ? copyStages(tx, input.copyFromId, id) : addFirstStages(tx, id));
    await writeEvents(tx, ctx, [{
      kind: 'pipeline.created', entity: 'pipeline', entityId: id, data: { name },
    }]);
    return readEditedPipeline(tx, id);
  });
}

async function copyStages(tx: Tx, fromId: number, toId: number): Promise<void> {
  await readEditedPipeline(tx, fromId);
  await tx.query(
    `insert into deals.stage (pipeline_id, code, name, position, semantics, colour, enters_when,
       idle_days, required_fields, needs_payment)
     select $2, code, name, position, semantics, colour, enters_when, idle_days,
       required_fields, needs_payment
     from deals.stage where pipeline_id = $1 and archived_at is null and moves_to_id is null`,
    [fromId, toId]);
}

/** The least that a pipeline needs: work, success and refusal. */
async function addFirstStages(tx: Tx, pipelineId: number): Promise<void> {
  await tx.query(
    `insert into deals.stage (pipeline_id, code, name, position, semantics, colour)
     values ($1, 'new', 'Новая', 1, 'open', 'gray'), ($1, 'won', 'Закрыта', 2, 'won', 'green'),
       ($1, 'lost', 'Отказ', 3, 'lost', 'red')`, [pipelineId]);
}

export function editPipeline(
  ctx: Context, input: { id: number } & PipelineEdit,
): Promise<EditedPipeline> {
  return changePipeline(ctx, input, async (tx, before) => {
    const { id, version: _version, ...fields } = input;
    const wanted = {
      ...fields,
      ...(fields.name === undefined ? {} : { name: cleanName(fields.name) }),
      ...(fields.departmentIds === undefined
        ? {} : { departmentIds: fields.departmentIds.toSorted((a, b) => a - b) }),
    };
    if (wanted.isDefault && before.archivedAt) throw refuse('record.referenced', 'Она в архиве.');
    const changes = changesBetween(before, wanted);
    if (Object.keys(changes).length === 0) return undefined;
    if (changes['isDefault']) {
      await tx.query(`update deals.pipeline set is_default = false, version = version + 1
        where is_default and id <> $1`, [id]);
    }
    const next = { ...before, ...wanted };
    await tx.query(
      `update deals.pipeline set name = $2, follows_money = $3, acceptance_hours = $4,
         is_default = $5 where id = $1`,
      [id, next.name, next.followsMoney, next.acceptanceHours, next.isDefault]);
    if (changes['departmentIds']) await setDepartments(tx, id, next.departmentIds);
    return { kind: 'pipeline.edited', data: { changes } };
  });
}

async function setDepartments(tx: Tx, id: number, departmentIds: number[]): Promise<void> {
  await tx.query('delete from deals.pipeline_department where pipeline_id = $1', [id]);
  await tx.query(
    `insert into deals.pipeline_department (pipeline_id, department_id)
     select $1, unnest($2::bigint[])`, [id, departmentIds]);
}

export async function orderPipelines(ctx: Context, input: { ids: number[] }): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    const { rowCount } = await tx.query(
      `update deals.pipeline p set position = n.place
       from unnest($1::bigint[]) with ordinality as n (id, place) where p.id = n.id`,
      [input.ids]);
    if (rowCount !== input.ids.length) throw refuse('record.missing');
    await writeEvents(tx, ctx, input.ids.slice(0, 1).map((id) => ({
      kind: 'pipeline.reordered', entity: 'pipeline', entityId: id, data: { ids: input.ids },
    })));
  });
}

export function cleanName(text: string): string {
  const name = text.trim();
  if (!name) throw refuseField('name', 'Название не заполнено.');
  return name;
}
