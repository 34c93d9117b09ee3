// What 1C does when CRM asks: its own small list «Сделки без заказа», a new contragent, changed
// requisites, a corrected order; and what it refuses, in the words of its accountants. Doing the
// same command twice does it once. Answers are ordinary snapshots that name the command as cause.
import { decimalFromKopecks } from '#contract/money';
import type { OnecCommand } from '#contract/onec';
import { get, write, type FakeBase, type FakeObject } from './base.ts';
import type { CompanyBody, OrderLineBody } from './bodies.ts';
import type { AckResult, DealLine } from './crm-memory.ts';
import { kopecksOf } from './documents.ts';
import { shippedKopecks } from './sums.ts';
import { createOrder, withLines } from './verbs-orders.ts';

type Refusal = { code: string; text: string };

const refused = (code: string, text: string): Refusal => ({ code, text });

/** Does a command once; again it only gives the same answer. */
export function execute(base: FakeBase, command: OnecCommand): AckResult {
  const known = base.crm.done.get(command.id);
  if (known) return known;
  const no = act(base, command);
  const result: AckResult = no
    ? { id: command.id, status: 'refused', ...no } : { id: command.id, status: 'done' };
  base.crm.done.set(command.id, result);
  base.onCommand?.(command.id);
  return result;
}

function act(base: FakeBase, command: OnecCommand): Refusal | null {
  switch (command.type) {
    case 'deal.created':
    case 'deal.changed': return listDeal(base, command);
    case 'company.create': return createCompany(base, command);
    case 'company.change': return changeCompany(base, command);
    case 'order.change': return changeOrder(base, command);
    default: return refused('type.unknown', `Команда «${command.type}» этой базе не знакома`);
  }
}

function listDeal(base: FakeBase, { id, uid, dealId, body }: OnecCommand): Refusal | null {
  if (dealId === null) return refused('deal.absent', 'В команде нет сделки');
  const orders = (body['orderNumbers'] ?? []) as string[];
  if (body['state'] !== 'open' || orders.length > 0) {
    base.crm.deals.delete(dealId);
    return null;
  }
  const company = body['company'] as { uid: string | null } | null;
  base.crm.deals.set(dealId, {
    dealId, commandId: id, uid, title: String(body['title']), companyUid: company?.uid ?? null,
    organization: (body['organization'] ?? null) as string | null,
    lines: (body['lines'] ?? []) as DealLine[],
  });
  return null;
}

const companyOf = (base: FakeBase, uid: string): FakeObject<'company'> | null => {
  const object = base.objects.get(uid);
  return object?.type === 'company' && !object.gone ? object : null;
};

/** A contragent of the same ИНН and КПП is taken instead: 1C keeps no twins. */
function createCompany(base: FakeBase, { id, uid, body }: OnecCommand): Refusal | null {
  const { inn, kpp, kind } = body as { inn: string | null; kpp: string | null; kind: string };
  if (inn === null && kind !== 'person') {
    return refused('inn.empty', 'Контрагента без ИНН бухгалтерия не заводит: заполните ИНН');
  }
  const twin = base.uids.company.map((each) => companyOf(base, each))
    .find((each) => each && inn !== null && each.body.inn === inn && each.body.kpp === kpp);
  if (twin) {
    write(base, 'company', { uid: twin.uid, body: twin.body, cause: id });
    return null;
  }
  const text = (name: string) => String(body[name] ?? '');
  const made: CompanyBody = {
    address: text('address'), deleted: false, emails: (body['emails'] ?? []) as string[],
    fullName: text('fullName') || text('name'), inn: inn ?? '',
    kind: kind === 'sole' ? 'sole' : 'legal', kpp,
    managerUid: (body['managerUid'] as string | null) ?? base.random.pick(base.uids.employee),
    name: text('name'), ogrn: (body['ogrn'] as string | null) ?? null,
    phones: (body['phones'] ?? []) as string[],
  };
  write(base, 'company', { uid, body: made, cause: id });
  return null;
}

