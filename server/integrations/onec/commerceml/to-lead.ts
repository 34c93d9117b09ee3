// An order of a site → what the operator needs to know of it. Pure.
import type { CmlCounterparty } from '#contract/commerceml-rows';
import type { LineInput } from '#contract/deal-lines';
import type { LeadCreate } from '#contract/leads';
import type { OnecUid, OrderLineRow } from '#contract/onec-rows';
import { VAT_RATES, type VatRate } from '#contract/vat';
import type { SiteOrder } from './to-rows.ts';

/** A lead as it is received; `sourceId` and products are the reader's, who knows our ids. */
export function leadOf(
  { order, buyer }: SiteOrder, productIds: ReadonlyMap<OnecUid, number>,
): LeadCreate {
  const address = order.address ?? buyer?.address;
  const siteNumber = String(order.extra['siteNumber'] ?? order.number);
  return {
    title: `Заказ с сайта № ${siteNumber}`.slice(0, 500),
    channel: 'site',
    ...namesOf(buyer),
    phones: reachesOf(buyer, 'phones'),
    emails: reachesOf(buyer, 'emails'),
    comment: [order.comment, address && `Адрес: ${address}`]
      .filter(Boolean).join('\n') || null,
    estimateKopecks: Math.max(0, order.totalKopecks),
    trace: { siteNumber: siteNumber.slice(0, 100) },
    lines: order.lines.map((line) => lineOf(line, productIds)).filter((line) => line !== null),
  };
}

/** A firm by its name and the person who ordered; a person by their own name. */
function namesOf(buyer: CmlCounterparty | null): Pick<LeadCreate, 'personName' | 'companyName'> {
  if (!buyer) return {};
  if (buyer.person && buyer.inn?.length !== 10) return { personName: buyer.name.slice(0, 300) };
  const [contact] = buyer.contacts;
  return {
    companyName: buyer.name.slice(0, 500),
    ...(contact ? { personName: contact.name.slice(0, 300) } : {}),
  };
}

const REACHES_MAX = 10;

function reachesOf(buyer: CmlCounterparty | null, kind: 'phones' | 'emails'): string[] {
  const all = buyer ? [...buyer[kind], ...buyer.contacts.flatMap((contact) => contact[kind])] : [];
  return [...new Set(all)].slice(0, REACHES_MAX);
}

const NAME_MAX = 1000;

/** Null for a line of nothing: a shop writes zero for what it has not. */
function lineOf(
  line: OrderLineRow, productIds: ReadonlyMap<OnecUid, number>,
): LineInput | null {
  const quantity = decimal(line.quantity, 3);
  if (!quantity || Number(quantity) === 0) return null;
  return {
    productId: line.productUid ? productIds.get(line.productUid) ?? null : null,
    article: line.article?.slice(0, 100) ?? null,
    name: nameOf(line),
    unit: line.unit?.slice(0, 30) ?? null,
    quantity,
    price: decimal(line.price ?? '0', 4) ?? '0',
    vatRate: vatRateOf(line.vatRate),
    vatIncluded: line.vatIncluded,
  };
}

function nameOf({ name, article, characteristic }: OrderLineRow): string {
  const goods = name ?? article ?? 'Товар';
  const isSaid = !characteristic || goods.includes(characteristic);
  return (isSaid ? goods : `${goods} (${characteristic})`).slice(0, NAME_MAX);
}

/** Digits that a line may hold, or null for what is no number of goods. */
function decimal(text: string, digits: number): string | null {
  const [, whole, fraction = ''] = /^(\d{1,9})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const kept = fraction.slice(0, digits).replace(/0+$/, '');
  return kept ? `${whole}.${kept}` : whole;
}

function vatRateOf(rate: string | null): VatRate {
  const named = rate === null ? 'none' : String(Number(rate));
  return VAT_RATES.find((known) => known === named) ?? 'none';
}
