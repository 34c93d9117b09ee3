// Documents as a distributor writes them. Pure: dates, numbers and guids come from outside, so
// that the lively base and the history generator share one idea of an order.
import { decimalFromKopecks, kopecksFromDecimal } from '#contract/money';
import type {
  InvoiceBody, OrderBody, OrderLineBody, PaymentBody, ShipmentBody, StageBody,
} from './bodies.ts';
import type { Random } from './random.ts';
import type { Goods } from './refs.ts';
import { COMMENTS, ORGANIZATIONS, PROJECTS } from './words.ts';

/** Kopecks of a decimal this program wrote itself. */
export function kopecksOf(decimal: string): number {
  const kopecks = kopecksFromDecimal(decimal);
  if (kopecks === null) throw new Error(`not money: ${decimal}`);
  return kopecks;
}

/** 18 % till 2019, 20 % till 2026, then 22 %. */
export function vatRateOn(date: string): number {
  if (date < '2019') return 18;
  return date < '2026' ? 20 : 22;
}

export function makeLines(random: Random, goods: readonly Goods[], date: string): OrderLineBody[] {
  const count = lineCount(random);
  const lines: OrderLineBody[] = [];
  for (let at = 1; at <= count; at += 1) {
    const { uid, body, priceKopecks } = goods[random.skewed(goods.length)] as Goods;
    lines.push(makeLine(random, { at, uid, body, priceKopecks, date }));
  }
  return lines;
}

type LineSource = Goods & { at: number; date: string };

function makeLine(random: Random, source: LineSource): OrderLineBody {
  const { body, priceKopecks } = source;
  const quantity = priceKopecks > 30_000_000 ? 1 : random.int(1, priceKopecks > 2_000_000 ? 4 : 40);
  const discount = random.chance(0.3) ? random.int(1, 15) : 0;
  const sumKopecks = Math.round((priceKopecks * quantity * (100 - discount)) / 100);
  const rate = vatRateOn(source.date);
  return {
    article: body.article,
    cancelled: false,
    cost: decimalFromKopecks(Math.round(sumKopecks * 0.78)),
    discountPercent: `${discount}.00`,
    lineUid: String(source.at),
    name: body.name,
    price: decimalFromKopecks(priceKopecks),
    productUid: source.uid,
    quantity: `${quantity}.000`,
    shipOn: null,
    sum: decimalFromKopecks(sumKopecks),
    unit: body.unit,
    vatIncluded: true,
    vatRate: String(rate),
    vatSum: decimalFromKopecks(Math.round((sumKopecks * rate) / (100 + rate))),
  };
}

/** Average 3: most orders are one or two lines, a few are long specifications. */
function lineCount(random: Random): number {
  const dice = random.next();
  if (dice < 0.42) return 1;
  if (dice < 0.65) return 2;
  if (dice < 0.88) return random.int(3, 5);
  return random.int(5, 13);
}

/** Total of an order: 1C leaves cancelled lines out. */
export function totalOf(lines: readonly OrderLineBody[]): string {
  let sum = 0;
  for (const line of lines) if (!line.cancelled) sum += kopecksOf(line.sum);
  return decimalFromKopecks(sum);
}

export type OrderSource = {
  number: string;
  date: string;
  companyUid: string;
  managerUid: string;
  managerName: string;
  lines: OrderLineBody[];
  stages: StageBody[];
};

export function makeOrder(random: Random, source: OrderSource): OrderBody {
  const isProject = random.chance(0.08);
  return {
    address: null,
    comment: random.chance(0.15) ? random.pick(COMMENTS) : null,
    companyUid: source.companyUid,
    currency: 'RUB',
    date: source.date,
    deleted: false,
    lines: source.lines,
    managerName: source.managerName,
    managerUid: source.managerUid,
    number: source.number,
    organization: random.pick(ORGANIZATIONS),
    posted: true,
    projectName: isProject ? random.pick(PROJECTS) : null,
    stages: source.stages,
    status: 'К обеспечению',
    ...(isProject ? { tenderNo: `ЗК-${random.int(10_000, 99_999)}` } : {}),
    total: totalOf(source.lines),
  };
}

/** One stage of all the money, or a prepayment and the rest on credit. */
export function makeStages(
  total: string,
  plan: { prepaidPercent: number; payOn: string; creditOn: string },
): StageBody[] {
  const { prepaidPercent, payOn, creditOn } = plan;
  const whole = kopecksOf(total);
  const prepaid = Math.round((whole * prepaidPercent) / 100);
  const stages: StageBody[] = [];
  if (prepaidPercent > 0) {
    const sum = decimalFromKopecks(prepaid);
    stages.push({ payOn, percent: `${prepaidPercent}.00`, sum, variant: 'prepayment' });
  }
  if (prepaidPercent < 100) {
    const sum = decimalFromKopecks(whole - prepaid);
    const percent = `${100 - prepaidPercent}.00`;
    stages.push({ payOn: creditOn, percent, sum, variant: 'credit' });
  }
  return stages;
}

export function makeInvoice(
  order: OrderBody,
  orderUid: string,
  source: { number: string; date: string; dueOn: string },
): InvoiceBody {
  return {
    cancelled: false,
    companyUid: order.companyUid,
    currency: order.currency,
    date: source.date,
    deleted: false,
    dueOn: source.dueOn,
    number: source.number,
    orderUid,
    posted: true,
    total: order.total,
  };
}

export type PaymentSource = {
  number: string;
  date: string;
  companyUid: string;
  kind?: PaymentBody['kind'];
  direction?: PaymentBody['direction'];
  /** Shares by order, in kopecks; a null order is an advance. */
  shares: { orderUid: string | null; invoiceUid?: string | null; kopecks: number }[];
  purpose: string;
};

export function makePayment(source: PaymentSource): PaymentBody {
  let total = 0;
  const lines = source.shares.map(({ orderUid, invoiceUid, kopecks }) => {
    total += kopecks;
    return { invoiceUid: invoiceUid ?? null, orderUid, sum: decimalFromKopecks(kopecks) };
  });
  const isBank = (source.kind ?? 'bank') === 'bank';
  return {
    bankConfirmed: isBank,
    bankOn: isBank ? source.date.slice(0, 10) : null,
    companyUid: source.companyUid,
    currency: 'RUB',
    date: source.date,
    deleted: false,
    direction: source.direction ?? 'in',
    kind: source.kind ?? 'bank',
    lines,
    number: source.number,
    posted: true,
    purpose: source.purpose,
    total: decimalFromKopecks(total),
  };
}

/** Everything of the given lines of one order. */
export function makeShipment(
  order: OrderBody,
  orderUid: string,
  source: { number: string; date: string; lines: readonly OrderLineBody[]; isReturn?: boolean },
): ShipmentBody {
  return {
    companyUid: order.companyUid,
    date: source.date,
    deleted: false,
    kind: source.isReturn ? 'return' : 'shipment',
    lines: source.lines.map(({ lineUid, quantity, sum }) => ({ lineUid, orderUid, quantity, sum })),
    number: source.number,
    posted: true,
  };
}
