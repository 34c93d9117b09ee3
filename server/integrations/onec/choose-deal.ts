// An order names a deal that does not exist: a person says which deal is meant, or makes one of the
// order. Whatever else waits for the same number heals with it.
import type { DealChoice, MeantDeal } from '#contract/exchange';
import type { OrderRow } from '#contract/onec-rows';
import { giveDeal, requireDeal } from '#modules/deals';
import { orderTitle } from '#modules/payments';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { Inbox } from './apply-items.ts';
import { countWaiting, lockWaiting, readAlias, storeAlias } from './deal-aliases.ts';
import { readHeld } from './held-items.ts';
import { retryWaiting } from './retry-waiting.ts';
import { readItem } from './wire/item.ts';

type Waiting = { baseId: number; named: number; order: OrderRow };

async function readWaiting(ctx: Context, id: number): Promise<Waiting> {
  const { waitsFor, baseId, raw, state } = await readHeld(ctx, id);
  if (state === 'settled') throw refuse('record.changed', 'Заказ уже разобран.');
  const named = waitsFor?.startsWith('deal:') ? Number(waitsFor.slice(5)) : NaN;
  if (!Number.isSafeInteger(named) || baseId === null) {
    throw refuse('field.invalid', 'Этот объект ждёт не сделку.');
  }
  const read = readItem(JSON.parse(raw) as unknown);
  if (!read.ok || read.snapshot?.type !== 'order') {
    throw refuse('field.invalid', 'Исходный текст заказа не читается: дождитесь повтора из 1С.');
  }
  return { baseId, named, order: read.snapshot.row };
}

type Known = {
  companyId: number | null; responsibleId: number | null; company: string | null;
  responsible: string | null;
};

/** Company and manager of the order, as far as the exchange has met them. */
async function knownOf(on: Queryable, { baseId, order }: Waiting): Promise<Known> {
  const known = await one<Known>(on, `
    select c.id as "companyId", c.name as company, e.id as "responsibleId", e.name as responsible
    from (select $1::smallint as base_id) b
      left join customers.company_identity ci on ci.base_id = b.base_id and ci.uid = $2
      left join customers.company c on c.id = ci.company_id
      left join staff.employee_identity ei on ei.base_id = b.base_id and ei.uid = $3
      left join staff.employee e on e.id = ei.employee_id and e.dismissed_at is null`,
  [baseId, order.companyUid, order.managerUid]);
  return known ?? { companyId: null, responsibleId: null, company: null, responsible: null };
}

const lines = ({ order }: Waiting) => order.lines.filter(({ cancelled }) => !cancelled);

const titleOf = (waiting: Waiting): string => {
  const active = lines(waiting);
  return orderTitle(active[0]?.name || null, active.length, waiting.order.number);
};

export async function readDealChoice(ctx: Context, id: number): Promise<DealChoice> {
  const waiting = await readWaiting(ctx, id);
  const { baseId, named, order } = waiting;
  const known = await knownOf(ctx.db, waiting);
  const { companyId, company, responsibleId, responsible } = known;
  return {
    named, title: titleOf(waiting), number: order.number, totalKopecks: order.totalKopecks,
    company: companyId === null || company === null ? null : { id: companyId, name: company },
    responsible: responsibleId === null || responsible === null ? null
      : { id: responsibleId, name: responsible },
    waiting: await countWaiting(ctx.db, baseId, named),
  };
}

/** A deal of the order's client and of the person that was named. */
async function makeDeal(
  tx: Tx, ctx: Context, waiting: Waiting, { id, responsibleId }: {
    id: number; responsibleId: number;
  },
): Promise<number> {
  const employee = await one<{ departmentId: number | null }>(tx,
    `select department_id as "departmentId" from staff.employee
     where id = $1 and dismissed_at is null`, [responsibleId]);
  if (!employee) throw refuseField('responsibleId', 'Выберите работающего сотрудника');
  const { companyId } = await knownOf(tx, waiting);
  const { order } = waiting;
  const born = await giveDeal(tx, ctx, {
    title: titleOf(waiting), responsibleId, departmentId: employee.departmentId,
    ...(companyId === null ? {} : { companyId }),
    from: { entity: 'exchange', id, number: order.number },
  });
  return born.id;
}

/** Says what the number means and applies every order that waited for it. */
export async function chooseDeal(
  ctx: Context, inbox: Inbox, id: number, choice: MeantDeal,
): Promise<{ healed: number; dealId: number }> {
  const waiting = await readWaiting(ctx, id);
  const { baseId, named } = waiting;
  const dealId = await inTransaction(ctx.db, async (tx) => {
    await lockWaiting(tx, baseId, named);
    // Pressed twice, or by two people at once, the deal is made once.
    const meant = 'dealId' in choice ? choice.dealId
      : await readAlias(tx, baseId, named)
        ?? await makeDeal(tx, ctx, waiting, { id, responsibleId: choice.responsibleId });
    await requireDeal(ctx, tx, meant, 'edit');
    await storeAlias(tx, ctx, { baseId, named, meant });
    await writeEvents(tx, ctx, [{
      kind: 'exchange.dealChosen', entity: 'exchange', entityId: id,
      data: { named, dealId: meant },
    }]);
    return meant;
  });
  return { healed: await retryWaiting(inbox, [`deal:${named}`]), dealId };
}
