// What the demo's people have asked of 1C: one wish it has refused and one that still waits, so
// that both faces are seen on the first day. A fake 1C that is started beside the demo takes the
// deals; the demo's own base never asks for any.
import { acknowledgeCommands, fetchCommands } from '#integrations/onec';
import { registerReceiver } from '#modules/commands';
import { editCompany } from '#modules/customers';
import { proposeChange } from '#modules/payments';
import { loadActor } from '#modules/staff';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import type { DemoCompany } from './company.ts';

type Base = { id: number; ib: string };
type Sale = {
  dealId: number; uid: string; quantity: string; companyId: number; version: number;
};

/** A running sale of the person whose client is also theirs. */
const saleOf = (db: Db, employeeId: number) => one<Sale>(db, `
  select d.id as "dealId", o.uid, (l.quantity + 1)::text as quantity, c.id as "companyId",
    c.version
  from deals.deal d
    join payments.sales_order o on o.deal_id = d.id and o.counts
    join payments.order_line l on l.base_id = o.base_id and l.order_uid = o.uid and l.position = 1
    join customers.company c on c.id = d.company_id and c.responsible_id = d.responsible_id
      and c.from_onec
  where d.responsible_id = $1 and d.is_open order by d.id desc limit 1`, [employeeId]);

async function contextOf(db: Db, employeeId: number, now: Date): Promise<Context | null> {
  const account = await one<{ id: number }>(db,
    'select account_id as id from staff.employee where id = $1', [employeeId]);
  const actor = account && await loadActor(db, account.id, now);
  return actor ? { ...systemContext(db, 'ui', () => now), actor } : null;
}

export async function askDemoBase(db: Db, company: DemoCompany, now: Date): Promise<void> {
  const base = await one<Base>(db, 'select id, ib from onec.base order by id limit 1');
  const manager = company.people.get('manager');
  if (!base || !manager) return;
  await inTransaction(db, (tx) => registerReceiver(tx, base.id, now, { mayTakeDeals: false }));
  const [ctx, sale] = await Promise.all([
    contextOf(db, manager.id, now), saleOf(db, manager.id)]);
  if (!ctx || !sale) return;
  const { dealId, uid, quantity, companyId, version } = sale;
  await proposeChange(ctx, { id: dealId, uid, lines: [{ position: 1, quantity }] });
  const inbox = { db, now: () => now };
  const given = await fetchCommands(inbox, base.id);
  await acknowledgeCommands(inbox, {
    ib: base.ib, results: given.map(({ id }) => ({
      id, status: 'refused', code: 'stock.short',
      text: 'Столько на складе нет: ближайшая поставка через 6 недель, подтвердите срок с клиентом',
    })),
  });
  await editCompany(ctx, { id: companyId, version, address: '190005, Санкт-Петербург, '
    + 'Измайловский пр., д. 4' });
}
