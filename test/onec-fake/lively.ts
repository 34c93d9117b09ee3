// One step of ordinary life in a base: what people in an accounting department do, about as often
// as they do it, mistakes included.
import { decimalFromKopecks } from '#contract/money';
import { get, type FakeBase, type FakeObject } from './base.ts';
import { orderOfDeal } from './crm-commands.ts';
import { isCounted, linked, paidKopecks, shippedKopecks } from './sums.ts';
import { addCompany } from './verbs-refs.ts';
import {
  correctPayment, movePayment, pay, payAdvance, refund, returnShipment, ship, splitPayment,
} from './verbs-money.ts';
import {
  correctOrder, createInvoice, createOrder, recreateOrder, remove, setDeleted, setPosted,
  setStatus, shiftDeferral,
} from './verbs-orders.ts';
import { STATUSES } from './words.ts';

export type Step = {
  /** Russian, one line: what a person did. */
  said: string;
  /** Number of objects written. */
  written: number;
};

type Act = { weight: number; run: (base: FakeBase) => string | null };

/** Null means that the base has nothing to do it with yet; another act is tried. */
const ACTS: readonly Act[] = [
  { weight: 26, run: order },
  { weight: 16, run: invoice },
  { weight: 20, run: payRest },
  { weight: 6, run: payPart },
  { weight: 3, run: paySplit },
  { weight: 1, run: advance },
  { weight: 14, run: shipOrder },
  { weight: 5, run: correct },
  { weight: 3, run: defer },
  { weight: 3, run: status },
  { weight: 3, run: toggle },
  { weight: 2, run: mark },
  { weight: 2, run: move },
  { weight: 2, run: fixPayment },
  { weight: 2, run: giveBack },
  { weight: 2, run: bringBack },
  { weight: 1, run: removeSomething },
  { weight: 1, run: recreate },
  { weight: 2, run: company },
];

const WEIGHT = ACTS.reduce((sum, { weight }) => sum + weight, 0);

/** Does one thing; `onWrite` of the base sees the objects. */
export function liveOneStep(base: FakeBase): Step {
  const before = base.onWrite;
  let written = 0;
  base.onWrite = (object) => {
    written += 1;
    before?.(object);
  };
  try {
    // Asked of chance only when CRM has sent a deal: other runs of a seed stay as they were.
    const [deal] = base.crm.deals.values();
    if (deal && base.random.chance(0.5)) {
      const { body } = orderOfDeal(base, deal.dealId);
      return { said: `заказ ${body.number} по сделке «${deal.title}» из CRM`, written };
    }
    for (let tries = 0; tries < 50; tries += 1) {
      const said = choose(base).run(base);
      if (said !== null) return { said, written };
    }
    return { said: order(base), written };
  } finally {
    base.onWrite = before;
  }
}

function choose(base: FakeBase): Act {
  let dice = base.random.next() * WEIGHT;
  for (const act of ACTS) {
    dice -= act.weight;
    if (dice < 0) return act;
  }
  return ACTS[0] as Act;
}

function order(base: FakeBase): string {
  const { body } = createOrder(base, { posted: !base.random.chance(0.05) });
  return `заказ ${body.number} на ${body.total}`;
}

function invoice(base: FakeBase): string | null {
  const found = anOrder(base, ({ uid }) => linked(base, uid, 'invoice').length === 0);
  return found && `счёт ${createInvoice(base, found.uid).body.number} к ${found.body.number}`;
}

function payRest(base: FakeBase): string | null {
  const found = anOrder(base, (one) => restOf(base, one) > 0);
  if (!found) return null;
  const kinds = ['bank', 'bank', 'bank', 'bank', 'bank', 'cash', 'card', 'offset'] as const;
  const options = { byInvoice: base.random.chance(0.3), kind: base.random.pick(kinds) };
  const { body } = pay(base, found.uid, restOf(base, found), options);
  return `оплата ${body.total} по ${found.body.number}`;
}

function payPart(base: FakeBase): string | null {
  const found = anOrder(base, (one) => restOf(base, one) > 100);
  if (!found) return null;
  const kopecks = Math.max(1, Math.floor(restOf(base, found) * base.random.next()));
  return `часть оплаты ${pay(base, found.uid, kopecks).body.total} по ${found.body.number}`;
}

function paySplit(base: FakeBase): string | null {
  const uids = new Set<string>();
  for (let tries = 0; tries < 6 && uids.size < 3; tries += 1) {
    const found = anOrder(base, (one) => restOf(base, one) > 0);
    if (found) uids.add(found.uid);
  }
  if (uids.size < 2) return null;
  const { body } = splitPayment(base, [...uids], base.random.int(100, 5_000_000));
  return `оплата ${body.total} на ${uids.size} заказа`;
}

function advance(base: FakeBase): string {
  const companyUid = base.random.pick(base.uids.company);
  const { body } = payAdvance(base, companyUid, base.random.int(1, 900) * 100_000);
  return `аванс ${body.total}`;
}

