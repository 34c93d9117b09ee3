// A deal ends as lost by a rule of a module above, e.g. because its receiver said «не моё».
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { updateDeal } from './update-deal.ts';

type Losing = {
  id: number; isOpen: boolean; fromOnec: boolean; lostReason: string | null;
  from: { id: number; name: string }; to: { id: number; name: string } | null;
};

/** Closes an open deal as lost; a closed one stays. Refused once 1C knows an order of it. */
export async function loseDeal(
  tx: Tx, ctx: Context, dealId: number, reason: string,
): Promise<void> {
  const deal = await one<Losing>(tx, {
    name: 'deal-lose',
    text: `
      select d.id, d.is_open as "isOpen", d.amount_source = 'onec' as "fromOnec",
        d.lost_reason as "lostReason", json_build_object('id', s.id, 'name', s.name) as "from", (
          select json_build_object('id', n.id, 'name', n.name) from deals.stage n
          where n.pipeline_id = d.pipeline_id and n.semantics = 'lost' and n.archived_at is null
          order by n.position, n.id limit 1) as "to"
      from deals.deal d join deals.stage s on s.id = d.stage_id where d.id = $1 for update of d`,
    values: [dealId],
  });
  if (!deal?.isOpen) return;
  if (deal.fromOnec || !deal.to) {
    throw refuse('stage.forbidden', 'По сделке уже есть заказ 1С: передайте её другому отделу.');
  }
  const version = await updateDeal(tx, ctx, dealId, {
    stage_id: deal.to.id, is_open: false, closed_at: ctx.now(), lost_reason: reason,
    stage_changed_at: ctx.now(),
  });
  await writeEvents(tx, ctx, [{
    kind: 'deal.stageMoved', entity: 'deal', entityId: dealId,
    data: {
      version, act: 'close',
      changes: {
        stageId: { old: deal.from, new: deal.to },
        lostReason: { old: deal.lostReason, new: reason },
      },
    },
  }]);
}
