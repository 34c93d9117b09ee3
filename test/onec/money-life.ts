// A random life of an accounting department that spares nothing: several orders of a deal and
// invoices of an order, money in parts, in other currencies, back, offset and ahead, corrections,
// cancellations, deletions and returns. Bodies are written by hand so that no rule is shared.
import { decimalFromKopecks } from '#contract/money';
import { createRandom, type Random } from '../onec-fake/random.ts';
import { gone, item, invoiceBody, orderBody, paymentBody, shipmentBody, uid } from './items.ts';
import type { WireItem } from './items.ts';

export type LifeType = 'order' | 'invoice' | 'payment' | 'shipment';
/** The last word of 1C about a document; a deleted one keeps its body. */
export type LifeDocument = {
  type: LifeType; uid: string; rev: number; gone: boolean; body: Record<string, unknown>;
};
export type Life = {
  random: Random;
  documents: Map<string, LifeDocument>;
  /** Whom documents name; some are never told of. */
  companyUids: string[];
  managerUids: string[];
  dealIds: number[];
  /** What was written and not sent yet. */
  outbox: WireItem[];
  /** The day on which people write, YYYY-MM-DD. */
  today: string;
};

type People = Pick<Life, 'companyUids' | 'managerUids' | 'dealIds' | 'today'>;

export const beginLife = (seed: number, people: People): Life => ({
  ...people, random: createRandom(seed), documents: new Map(), outbox: [],
});

