// A deal that was born here stands in 1C's list «Сделки без заказа» until its order is made there;
// whatever a person changes of it, 1C hears. What 1C or an import does is not told back.
import { randomUUID } from 'node:crypto';
import { dealReceiver, writeCommand } from '#modules/commands';
import { tellCompany } from '#modules/customers';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';

type Told = { companyId: number | null; isOpen: boolean; hasOrders: boolean; uid: string | null };

const SILENT = new Set(['1c', 'import']);

const TOLD = `
  select d.company_id as "companyId", d.is_open as "isOpen",
    d.order_numbers <> '{}' as "hasOrders",
    (select c.uid from commands.command c
      where c.object_key = $2 and c.base_id = $3 and c.type = 'deal.created'
        and c.state <> 'cancelled' order by c.seq limit 1) as uid
  from deals.deal d where d.id = $1`;

/**
 * Within the transaction of the change. The command carries no state: it is read when 1C fetches
 * it, so that many changes make one message. A deal that 1C has made itself is told only after it
 * was once sent from here. Returns the id of the command, null when there is nothing to tell.
 */
export async function tellDeal(tx: Tx, ctx: Context, dealId: number): Promise<string | null> {
  if (SILENT.has(ctx.source)) return null;
  return tellBase(tx, ctx, dealId, await dealReceiver(tx));
}

/** The same where it is known which base gets deals, if any. */
export async function tellBase(
  tx: Tx, ctx: Context, dealId: number, baseId: number | null | undefined,
): Promise<string | null> {
  if (SILENT.has(ctx.source) || baseId === undefined || baseId === null) return null;
  const objectKey = `deal:${dealId}`;
  const deal = await one<Told>(tx, {
    name: 'deal-told', text: TOLD, values: [dealId, objectKey, baseId],
  });
  if (!deal || (deal.uid === null && (!deal.isOpen || deal.hasOrders))) return null;
  if (deal.companyId !== null && deal.isOpen) {
    await tellCompany(tx, ctx, { companyId: deal.companyId, dealId });
  }
  return writeCommand(tx, ctx, {
    baseId, objectKey, type: deal.uid === null ? 'deal.created' : 'deal.changed',
    uid: deal.uid ?? randomUUID(), entity: 'deal', entityId: dealId, dealId,
  });
}