function shipOrder(base: FakeBase): string | null {
  const found = anOrder(base, (one) => shippedKopecks(base, one.uid) === 0);
  if (!found) return null;
  const { body } = ship(base, found.uid, base.random.chance(0.2) ? { lines: 1 } : {});
  return `отгрузка ${body.number} по ${found.body.number}`;
}

function correct(base: FakeBase): string | null {
  const found = anOrder(base);
  if (!found) return null;
  const { body } = correctOrder(base, found.uid);
  return `заказ ${body.number} исправлен: ${found.body.total} → ${body.total}`;
}

function defer(base: FakeBase): string | null {
  const found = anOrder(base, ({ body }) => body.stages.length > 0);
  if (!found) return null;
  const { body } = shiftDeferral(base, found.uid, base.random.int(-5, 45));
  return `отсрочка по ${body.number} до ${body.stages.at(-1)?.payOn ?? '—'}`;
}

function status(base: FakeBase): string | null {
  const found = anOrder(base);
  if (!found) return null;
  const { body } = setStatus(base, found.uid, base.random.pick(STATUSES));
  return `заказ ${body.number}: статус «${body.status}»`;
}

function toggle(base: FakeBase): string | null {
  const found = aDocument(base);
  if (!found) return null;
  setPosted(base, found.uid, !found.body.posted);
  return `${nameOf(found)} ${found.body.posted ? 'отменено проведение' : 'проведено'}`;
}

function mark(base: FakeBase): string | null {
  const found = aDocument(base);
  if (!found) return null;
  setDeleted(base, found.uid, !found.body.deleted);
  return `${nameOf(found)}: пометка удаления ${found.body.deleted ? 'снята' : 'поставлена'}`;
}

function move(base: FakeBase): string | null {
  const payment = aPayment(base);
  const target = anOrder(base);
  if (!payment || !target) return null;
  movePayment(base, payment.uid, target.uid);
  return `оплата ${payment.body.number} перенесена на ${target.body.number}`;
}

function fixPayment(base: FakeBase): string | null {
  const payment = aPayment(base);
  if (!payment) return null;
  const { body } = correctPayment(base, payment.uid, base.random.int(1, 50_000_000));
  return `оплата ${body.number} исправлена: ${payment.body.total} → ${body.total}`;
}

function giveBack(base: FakeBase): string | null {
  const found = anOrder(base, ({ uid }) => paidKopecks(base, uid) > 0);
  if (!found) return null;
  const kopecks = base.random.int(1, paidKopecks(base, found.uid));
  const { body } = refund(base, found.uid, kopecks);
  return `возврат денег ${decimalFromKopecks(kopecks)} по ${found.body.number} (${body.number})`;
}

function bringBack(base: FakeBase): string | null {
  const found = anOrder(base, ({ uid }) => shippedKopecks(base, uid) > 0);
  return found && `возврат товара ${returnShipment(base, found.uid).body.number}`;
}

function removeSomething(base: FakeBase): string | null {
  const found = base.random.chance(0.3) ? anOrder(base) : aPayment(base);
  if (!found) return null;
  remove(base, found.uid);
  return `${nameOf(found)} удалено физически`;
}

function recreate(base: FakeBase): string | null {
  const found = anOrder(base);
  if (!found) return null;
  recreateOrder(base, found.uid);
  return `заказ ${found.body.number} удалён и введён заново с тем же номером`;
}

function company(base: FakeBase): string {
  const [made] = addCompany(base) as [FakeObject<'company'>];
  return `контрагент ${made.body.name}`;
}

function restOf(base: FakeBase, { uid, body }: FakeObject<'order'>): number {
  return Math.round(Number(body.total) * 100) - paidKopecks(base, uid);
}

/** A counting order, the newest the likeliest: people work on what is fresh. */
function anOrder(
  base: FakeBase,
  fits: (order: FakeObject<'order'>) => boolean = () => true,
): FakeObject<'order'> | null {
  const uids = base.uids.order;
  for (let tries = 0; tries < 12 && uids.length > 0; tries += 1) {
    const uid = uids[uids.length - 1 - base.random.skewed(uids.length)];
    const found = get(base, 'order', uid ?? '');
    if (isCounted(found) && fits(found)) return found;
  }
  return null;
}

function aPayment(base: FakeBase): FakeObject<'payment'> | null {
  if (base.uids.payment.length === 0) return null;
  const found = get(base, 'payment', base.random.pick(base.uids.payment));
  return found.gone ? null : found;
}

type Document = FakeObject<'order'> | FakeObject<'invoice'> | FakeObject<'payment'>
  | FakeObject<'shipment'>;

function aDocument(base: FakeBase): Document | null {
  const type = base.random.pick(['order', 'invoice', 'payment', 'payment', 'shipment'] as const);
  const uids = base.uids[type];
  if (uids.length === 0) return null;
  const found = get(base, type, base.random.pick(uids)) as Document;
  return found.gone ? null : found;
}

const NOUNS = { order: 'заказ', invoice: 'счёт', payment: 'оплата', shipment: 'отгрузка' } as const;

function nameOf({ type, body }: Document): string {
  return `${NOUNS[type]} ${body.number}`;
}
