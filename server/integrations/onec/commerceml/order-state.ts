// Answers of 1C that have no lines: what became of an order that it knows. They make no deal and no
// money; the deal of the order gets the words, and an order that is here gets its status.
import { keepToldOrder } from '#modules/deals';
import { systemContext } from '#platform/context';
import { inTransaction, one, type Db, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import type { Inbox } from '../apply-items.ts';
import type { Base } from '../bases.ts';
import { TYPE_CODES } from '../object-types.ts';
import { dealsOfGiven } from '../site/given-orders.ts';
import {
  BEFORE_CANCEL, type BeforeCancel, type OrderAnswer, type OrderState,
} from './order-answer.ts';
import { dealsOfSiteOrders } from './receive-site-order.ts';
import { storedOrder } from './stored-order.ts';
import { wireBody } from './to-wire.ts';

export type AnswerEnd = 'stored' | 'unchanged' | 'unknown';

type Into = { inbox: Inbox; base: Base };

/** Keeps what is said; the deal's history gets what has changed. Repeats harmlessly. */
export async function takeOrderState(into: Into, answer: OrderAnswer): Promise<AnswerEnd> {
  const { inbox, base } = into;
  const dealId = await dealOf(into, answer);
  if (dealId === undefined) return 'unknown';
  return inTransaction(inbox.db, (tx) => keep(tx, inbox, { base, answer, dealId }));
}

/** The deal that the order was given of, that was made of the site's order, or that it is in. */
async function dealOf(
  { inbox, base }: Into, { id, uid }: OrderAnswer,
): Promise<number | undefined> {
  const given = (await dealsOfGiven(inbox.db, base.ib, [uid])).get(uid);
  if (given !== undefined) return given;
  const ofSite = (await dealsOfSiteOrders({ inbox, base }, [id])).get(id);
  if (ofSite !== undefined) return ofSite;
  const order = await one<{ dealId: number | null }>(inbox.db,
    `select deal_id as "dealId" from payments.sales_order where base_id = $1 and uid = $2`,
    [base.id, uid]);
  return order?.dealId ?? undefined;
}

const COLUMNS = `number, ordered_on as "orderedOn", status, paid_number as "paidNumber",
  paid_on as "paidOn", shipped_number as "shippedNumber", shipped_on as "shippedOn", cancelled,
  deleted`;

async function keep(
  tx: Tx, inbox: Inbox,
  { base, answer, dealId }: { base: Base; answer: OrderAnswer; dealId: number },
): Promise<AnswerEnd> {
  const { uid, state } = answer;
  const before = await one<OrderState>(tx,
    `select ${COLUMNS} from onec.order_state where base_id = $1 and uid = $2 for update`,
    [base.id, uid]);
  const changes = changesBetween(before ?? NOTHING, state);
  if (before && Object.keys(changes).length === 0) return 'unchanged';
  await tx.query(`
    insert into onec.order_state (base_id, uid, deal_id, number, ordered_on, status, paid_number,
      paid_on, shipped_number, shipped_on, cancelled, deleted, said_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (base_id, uid) do update set deal_id = $3, number = $4, ordered_on = $5,
      status = $6, paid_number = $7, paid_on = $8, shipped_number = $9, shipped_on = $10,
      cancelled = $11, deleted = $12, said_at = $13`,
  [base.id, uid, dealId, state.number, state.orderedOn, state.status, state.paidNumber,
    state.paidOn, state.shippedNumber, state.shippedOn, state.cancelled, state.deleted,
    inbox.now()]);
  await keepToldOrder(tx, { baseId: base.id, uid, dealId, number: state.number });
  await writeEvents(tx, systemContext(inbox.db, '1c', inbox.now), [{
    kind: 'deal.onecAnswered', entity: 'deal', entityId: dealId,
    data: {
      base: base.ib, number: state.number,
      changes: Object.fromEntries(Object.entries(changes)
        .map(([name, change]) => [`site.${name}`, change])),
    },
  }]);
  return 'stored';
}

const NOTHING: OrderState = {
  number: null, orderedOn: null, status: null, paidNumber: null, paidOn: null,
  shippedNumber: null, shippedOn: null, cancelled: false, deleted: false,
};

type Body = Record<string, unknown>;

/** What 1C has sent of it last, else what it is kept as. */
async function bodyOf(db: Db, base: Base, uid: string): Promise<Body | null> {
  const row = await one<{ raw: string }>(db, `
    select m.raw from onec.object o
      join onec.message m on m.uid = o.uid::text and m.rev = o.rev and m.base_id = o.base_id
    where o.base_id = $1 and o.type = ${TYPE_CODES.order} and o.uid = $2 and not o.deleted
      and m.type = 'order' and m.raw is not null
    order by m.id desc limit 1`, [base.id, uid]);
  const sent = row ? (JSON.parse(row.raw) as { body?: Body }).body : undefined;
  if (sent) return sent;
  const stored = await storedOrder(db, base.id, uid);
  return stored ? wireBody({ type: 'order', row: stored }) : null;
}

/**
 * The order that is here with what is said of it, as 1C would have sent it whole; null when there
 * is no such order.
 */
export async function restatedOrder(
  db: Db, base: Base, { uid, posted, state }: OrderAnswer,
): Promise<Body | null> {
  const body = await bodyOf(db, base, uid);
  if (!body) return null;
  return {
    ...(state.cancelled ? cancelledBody(body) : revivedBody(body)),
    ...(state.status === null ? {} : { status: state.status }),
    ...(posted === null ? {} : { posted }),
    deleted: state.deleted,
  };
}

const linesOf = (body: Body): Body[] => (body['lines'] ?? []) as Body[];
const extraOf = (body: Body): Body => (body['extra'] ?? {}) as Body;

/** 1C leaves cancelled lines out of the total, and a cancelled order has no other. */
function cancelledBody(body: Body): Body {
  const extra = extraOf(body);
  const before: BeforeCancel = {
    total: String(body['total']),
    cancelledLines: linesOf(body).flatMap((line, at) => (line['cancelled'] ? [at] : [])),
  };
  return {
    ...body, total: '0.00',
    lines: linesOf(body).map((line) => ({ ...line, cancelled: true })),
    extra: BEFORE_CANCEL in extra ? extra : { ...extra, [BEFORE_CANCEL]: before },
  };
}

/** The order is not cancelled any more: its sum and lines are again what they were. */
function revivedBody(body: Body): Body {
  const { [BEFORE_CANCEL]: kept, ...extra } = extraOf(body);
  if (!kept) return body;
  const { total, cancelledLines } = kept as BeforeCancel;
  return {
    ...body, total, extra,
    lines: linesOf(body).map((line, at) => ({ ...line, cancelled: cancelledLines.includes(at) })),
  };
}
