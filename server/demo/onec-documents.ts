// Bodies of 1C documents for one planned sale, exactly as the wire has them.
import { decimalFromKopecks, type Kopecks } from '#contract/money';
import type { Chance } from './random.ts';
import type { LoadedCompany, LoadedProduct } from './customers.ts';
import type { PlannedSale } from './sales-plan.ts';

export type SaleParties = {
  company: LoadedCompany;
  manager: { uid: string; name: string };
  products: readonly LoadedProduct[];
  /** Serial number of the sale in the base. */
  serial: number;
};

export type SaleDocument = {
  type: 'order' | 'invoice' | 'payment' | 'shipment';
  uid: string;
  rev: number;
  on: string;
  body: object;
};

type Line = { sum: Kopecks; body: Record<string, unknown> };

const sum = (kopecks: Kopecks) => decimalFromKopecks(kopecks);
const numberOf = (prefix: string, serial: number) => `${prefix}-${String(serial).padStart(6, '0')}`;

const STORES = ['Основной склад', 'Склад в Твери', 'Под заказ'];

/** Columns that this company keeps in its 1C beside the standard ones. */
function extraOf(serial: number, index: number): Record<string, string> {
  const store = STORES[(serial + index) % STORES.length]!;
  return {
    'Склад отгрузки': store,
    'Срок поставки': store === 'Под заказ' ? `${4 + (serial % 5)} недель` : 'в наличии',
    ...(serial % 3 === 0 ? { 'Позиция в тендере': String((index + 1) * 10) } : {}),
  };
}

function linesOf(chance: Chance, { products, serial }: SaleParties): Line[] {
  const count = chance.hit(0.5) ? 1 : chance.between(2, 6);
  return Array.from({ length: count }, (_, index) => {
    const product = chance.pick(products);
    const quantity = product.priceKopecks > 20_000_000 ? 1 : chance.between(1, 4);
    const total = product.priceKopecks * quantity;
    return {
      sum: total,
      body: {
        lineUid: String(index + 1), productUid: product.uid, article: product.article,
        name: product.name, quantity: String(quantity), unit: 'шт',
        price: sum(product.priceKopecks), discountPercent: '0', sum: sum(total), vatRate: '22',
        vatSum: sum(Math.round((total * 22) / 122)), vatIncluded: true, cancelled: false,
        cost: sum(Math.round(total * 0.78)), extra: extraOf(serial, index),
      },
    };
  });
}

function stagesOf(plan: PlannedSale, total: Kopecks) {
  if (plan.deferredUntil === null) {
    return [{ variant: 'prepayment', payOn: plan.firstPaidOn, percent: '100', sum: sum(total) }];
  }
  const advance = Math.floor(total / 2);
  return [
    { variant: 'prepayment', payOn: plan.firstPaidOn, percent: '50', sum: sum(advance) },
    { variant: 'credit', payOn: plan.deferredUntil, percent: '50', sum: sum(total - advance) },
  ];
}

/** Shares of the total that come in one payment or two. */
function paymentsOf(chance: Chance, plan: PlannedSale, total: Kopecks): [string, Kopecks][] {
  const half = Math.floor((total * chance.between(30, 70)) / 100);
  switch (plan.outcome) {
    case 'partlyPaid': return [[plan.firstPaidOn, half]];
    case 'paid': return [[plan.firstPaidOn, total]];
    case 'shipping':
      return [[plan.firstPaidOn, plan.deferredUntil ? Math.floor(total / 2) : total]];
    case 'completed':
      return [
        [plan.firstPaidOn, half],
        [plan.lastPaidOn, total - half + (plan.overpaid ? 5_000 : 0)],
      ];
    default: return [];
  }
}

/** Documents of a sale in the order in which 1C writes them. */
export function documentsOf(
  chance: Chance, plan: PlannedSale, parties: SaleParties,
): SaleDocument[] {
  const { company, manager, serial } = parties;
  const lines = linesOf(chance, parties);
  const total = lines.reduce((all, line) => all + line.sum, 0);
  const orderUid = chance.guid();
  const common = { companyUid: company.row.uid, currency: 'RUB', posted: true, deleted: false };
  const order = {
    ...common, number: numberOf('УТ', serial), date: `${plan.orderedOn}T10:${pad(serial % 60)}:00`,
    organization: serial % 9 === 0 ? 'Промтехника-Станки ООО' : 'ООО «Промтехника»',
    managerUid: manager.uid, managerName: manager.name,
    total: sum(total), status: 'К обеспечению', lines: lines.map((line) => line.body),
    stages: stagesOf(plan, total),
    ...(serial % 13 === 0 ? { tenderNo: `0373200${pad(serial)}26` } : {}),
    ...(serial % 17 === 0 ? { dealerContact: 'Ирина Сомова, отдел снабжения' } : {}),
  };
  const documents: SaleDocument[] = [
    { type: 'order', uid: orderUid, rev: 1, on: plan.orderedOn, body: order },
  ];
  if (plan.outcome === 'cancelled') {
    documents.push({
      type: 'order', uid: orderUid, rev: 2, on: plan.invoicedOn,
      body: { ...order, deleted: true, posted: false },
    });
  }
  if (['request', 'cancelled'].includes(plan.outcome)) return documents;
  const invoiceUid = chance.guid();
  documents.push({
    type: 'invoice', uid: invoiceUid, rev: 1, on: plan.invoicedOn,
    body: {
      ...common, number: numberOf('СЧ', serial), date: `${plan.invoicedOn}T11:00:00`,
      cancelled: false, orderUid, total: sum(total), dueOn: plan.firstPaidOn,
    },
  });
  for (const [on, kopecks] of paymentsOf(chance, plan, total)) {
    documents.push({
      type: 'payment', uid: chance.guid(), rev: 1, on,
      body: {
        ...common, kind: 'bank', direction: 'in', number: String(chance.between(100, 9_999)),
        date: `${on}T12:00:00`, bankConfirmed: true, bankOn: on, total: sum(kopecks),
        purpose: `Оплата по счёту ${numberOf('СЧ', serial)}`,
        lines: [{ orderUid, invoiceUid, sum: sum(kopecks) }],
      },
    });
  }
  if (!['shipping', 'completed'].includes(plan.outcome)) return documents;
  const shipped = plan.outcome === 'completed' || plan.deferredUntil !== null
    ? lines : lines.slice(0, Math.max(1, Math.floor(lines.length / 2)));
  documents.push({
    type: 'shipment', uid: chance.guid(), rev: 1, on: plan.shippedOn,
    body: {
      kind: 'shipment', number: numberOf('РТ', serial), date: `${plan.shippedOn}T15:00:00`,
      posted: true, deleted: false, companyUid: company.row.uid,
      lines: shipped.map(({ body, sum: kopecks }) => ({
        orderUid, lineUid: body['lineUid'], quantity: body['quantity'], sum: sum(kopecks),
      })),
    },
  });
  return documents;
}

const pad = (number: number) => String(number).padStart(2, '0');
