// Orders of a site wait for an operator as leads. A site repeats its orders in every file: the same
// order again is the same lead, and a changed one is left to the people who already work on it.
import { productsByIdentity } from '#modules/catalog';
import { dealsOfReceived, receiveLead } from '#modules/leads';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import type { Inbox } from '../apply-items.ts';
import type { Base } from '../bases.ts';
import { objectKey, TYPE_CODES } from '../object-types.ts';
import { readRevisions, storeRevisions } from '../revisions.ts';
import { bodySha256 } from '../wire/canonical.ts';
import type { ItemEnvelope } from '../wire/item.ts';
import { leadOf } from './to-lead.ts';
import type { SiteOrder } from './to-rows.ts';
import { wireBody } from './to-wire.ts';

export type Received = 'created' | 'changed' | 'unchanged';

type Into = { inbox: Inbox; base: Base; fileId: number };

/** Names the lead of an order of this site for ever. */
const keyOf = (base: Base, id: string): string => `commerceml\n${base.ib}\n${id}`;

/** Lead and revision are one transaction: a killed import neither loses nor doubles an order. */
export async function receiveSiteOrder(into: Into, order: SiteOrder): Promise<Received> {
  const { inbox } = into;
  const ctx = systemContext(inbox.db, 'import', inbox.now);
  return inTransaction(inbox.db, (tx) => receive(tx, ctx, into, order));
}

async function receive(
  tx: Tx, ctx: Context, { base, fileId }: Into, order: SiteOrder,
): Promise<Received> {
  const { uid } = order.order;
  const sha256 = bodySha256(wireBody({ type: 'order', row: order.order })) ?? '';
  const named = { type: 'order', uid } as ItemEnvelope;
  const known = (await readRevisions(tx, base.id, [named])).get(
    objectKey(TYPE_CODES.order, uid));
  if (known?.sha256 === sha256) return 'unchanged';
  const uids = order.order.lines.map((line) => line.productUid).filter((one) => one !== null);
  const lead = await receiveLead(tx, ctx, {
    ...leadOf(order, await productsByIdentity(tx, base.id, uids)),
    sourceId: await siteSourceId(tx), externalKey: keyOf(base, order.id),
  });
  const envelope = { ...named, rev: (known?.rev ?? 0) + 1, sha256, op: 'upsert' } as ItemEnvelope;
  await storeRevisions(tx, base.id, [{
    envelope, month: null, totalKopecks: order.order.totalKopecks, fileId, line: order.line,
    keepsRows: true, rowsCheck: null, isNew: false,
  }]);
  return lead.created ? 'created' : 'changed';
}

/** An administrator may have put the source away; then the lead has none. */
async function siteSourceId(tx: Tx): Promise<number | null> {
  const row = await one<{ id: number }>(
    tx, `select id from deals.source where code = 'site' and archived_at is null`);
  return row?.id ?? null;
}

/** Deals that operators have made of the site's orders, by «Ид» of the document. */
export async function dealsOfSiteOrders(
  { inbox, base }: Pick<Into, 'inbox' | 'base'>, ids: string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const deals = await dealsOfReceived(inbox.db, ids.map((id) => keyOf(base, id)));
  return new Map(ids.flatMap((id) => {
    const dealId = deals.get(keyOf(base, id));
    return dealId === undefined ? [] : [[id, dealId]];
  }));
}
