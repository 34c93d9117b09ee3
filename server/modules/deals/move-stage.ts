// A person moves a deal along its pipeline, closes it or takes it back into work.
import { type Semantics, stageMove, type StagePlace } from '#contract/deal-stages';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { sees } from '#platform/visibility';
import { type DealRow, lockDeal } from './deal-row.ts';
import { chosenReason, type ChosenReason } from './pipelines/loss-reasons.ts';
import { type AskedApproval, askApproval, withdrawApprovals } from './stage-approvals.ts';
import { askedBetween } from '#modules/fields';
import { refuseLostMove } from '#modules/timeline';
import { isPaidInFull, requireFilled, type StageRules } from './stage-rules.ts';
import { updateDeal, type DealColumn } from './update-deal.ts';
import { dealFacts } from './visibility.ts';

export type EnterStage = {
  stageId: number; lostReason?: string; lossReasonId?: number; note?: string;
};
export type MoveStage = EnterStage & { id: number; fromStageId?: number };
/** With an approval the deal stays where it was: a head was asked. */
export type StageMoved = {
  version: number; previousStageId: number; approval: AskedApproval | null;
};

/** `closed`: archived, or being emptied for it. */
type Place = StagePlace & StageRules & { name: string; position: number; closed: boolean };

export async function moveStage(ctx: Context, input: MoveStage): Promise<StageMoved> {
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id);
    if (deal.stageId !== input.stageId) {
      await refuseLostMove(tx, ctx, {
        entity: 'deal', record: deal, fromStageId: input.fromStageId,
        nameOf: (id) => stageName(tx, id),
      });
    }
    return enterStage(tx, ctx, deal, input);
  });
}

async function stageName(tx: Tx, id: number): Promise<string | undefined> {
  const row = await one<{ name: string }>(tx, 'select name from deals.stage where id = $1', [id]);
  return row?.name;
}

/** The move of a locked deal by the rules of its stages. */
export async function enterStage(
  tx: Tx, ctx: Context, deal: DealRow, input: EnterStage,
): Promise<StageMoved> {
  const stays = { version: deal.version, previousStageId: deal.stageId, approval: null };
  if (deal.stageId === input.stageId) return stays;
  const [from, to] = await placesOf(tx, deal.stageId, input.stageId);
  const move = stageMove(from, to);
  if (!move.allowed) throw refuse('stage.forbidden', move.reason);
  if (to.closed) throw refuse('stage.forbidden', `Стадия «${to.name}» в архиве.`);
  const reason = move.needsReason ? await chosenReason(tx, to.pipelineId, input) : null;
  await requireFilled(tx, ctx, deal, { ...to, requiredFields: askedBetween(from, to) });
  if (to.needsPayment && !await mayPass(tx, ctx, deal)) {
    const note = input.note?.trim() || null;
    return { ...stays, approval: await askApproval(tx, ctx, deal, { stage: to, note }) };
  }
  // The deal is locked, so its next version is known before the answers.
  const [, version] = await Promise.all([
    withdrawApprovals(tx, ctx, [deal.id]),
    updateDeal(tx, ctx, deal.id, columnsOf(ctx, to, reason)),
    writeMove(tx, ctx, {
      deal, from, to, lostReason: reason?.text ?? null, act: move.act, version: deal.version + 1,
    }),
  ]);
  return { ...stays, version };
}

/** Who decides on the deal needs nobody's leave; others need the whole payment. */
export async function mayPass(tx: Tx, ctx: Context, deal: DealRow): Promise<boolean> {
  if (await isPaidInFull(tx, deal.id)) return true;
  const facts = (await dealFacts(tx, [deal.id])).get(deal.id);
  return facts !== undefined && sees(ctx.actor, { entity: 'deal', action: 'decide' }, facts);
}

async function placesOf(tx: Tx, fromId: number, toId: number): Promise<[Place, Place]> {
  const { rows } = await tx.query<Place>({
    name: 'deal-stages-of-move',
    text: `select id, name, pipeline_id as "pipelineId", position, semantics,
        required_fields as "requiredFields", needs_payment as "needsPayment",
        (archived_at is not null or moves_to_id is not null) as closed
      from deals.stage where id = any($1::bigint[]) for key share`,
    values: [[fromId, toId]],
  });
  const from = rows.find((row) => row.id === fromId);
  const to = rows.find((row) => row.id === toId);
  if (!from || !to) throw refuse('stage.forbidden', 'Такой стадии нет.');
  return [from, to];
}

function columnsOf(
  ctx: Context, to: { id: number; semantics: Semantics }, reason: ChosenReason | null,
): Partial<Record<DealColumn, unknown>> {
  const open = to.semantics === 'open';
  return {
    stage_id: to.id, is_open: open, closed_at: open ? null : ctx.now(),
    lost_reason: reason?.text ?? null, loss_reason_id: reason?.id ?? null,
    stage_changed_at: ctx.now(),
  };
}

type Moved = {
  deal: DealRow; from: Place; to: Place; lostReason: string | null; act: string; version: number;
};

async function writeMove(tx: Tx, ctx: Context, moved: Moved): Promise<void> {
  const { deal, from, to, lostReason, act, version } = moved;
  const reason = deal.lostReason === lostReason
    ? {}
    : { lostReason: { old: deal.lostReason, new: lostReason } };
  await writeEvents(tx, ctx, [{
    kind: 'deal.stageMoved', entity: 'deal', entityId: deal.id,
    data: {
      version, act,
      changes: {
        stageId: { old: { id: from.id, name: from.name }, new: { id: to.id, name: to.name } },
        ...reason,
      },
    },
  }]);
}
