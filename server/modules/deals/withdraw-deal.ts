// Takes back a deal that was made by mistake, by an import for one. Its lines and readers go with
// it; its number is not given again. Orders, transfers and leads that name it are a refusal.
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { lockDeal } from './deal-row.ts';
import { readersOf } from './readers.ts';
import { tellDeal } from './tell-onec.ts';

export async function withdrawDeal(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, id);
    const tied = await one(tx, {
      name: 'deal-tied',
      text: `select from deals.transfer where deal_id = $1
        union all select from deals.stage_approval where deal_id = $1
        union all select from deals.deal_line where deal_id = $1 limit 1`,
      values: [id],
    });
    if (tied || !deal.isOpen || deal.paidKopecks !== 0) {
      throw refuse('record.referenced', 'По сделке уже работали: её передали, закрыли или '
        + 'заполнили предложение.');
    }
    const visibleBefore = await readersOf(tx, id);
    await tellDeal(tx, ctx, id);
    await tx.query({
      name: 'deal-withdraw', text: 'delete from deals.deal where id = $1', values: [id],
    });
    await writeEvents(tx, ctx, [{
      kind: 'deal.withdrawn', entity: 'deal', entityId: id, visibleBefore,
      data: { number: deal.number, title: deal.title },
    }]);
  });
}