function changeCompany(base: FakeBase, { id, uid, body }: OnecCommand): Refusal | null {
  const company = companyOf(base, uid);
  if (!company) return refused('company.absent', 'Контрагент удалён');
  const changes = body['changes'] as Partial<CompanyBody>;
  const hasDocuments = base.uids.order.some((each) => {
    const order = get(base, 'order', each);
    return !order.gone && order.body.companyUid === uid;
  });
  if ('inn' in changes && hasDocuments) {
    return refused('inn.used',
      'По контрагенту уже есть документы: ИНН не меняют, заводят нового контрагента');
  }
  write(base, 'company', { uid, body: { ...company.body, ...changes }, cause: id });
  return null;
}

type LineWish = {
  position: string; quantity?: string; price?: string; shipOn?: string; cancelled?: boolean;
};

function changeOrder(base: FakeBase, { id, uid, body }: OnecCommand): Refusal | null {
  const found = base.objects.get(uid);
  if (found?.type !== 'order' || found.gone) return refused('order.absent', 'Заказ удалён');
  if (shippedKopecks(base, uid) > 0) {
    return refused('order.shipped',
      `Заказ ${found.body.number} уже отгружали: нужна корректировка`);
  }
  const wished = body['lines'] as LineWish[];
  const wishes = new Map(wished.map((wish) => [Number(wish.position), wish]));
  const lines = found.body.lines.map((line, index) => wishedLine(line, wishes.get(index + 1)));
  const cheap = lines.some((line, index) =>
    kopecksOf(line.price) < 0.9 * kopecksOf(found.body.lines[index]?.price ?? '0'));
  if (cheap) {
    return refused('price.low', 'Скидка больше 10 % — только с визой коммерческого директора');
  }
  write(base, 'order', { uid, body: withLines(found.body, lines), cause: id });
  return null;
}

function wishedLine(line: OrderLineBody, wish: LineWish | undefined): OrderLineBody {
  if (!wish) return line;
  const quantity = wish.quantity ?? line.quantity;
  const price = wish.price ?? line.price;
  const sum = decimalFromKopecks(Math.round(kopecksOf(price) * Number(quantity)));
  return {
    ...line, quantity, price, sum,
    cancelled: wish.cancelled ?? line.cancelled, shipOn: wish.shipOn ?? line.shipOn,
  };
}

/** A line of the offer as the order has it: nobody types it again. Its VAT stands in the sum. */
function orderLine(line: DealLine, index: number): OrderLineBody {
  const sum = line.vatIncluded ? line.sum
    : decimalFromKopecks(kopecksOf(line.sum) + kopecksOf(line.vatSum));
  return {
    article: line.article ?? '', cancelled: false, cost: '0.00',
    discountPercent: line.discountPercent, lineUid: String(index + 1), name: line.name,
    price: line.price, productUid: line.productUid, quantity: line.quantity, shipOn: null, sum,
    unit: line.unit ?? 'шт', vatIncluded: true, vatRate: line.vatRate, vatSum: line.vatSum,
  };
}

/** A person of 1C makes the order of a deal from the list; the guid is the one CRM has chosen. */
export function orderOfDeal(base: FakeBase, dealId: number): FakeObject<'order'> {
  const deal = base.crm.deals.get(dealId);
  if (!deal) throw new Error(`no deal ${dealId} without an order`);
  const company = deal.companyUid ? companyOf(base, deal.companyUid) : null;
  const lines = (deal.lines ?? []).map(orderLine);
  const order = createOrder(base, {
    crmDealId: String(dealId), cause: deal.commandId, uid: deal.uid,
    ...(lines.length > 0 ? { lines } : {}),
    ...(deal.organization ? { organization: deal.organization } : {}),
    ...(company ? { companyUid: company.uid } : {}),
  });
  base.crm.deals.delete(dealId);
  base.onCommand?.(null);
  return order;
}
