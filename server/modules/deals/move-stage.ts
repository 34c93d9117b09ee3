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
    // The way is read under the lock, and asked for without waiting for it.
    const [deal, way] = await Promise.all([
      lockDeal(tx, ctx, input.id), readWay(tx, input.id, input.stageId),
    ]);
    if (deal.stageId !== input.stageId) {
      await refuseLostMove(tx, ctx, {
        entity: 'deal', record: deal, fromStageId: input.fromStageId,
        nameOf: (id) => stageName(tx, id),
      });
    }
    return goWay(tx, ctx, { deal, way, input });
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
  return goWay(tx, ctx, { deal, way: await readWay(tx, deal.id, input.stageId), input });
}

type Going = { deal: DealRow; way: WayRow[]; input: EnterStage };

async function goWay(tx: Tx, ctx: Context, { deal, way, input }: Going): Promise<StageMoved> {
  const stays = { version: deal.version, previousStageId: deal.stageId, approval: null };
  if (deal.stageId === input.stageId) return stays;
  const [from, to] = endsOf(way, deal.stageId, input.stageId);
  const move = stageMove(from, to);
  if (!move.allowed) throw refuse('stage.forbidden', move.reason);
  if (to.closed) throw refuse('stage.forbidden', `Стадия «${to.name}» в архиве.`);
  const reason = move.needsReason ? await chosenReason(tx, to.pipelineId, input) : null;
  await requireFilled(tx, ctx, deal, { ...to, requiredFields: askedBetween(from, to) });
  if (to.needsPayment && !await mayPass(tx, ctx, deal)) {
    const note = input.note?.trim() || null;
    const stage = { id: to.id, name: to.name };
    return { ...stays, approval: await askApproval(tx, ctx, deal, { stage, note }) };
  }
  // The deal is locked, so its next version is known before the answers.
  const [, version] = await Promise.all([
    from.hasApproval ? withdrawApprovals(tx, ctx, [deal.id]) : null,
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

/** Approvals are asked for, given and taken back under the lock of their deal. */
type WayRow = Place & { hasApproval: boolean };

async function readWay(tx: Tx, dealId: number, toId: number): Promise<WayRow[]> {
  const { rows } = await tx.query<WayRow>({
    name: 'deal-stages-of-move',
    text: `select id, name, pipeline_id as "pipelineId", position, semantics,
        required_fields as "requiredFields", needs_payment as "needsPayment",
        (archived_at is not null or moves_to_id is not null) as closed,
        exists (select from deals.stage_approval a
          where a.deal_id = $1 and a.state = 'open') as "hasApproval"
      from deals.stage
      where id in ($2, (select d.stage_id from deals.deal d where d.id = $1)) for key share`,
    values: [dealId, toId],
  });
  return rows;
}

function endsOf(way: WayRow[], fromId: number, toId: number): [WayRow, WayRow] {
  const from = way.find((row) => row.id === fromId);
  const to = way.find((row) => row.id === toId);
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
