// Moves many deals at once because their pipeline's setting follows money. A person's own move is
// move-stage.ts; both write the same event.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { withdrawApprovals } from './stage-approvals.ts';

export type StageChange = {
  dealId: number;
  fromStageId: number;
  stageId: number;
  semantics: 'open' | 'won' | 'lost';
  /** Moment of closing for won and lost, ISO; ignored for open. */
  closedAt: string | null;
  lostReason: string | null;
};

export type ApplyStagesOptions = {
  /** History writes no event for a deal. */
  quiet: boolean;
};

/** Deals must be locked by the caller. */
export async function applyStages(
  tx: Tx, ctx: Context, changes: StageChange[], options: ApplyStagesOptions,
): Promise<void> {
  if (changes.length === 0) return;
  await tx.query({
    name: 'deal-apply-stages',
    text: `
      update deals.deal d set
        stage_id = n."stageId", is_open = n.semantics = 'open', version = d.version + 1,
        closed_at = case when n.semantics = 'open' then null
          else coalesce(n."closedAt", $2::timestamptz) end,
        lost_reason = case when n.semantics = 'lost' then n."lostReason" end,
        loss_reason_id = null,
        stage_changed_at = case when $3 then d.stage_changed_at else $2::timestamptz end,
        updated_at = case when $3 then coalesce(n."closedAt", d.updated_at)
          else $2::timestamptz end,
        last_activity_at = case when $3 then coalesce(n."closedAt", d.last_activity_at)
          else $2::timestamptz end
      from jsonb_to_recordset($1::jsonb) as n ("dealId" bigint, "stageId" bigint, semantics text,
        "closedAt" timestamptz, "lostReason" text)
      where d.id = n."dealId"`,
    values: [JSON.stringify(changes), ctx.now(), options.quiet],
  });
  if (options.quiet) return;
  await withdrawApprovals(tx, ctx, changes.map(({ dealId }) => dealId));
  await writeEvents(tx, ctx, changes.map((change) => ({
    kind: 'deal.stageMoved', entity: 'deal', entityId: change.dealId,
    data: {
      by: 'pipeline', changes: { stageId: { old: change.fromStageId, new: change.stageId } },
    },
  })));
}
