// After documents change: lock the touched deals, read their facts, store money, timers, stages.
import {
  applyDealMoney, applyStages, lockDeals, type MoneyChange, type StageChange,
} from '#modules/deals';
import { companyToday, companyTimeZone } from '#platform/company-time';
import { businessDate, dayNumber } from '#platform/clock';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { syncDeferrals } from './deferral-timers.ts';
import { storeDues } from './store-dues.ts';
import { readMoneyFacts, type DealFacts } from './money-facts.ts';
import { readPaymentRules, type PaymentRules } from './payment-rules.ts';
import {
  isSaidBy1c, stageAtCreation, stageForward, type DealStage, type StageRow, type StageTarget,
} from './stage-by-money.ts';

export type RecomputeOptions = {
  /** Deals that this batch has made. */
  created: ReadonlySet<number>;
  history: boolean;
  /** Of the base whose documents are applied: their naive moments are read in it. */
  timeZone?: string;
};

type DealRow = {
  id: number; stageId: number; pipelineId: number; followsMoney: boolean; fromHistory: boolean;
  amountKopecks: number; paidKopecks: number; shippedKopecks: number;
  closedAt: string | null; lostReason: string | null;
};

/** Recomputes deals; running it again changes nothing. Returns what changed for the history. */
export async function recomputeDeals(
  tx: Tx, ctx: Context, dealIds: number[], options: RecomputeOptions,
): Promise<MoneyChange[]> {
  if (dealIds.length === 0) return [];
  const locked = await lockDeals(tx, dealIds);
  const facts = await readMoneyFacts(tx, dealIds, companyToday(ctx.now()), options.timeZone);
  const changed = await applyDealMoney(tx, ctx, locked, facts);
  await storeDues(tx, facts);
  await syncDeferrals(tx, ctx, facts);
  await moveStages(tx, ctx, facts, options);
  return changed;
}

export async function readStages(tx: Tx): Promise<Map<number, StageRow[]>> {
  const { rows } = await tx.query<StageRow & { pipelineId: number }>({
    name: 'stages-for-money',
    text: `select id, position, semantics, enters_when as "entersWhen",
             pipeline_id as "pipelineId"
           from deals.stage where archived_at is null
           order by pipeline_id, moves_to_id is not null, position`,
  });
  const stages = new Map<number, StageRow[]>();
  for (const { pipelineId, ...stage } of rows) {
    stages.set(pipelineId, [...(stages.get(pipelineId) ?? []), stage]);
  }
  return stages;
}

async function moveStages(
  tx: Tx, ctx: Context, facts: DealFacts[], options: RecomputeOptions,
): Promise<void> {
  const stages = await readStages(tx);
  const rules = await readPaymentRules(tx);
  const { rows } = await tx.query<DealRow>({
    name: 'deals-for-stages',
    text: `
      select d.id, d.stage_id as "stageId", d.pipeline_id as "pipelineId",
        p.follows_money as "followsMoney", d.from_history as "fromHistory",
        d.amount_kopecks as "amountKopecks", d.paid_kopecks as "paidKopecks",
        d.shipped_kopecks as "shippedKopecks", d.closed_at as "closedAt",
        d.lost_reason as "lostReason"
      from deals.deal d join deals.pipeline p on p.id = d.pipeline_id
      where d.id = any($1::bigint[])`,
    values: [facts.map((fact) => fact.dealId)],
  });
  const byDeal = new Map(facts.map((fact) => [fact.dealId, fact]));
  const changes: StageChange[] = [];
  for (const row of rows) {
    const fact = byDeal.get(row.id);
    const all = stages.get(row.pipelineId) ?? [];
    const stage = all.find((candidate) => candidate.id === row.stageId);
    if (!fact || !stage) continue;
    const change = stageChange(ctx, { ...row, stage, stages: all }, fact,
      { ...options, rules });
    if (change) changes.push(change);
  }
  const created = changes.filter((change) => options.created.has(change.dealId));
  const moved = changes.filter((change) => !options.created.has(change.dealId));
  // A new deal is born at its stage: a move from nowhere would be noise in its history.
  await applyStages(tx, ctx, created, { quiet: true });
  await applyStages(tx, ctx, moved, { quiet: options.history });
}

type Birthplace = { stages: StageRow[]; zone: string; rules: PaymentRules };

/** The stage a deal of history is written with. */
export function bornStage(
  ctx: Context, fact: DealFacts, { stages, zone, rules }: Birthplace,
): Pick<StageChange, 'stageId' | 'semantics' | 'closedAt' | 'lostReason'> {
  const [first] = stages;
  if (!first) throw new Error('The pipeline of quick sales has no stages');
  const sums = {
    amountKopecks: fact.hasOrders ? fact.ordersKopecks : 0,
    paidKopecks: fact.paidKopecks, shippedKopecks: fact.shippedKopecks,
  };
  const { stage, lostReason } = stageAtCreation(
    { stage: first, stages, followsMoney: true, ...sums }, fact,
    { daysOld: () => daysOld(ctx, fact, zone), history: true, rules },
  ) ?? { stage: first, lostReason: null };
  const { id: stageId, semantics } = stage;
  const closedAt = semantics === 'open' ? null : fact.settledAt ?? fact.orderedAt;
  return { stageId, semantics, closedAt, lostReason };
}

function stageChange(
  ctx: Context, deal: DealStage & DealRow, fact: DealFacts,
  options: RecomputeOptions & { rules: PaymentRules },
): StageChange | null {
  const atCreation = options.created.has(deal.id) || (options.history && deal.fromHistory);
  const target = atCreation
    ? stageAtCreation(deal, fact, {
      ...options, daysOld: () => daysOld(ctx, fact, options.timeZone),
    })
    : stageForward(deal, fact);
  if (!target) return null;
  const closed = target.stage.semantics !== 'open';
  const closedAt = closed && atCreation ? fact.settledAt ?? fact.orderedAt : null;
  if (target.stage.id === deal.stageId && !(closedAt && endsOtherwise(deal, target, closedAt))) {
    return null;
  }
  return {
    dealId: deal.id,
    fromStageId: deal.stageId,
    stageId: target.stage.id,
    semantics: target.stage.semantics,
    closedAt,
    lostReason: target.lostReason,
  };
}

/**
 * A deal of history ends when its last document says, in whatever order they are loaded: the stage
 * may be right already, and its day or its reason not yet. What a person has said stays.
 */
function endsOtherwise(deal: DealRow, target: StageTarget, closedAt: string): boolean {
  return isSaidBy1c(deal.lostReason)
    && (deal.closedAt !== closedAt || deal.lostReason !== target.lostReason);
}

function daysOld(ctx: Context, fact: DealFacts, zone = companyTimeZone()): number {
  if (!fact.orderedAt) return 0;
  const orderedOn = businessDate(new Date(fact.orderedAt), zone);
  return dayNumber(companyToday(ctx.now())) - dayNumber(orderedOn);
}
