// `query` gives the orders that changed, `success` confirms exactly what this session was given.
// What is not confirmed is given again, word for word the same, by any later session.
import { createHash } from 'node:crypto';
import { linkCompany } from '#modules/customers';
import { companyTimeZone } from '#platform/company-time';
import { systemContext } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { Inbox } from '../apply-items.ts';
import { encodeText } from '../commerceml/encode-text.ts';
import { success, type Answer } from './answer.ts';
import { type GivenDeal, nameDueDeals, ownUid, readGivenDeals } from './given-orders.ts';
import { agreedVersion, ordersXml, orderXml } from './order-xml.ts';
import type { OpenSession } from './sessions.ts';

export async function queryOrders(inbox: Inbox, session: OpenSession): Promise<Answer> {
  const version = agreedVersion(session.schemaVersion);
  const documents = await inTransaction(inbox.db, (tx) => give(tx, session, version));
  const formedAt = localNow(inbox.now());
  const text = ordersXml(documents, version, session.encoding, formedAt);
  return {
    status: 200, type: 'application/xml', encoding: session.encoding,
    body: encodeText(text, session.encoding),
  };
}

const localNow = (now: Date): string =>
  now.toLocaleString('sv-SE', { timeZone: companyTimeZone() }).replace(' ', 'T');

/** The hash is of schema 3.1, so that another version asked for is no change of the order. */
const hashOf = ({ order }: GivenDeal): Buffer =>
  createHash('sha256').update(orderXml(order, '3.1')).digest();

async function give(tx: Tx, session: OpenSession, version: string): Promise<string[]> {
  await tx.query('select from onec.site_account where id = $1 for update', [session.accountId]);
  const deals = await readGivenDeals(tx, session, await nameDueDeals(tx, session));
  const documents: string[] = [];
  for (const deal of deals) {
    const sha256 = hashOf(deal);
    const known = await one<{ isSame: boolean }>(tx, `
      select confirmed_sha256 = $3 as "isSame" from onec.site_order
      where account_id = $1 and deal_id = $2`, [session.accountId, deal.dealId, sha256]);
    if (known?.isSame) {
      // Something else of the deal has changed, of which 1C is not told.
      await tx.query(`update onec.site_order set seen_version = $3
        where account_id = $1 and deal_id = $2`, [session.accountId, deal.dealId, deal.version]);
      continue;
    }
    await tx.query(`
      insert into onec.site_query (session_id, deal_id, sha256, deal_version)
      values ($1, $2, $3, $4) on conflict (session_id, deal_id) do update
        set sha256 = excluded.sha256, deal_version = excluded.deal_version`,
    [session.id, deal.dealId, sha256, deal.version]);
    documents.push(orderXml(deal.order, version));
  }
  await tx.query('update onec.site_session set given_count = $2 where id = $1',
    [session.id, documents.length]);
  return documents;
}

type Confirmed = { dealId: number; uid: string; companyId: number | null };

/**
 * Repeats harmlessly: what is confirmed already is not confirmed twice. The session goes on: 1C may
 * send its answers in it, and asks again when it did not hear this one.
 */
export async function confirmOrders(inbox: Inbox, session: OpenSession): Promise<Answer> {
  const ctx = systemContext(inbox.db, '1c', inbox.now);
  await inTransaction(inbox.db, async (tx) => {
    const { rows } = await tx.query<Confirmed>(`
      update onec.site_order s set confirmed_sha256 = q.sha256, confirmed_at = $3,
        seen_version = q.deal_version
      from onec.site_query q left join deals.deal d on d.id = q.deal_id
      where q.session_id = $2 and s.account_id = $1 and s.deal_id = q.deal_id
        and s.confirmed_sha256 is distinct from q.sha256
        -- An older session must not take back what a newer one has confirmed.
        and coalesce(s.seen_version, 0) <= q.deal_version
      returning s.deal_id as "dealId", s.uid, d.company_id as "companyId"`,
    [session.accountId, session.id, inbox.now()]);
    for (const { companyId } of rows) await knowCompany(tx, inbox, session.ib, companyId);
    await tx.query(`update onec.site_session set confirmed_count = confirmed_count + $2
      where id = $1`, [session.id, rows.length]);
    await writeEvents(tx, ctx, rows.map(({ dealId, uid }) => ({
      kind: 'deal.givenToOnec', entity: 'deal', entityId: dealId, data: { base: session.ib, uid },
    })));
  });
  return success(session.encoding);
}

/** 1C has a company of ours now: when it comes back it must be the same one. */
async function knowCompany(
  tx: Tx, inbox: Inbox, ib: string, companyId: number | null,
): Promise<void> {
  if (companyId === null) return;
  const base = await one<{ id: number }>(tx, `
    select b.id from onec.base b where b.ib = $1 and not exists (
      select from customers.company_identity i where i.base_id = b.id and i.company_id = $2)`,
  [ib, companyId]);
  const alive = await one(tx,
    'select from customers.company where id = $1 and deleted_at is null', [companyId]);
  if (!base || !alive) return;
  await linkCompany(tx, systemContext(inbox.db, '1c', inbox.now),
    { baseId: base.id, uid: ownUid('company', companyId), companyId });
}