const dayOf = (life: Life, from: number, to: number): string => {
  const day = new Date(`${life.today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + life.random.int(from, to));
  return day.toISOString().slice(0, 10);
};
const momentOf = (life: Life): string =>
  `${dayOf(life, -70, 0)}T${String(life.random.int(10, 23))}:15:00`;

function write(life: Life, document: Omit<LifeDocument, 'rev'>): void {
  const rev = (life.documents.get(document.uid)?.rev ?? 0) + 1;
  life.documents.set(document.uid, { ...document, rev });
  const { type, uid: id, body } = document;
  life.outbox.push(document.gone ? gone(type, id, rev)
    : item(type, id, rev, body, { at: `${life.today}T12:00:00+03:00` }));
}

const make = (life: Life, type: LifeType, body: Record<string, unknown>): void =>
  write(life, { type, uid: uid(1_000 + life.documents.size), gone: false, body });

const any = (life: Life, type: LifeType): LifeDocument | undefined => {
  const all = [...life.documents.values()].filter((one) => one.type === type);
  return all.length === 0 ? undefined : life.random.pick(all);
};

const sum = (life: Life, to = 90_000): string => decimalFromKopecks(life.random.int(1, to));
const currencyOf = (life: Life) => life.random.pick(['RUB', 'RUB', 'RUB', 'RUB', 'EUR', 'USD']);

function stagesOf(life: Life, total: number): object[] {
  const { random } = life;
  const count = random.pick([0, 1, 2, 2, 3, 4]);
  return Array.from({ length: count }, () => ({
    variant: random.pick(['prepayment', 'beforeShipment', 'credit', 'credit', 'creditShift']),
    payOn: random.chance(0.15) ? null
      : random.chance(0.3) ? dayOf(life, -100, 0) : dayOf(life, 1, 60),
    percent: null,
    // Some schedules say less or more than the order, and some stages nothing at all.
    sum: decimalFromKopecks(random.pick([0, Math.floor(total / count), random.int(1, total)])),
  }));
}

function orderOf(life: Life, more: object): Record<string, unknown> {
  const { random } = life;
  const kopecks = random.pick([0, 1, random.int(1, 200_000), random.int(1, 200_000)]);
  const total = decimalFromKopecks(kopecks);
  const line = (orderBody(total)['lines'] as object[])[0]!;
  return orderBody(total, {
    stages: stagesOf(life, Math.max(1, kopecks)), date: momentOf(life),
    companyUid: random.pick(life.companyUids), posted: !random.chance(0.1),
    lines: ['1', '2'].map((lineUid) => ({
      ...line, lineUid, quantity: String(random.int(1, 9)), cancelled: random.chance(0.1),
    })),
    ...more,
  });
}

const addOrder = (life: Life): void => {
  const { random } = life;
  make(life, 'order', orderOf(life, {
    currency: currencyOf(life), number: `УТ-${life.documents.size}`,
    ...(random.chance(0.5) ? { crmDealId: String(random.pick(life.dealIds)) }
      : { managerUid: random.pick(life.managerUids), managerName: 'Петров' }),
  }));
};

const changeOrder = (life: Life): void => {
  const order = any(life, 'order');
  if (!order) return;
  const { currency, number, managerUid, managerName, crmDealId } = order.body;
  const next = crmDealId && life.random.chance(0.3)
    ? String(life.random.pick(life.dealIds)) : crmDealId;
  write(life, { ...order, gone: false, body: orderOf(life, {
    currency: life.random.chance(0.1) ? currencyOf(life) : currency, number,
    ...(next ? { crmDealId: next } : { managerUid, managerName }),
  }) });
};

const addInvoice = (life: Life): void => {
  const order = any(life, 'order');
  if (order) make(life, 'invoice', invoiceBody(sum(life), order.uid));
};

/** A part names an order, an invoice, both, nothing, or what 1C never told of. */
function partOf(life: Life): Record<string, string> {
  const kinds = ['order', 'order', 'order', 'invoice', 'both', 'nothing', 'unknown'] as const;
  const kind = life.random.pick(kinds);
  const [order, invoice] = [any(life, 'order')?.uid, any(life, 'invoice')?.uid];
  return {
    sum: sum(life),
    ...((kind === 'order' || kind === 'both') && order ? { orderUid: order } : {}),
    ...((kind === 'invoice' || kind === 'both') && invoice ? { invoiceUid: invoice } : {}),
    ...(kind === 'unknown' ? { orderUid: uid(999_999) } : {}),
  };
}

function paymentOf(life: Life): Record<string, unknown> {
  const { random } = life;
  const parts = Array.from({ length: random.int(0, 3) }, () => partOf(life));
  const claimed = parts.reduce((all, part) => all + Math.round(Number(part['sum']) * 100), 0);
  const total = random.chance(0.7) ? claimed : random.int(1, 200_000);
  return paymentBody(decimalFromKopecks(total), parts as never, {
    kind: random.pick(['bank', 'bank', 'cash', 'card', 'offset']),
    direction: random.chance(0.2) ? 'out' : 'in', currency: currencyOf(life),
    date: random.chance(0.2) ? `${life.today}T09:00:00` : momentOf(life),
    bankConfirmed: random.chance(0.7), posted: !random.chance(0.1),
    companyUid: random.chance(0.1) ? null : random.pick(life.companyUids),
    number: String(life.documents.size),
  });
}

function shipmentOf(life: Life): Record<string, unknown> {
  const { random } = life;
  const kind = random.pick(['shipment', 'shipment', 'shipment', 'return', 'correction'] as const);
  const lines = Array.from({ length: random.int(1, 3) }, () => {
    const sign = kind === 'correction' && random.chance(0.5) ? '-' : '';
    return {
      orderUid: any(life, 'order')?.uid ?? uid(999_999), lineUid: random.pick(['1', '2']),
      quantity: `${sign}${random.int(1, 4)}`, sum: `${sign}${sum(life)}`,
    };
  });
  return shipmentBody('', '', {
    kind, lines, date: momentOf(life), number: String(life.documents.size),
    posted: !random.chance(0.1),
  });
}

const BODIES = { payment: paymentOf, shipment: shipmentOf } as const;

const correct = (life: Life): void => {
  const type = life.random.pick(['payment', 'payment', 'shipment'] as const);
  const document = any(life, type);
  if (document) write(life, { ...document, gone: false, body: BODIES[type](life) });
};

const moveInvoice = (life: Life): void => {
  const [invoice, order] = [any(life, 'invoice'), any(life, 'order')];
  if (!invoice || !order) return;
  write(life, { ...invoice, gone: false, body: { ...invoice.body, orderUid: order.uid } });
};

/** Posting, marking and cancelling there and back, and what is deleted for good. */
const toggle = (life: Life): void => {
  const document = any(life,
    life.random.pick(['order', 'invoice', 'payment', 'payment', 'shipment']));
  if (!document) return;
  if (life.random.chance(0.25)) {
    write(life, { ...document, gone: !document.gone });
    return;
  }
  const flag = life.random.pick(['posted', 'deleted',
    ...(document.type === 'invoice' ? ['cancelled'] : [])]);
  write(life, { ...document, gone: false,
    body: { ...document.body, [flag]: document.body[flag] !== true } });
};

const ACTS: ((life: Life) => void)[] = [
  addOrder, addOrder, addOrder, changeOrder, addInvoice, addInvoice, moveInvoice, toggle, toggle,
  correct, correct,
  ...Array.from({ length: 5 }, () => (life: Life) => make(life, 'payment', paymentOf(life))),
  ...Array.from({ length: 3 }, () => (life: Life) => make(life, 'shipment', shipmentOf(life))),
];

/** Lives `steps` acts and gives what is to be sent: out of order and some of it twice. */
export function live(life: Life, steps: number): WireItem[] {
  for (let step = 0; step < steps; step += 1) life.random.pick(ACTS)(life);
  const sent = life.outbox.splice(0);
  const twice = sent.filter(() => life.random.chance(0.2));
  const mixed = [...sent, ...twice].map((one) => ({ one, at: life.random.next() }));
  return mixed.toSorted((a, b) => a.at - b.at).map(({ one }) => one);
}
