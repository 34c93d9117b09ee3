// A deal that is older than the exchange, or came from a file, does not go to 1C by itself:
// thousands of them would drown its list «Сделки без заказа». A person sends those to be ordered.
//
// Event deal.sentToOnec {commandId}.
import type { DealSending } from '#contract/commands';
import { cancelCommand, dealReceiver } from '#modules/commands';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { RowOutcome } from '#platform/mass/actions';
import { refuse } from '#platform/refuse';
import { lockDeal, type DealRow } from './deal-row.ts';
import { tellDeal } from './tell-onec.ts';

export { tellDeal };

type Sent = { state: string; isGiven: boolean; at: string; hasOrders: boolean };

const NOBODY = 'Ни одна база 1С не забирает сделки из Верстака.';

/** Whether the deal stands in 1C's list, waits to get there, or may be sent. */
export async function readSending(
  on: Queryable, { id, isOpen }: Pick<DealRow, 'id' | 'isOpen'>,
): Promise<DealSending> {
  const baseId = await dealReceiver(on);
  if (baseId === undefined || !isOpen) return { state: 'none', at: null };
  const sent = await one<Sent>(on, {
    name: 'deal-sending',
    text: `
      select d.order_numbers <> '{}' as "hasOrders", c.state, c.given_at is not null as "isGiven",
        coalesce(c.settled_at, c.written_at) as at
      from deals.deal d left join lateral (
        select state, given_at, settled_at, written_at from commands.command
        where object_key = $2 and base_id = $3 and type = 'deal.created'
        order by seq desc limit 1) c on true
      where d.id = $1`,
    values: [id, `deal:${id}`, baseId],
  });
  if (!sent || sent.hasOrders) return { state: 'none', at: null };
  switch (sent.state) {
    case 'waiting': return { state: sent.isGiven ? 'given' : 'waiting', at: sent.at };
    case 'done': return { state: 'sent', at: sent.at };
    // A refusal has a line and a button of its own.
    case 'refused': case 'repeated': return { state: 'none', at: null };
    default: return { state: 'possible', at: null };
  }
}

const WHY: Record<DealSending['state'], string> = {
  none: 'У сделки уже есть заказ 1С, или она завершена.',
  possible: '', waiting: 'Сделка уже ждёт 1С.', given: 'Сделка уже ждёт 1С.',
  sent: 'Сделка уже передана в 1С.',
};

/** Puts the deal into 1C's list; the refusal says why it has no place there. */
export async function sendDeal(ctx: Context, id: number): Promise<{ commandId: string }> {
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, id);
    if (await dealReceiver(tx) === undefined) throw refuse('record.changed', NOBODY);
    const { state } = await readSending(tx, deal);
    if (state !== 'possible') throw refuse('record.changed', WHY[state]);
    const commandId = await tellDeal(tx, ctx, id);
    if (commandId === null) throw refuse('record.changed', WHY.none);
    await writeEvents(tx, ctx, [{
      kind: 'deal.sentToOnec', entity: 'deal', entityId: id, data: { commandId },
    }]);
    return { commandId };
  });
}

/** As a row of mass work. */
export const sendRow = async (ctx: Context, id: number): Promise<RowOutcome> =>
  ({ status: 'done', undo: await sendDeal(ctx, id) });

/** What 1C has fetched meanwhile is refused in words. */
export async function unsendRow(
  ctx: Context, _id: number, { commandId }: { commandId: string },
): Promise<RowOutcome> {
  await cancelCommand(ctx, commandId);
  return { status: 'done' };
}
