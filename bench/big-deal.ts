// A deal with much to show, made through the exchange: 20 lines, 5 payments, 40 events.
import { createApiKey } from '#platform/auth/api-keys';
import { readConfig } from '#platform/config';
import { openSecrets } from '#platform/secrets';
import { createClient, type OnecClient } from '#test/onec-fake/client';
import { createRandom } from '#test/onec-fake/random';
import { item, orderBody, paymentBody, type WireItem } from '#test/onec/items';
import type { Site } from './site.ts';

/** The base that the history came from: managers and companies are known there. */
const BASE = { ib: 'ut11', epoch: 'e1' };
const LINES = 20;
const PAYMENTS = 5;
const EVENTS = 40;

export async function pusher(site: Site): Promise<OnecClient> {
  const { dataDir } = readConfig({ VERSTAK_DATA: site.dataDir });
  const key = await createApiKey(
    site.db, openSecrets(dataDir), { kind: 'onec', name: 'Замер' });
  return createClient({ ...key, url: site.url, triesMax: 1 });
}

export const asItems = (items: WireItem[]) =>
  items.map((one) => ({ ...one, ...BASE })) as unknown as Parameters<OnecClient['push']>[0];

/** A uid in 1C of this employee, so that the deal lands where that person sees it. */
export async function managerUidOf(site: Site, employeeId: number): Promise<string> {
  const { rows } = await site.db.query<{ uid: string }>(
    'select uid from staff.employee_identity where employee_id = $1 limit 1', [employeeId]);
  if (!rows[0]) throw new Error('The employee is not of 1C');
  return rows[0].uid;
}

export function bigOrder(managerUid: string, total: string, note: string): object {
  const line = (orderBody('1000.00')as { lines: object[] }).lines[0];
  return orderBody(total, {
    managerUid, managerName: 'Менеджер', comment: note,
    lines: Array.from({ length: LINES }, (_, index) => ({ ...line, lineUid: String(index + 1) })),
  });
}

/** Returns the id of the deal. */
export async function makeBigDeal(site: Site, employeeId: number): Promise<number> {
  const random = createRandom(Date.now());
  const managerUid = await managerUidOf(site, employeeId);
  const client = await pusher(site);
  const orderUid = random.uid();
  // Every revision changes the sum, so each leaves its line in the history of the deal.
  for (let rev = 1; rev <= EVENTS / 2; rev += 1) {
    await client.push(asItems([
      item('order', orderUid, rev, bigOrder(managerUid, `${20_000 + rev}.00`, `rev ${rev}`))]));
  }
  await client.push(asItems(Array.from({ length: PAYMENTS }, () =>
    item('payment', random.uid(), 1, paymentBody('1000.00', [{ orderUid, sum: '1000.00' }])))));
  const { rows } = await site.db.query<{ id: number }>(
    'select deal_id as id from payments.sales_order where uid = $1', [orderUid]);
  if (!rows[0]?.id) throw new Error('The order made no deal');
  return rows[0].id;
}
