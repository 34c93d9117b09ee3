// Why deals are lost: reasons that people choose from, of one pipeline or of all.
import type { LossReason, LossReasonCreate, LossReasonEdit } from '#contract/deal-dictionaries';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { cleanName } from './edit-pipeline.ts';

const REASONS = `
  select r.id, r.pipeline_id as "pipelineId", r.name, r.position, r.needs_text as "needsText",
    r.archived_at as "archivedAt"
  from deals.loss_reason r`;

export async function readLossReasons(on: Queryable): Promise<LossReason[]> {
  const { rows } = await on.query<LossReason>({
    name: 'deal-loss-reasons',
    text: `${REASONS} order by r.archived_at is not null, r.position, r.id`,
  });
  return rows;
}

async function lockReason(tx: Tx, id: number): Promise<LossReason> {
  const row = await one<LossReason>(tx, `${REASONS} where r.id = $1 for update`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

export async function createLossReason(
  ctx: Context, input: LossReasonCreate,
): Promise<LossReason> {
  requireRight(ctx.actor, 'setting', 'edit');
  const name = cleanName(input.name);
  return inTransaction(ctx.db, async (tx) => {
    const row = await one<{ id: number }>(tx,
      `insert into deals.loss_reason (name, pipeline_id, needs_text, position)
       select $1, $2, $3, coalesce(max(position), 0) + 1 from deals.loss_reason returning id`,
      [name, input.pipelineId ?? null, input.needsText ?? false]);
    await writeEvents(tx, ctx, [{
      kind: 'lossReason.created', entity: 'lossReason', entityId: row!.id, data: { name },
    }]);
    return lockReason(tx, row!.id);
  });
}

export async function editLossReason(
  ctx: Context, input: { id: number } & LossReasonEdit,
): Promise<LossReason> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockReason(tx, input.id);
    const { name, pipelineId, needsText } = before;
    const known = { name, pipelineId, needsText, archived: before.archivedAt !== null };
    const { id, ...fields } = input;
    const next = { ...known, ...fields, name: cleanName(fields.name ?? name) };
    const changes = changesBetween(known, next);
    if (Object.keys(changes).length === 0) return before;
    await tx.query(
      `update deals.loss_reason set name = $2, pipeline_id = $3, needs_text = $4,
         archived_at = case when $5 then coalesce(archived_at, $6) end where id = $1`,
      [id, next.name, next.pipelineId, next.needsText, next.archived, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: 'lossReason.edited', entity: 'lossReason', entityId: id, data: { name, changes },
    }]);
    return lockReason(tx, id);
  });
}

export async function orderLossReasons(ctx: Context, input: { ids: number[] }): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    await tx.query(
      `update deals.loss_reason r set position = n.place
       from unnest($1::bigint[]) with ordinality as n (id, place) where r.id = n.id`, [input.ids]);
    await writeEvents(tx, ctx, input.ids.slice(0, 1).map((id) => ({
      kind: 'lossReason.reordered', entity: 'lossReason', entityId: id,
    })));
  });
}

export type ChosenReason = { id: number | null; text: string };

/** What a lost deal keeps: the chosen reason and the words; free words alone are lawful. */
export async function chosenReason(
  tx: Tx, pipelineId: number, input: { lossReasonId?: number; lostReason?: string },
): Promise<ChosenReason> {
  const words = input.lostReason?.trim() ?? '';
  if (input.lossReasonId === undefined) {
    if (!words) throw refuseField('lostReason', 'Укажите причину отказа.');
    // Words of a reason are that reason: an undo and a program bring the text alone.
    const named = await one<LossReason>(tx,
      `${REASONS} where lower(r.name) = lower($1) and r.archived_at is null
         and not r.needs_text and coalesce(r.pipeline_id, $2) = $2 limit 1`, [words, pipelineId]);
    return { id: named?.id ?? null, text: words };
  }
  const reason = await one<LossReason>(tx,
    `${REASONS} where r.id = $1 and r.archived_at is null
       and coalesce(r.pipeline_id, $2) = $2`, [input.lossReasonId, pipelineId]);
  if (!reason) throw refuseField('lossReasonId', 'Такой причины в этой воронке нет.');
  if (reason.needsText && !words) {
    throw refuseField('lostReason', `«${reason.name}»: напишите подробнее.`);
  }
  const text = words && words !== reason.name ? `${reason.name}: ${words}` : reason.name;
  return { id: reason.id, text };
}
