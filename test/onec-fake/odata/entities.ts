// Objects of the fake base as the standard interface of УТ 11 shows them: numbers padded with
// blanks, Int64 as text, sums as doubles, empty dates, zero guids, composite attributes, and
// properties in any order.
import { createHash } from 'node:crypto';
import type { FakeObject } from '../base.ts';
import type {
  CompanyBody, ContactBody, EmployeeBody, InvoiceBody, OrderBody, PaymentBody, ProductBody,
  ShipmentBody,
} from '../bodies.ts';
import { createRandom } from '../random.ts';

export type Row = Record<string, unknown>;

/** Up to 11.4 a line names its order, since 11.5 an object of settlements does. */
export type Release = '11.4' | '11.5';

export const ZERO = '00000000-0000-0000-0000-000000000000';
export const EMPTY_DATE = '0001-01-01T00:00:00';

/** A guid that belongs to a name for ever. */
export function guidFor(kind: string, name: string): string {
  const hex = createHash('sha1').update(`${kind}\n${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${
    hex.slice(20, 32)}`;
}

const PAYMENT_SETS: Record<string, string> = {
  'bank in': 'Document_ПоступлениеБезналичныхДенежныхСредств',
  'cash in': 'Document_ПриходныйКассовыйОрдер',
  'card in': 'Document_ОперацияПоПлатежнойКарте',
  'offset in': 'Document_ВзаимозачетЗадолженности',
  'bank out': 'Document_СписаниеБезналичныхДенежныхСредств',
  'cash out': 'Document_РасходныйКассовыйОрдер',
};

const SHIPMENT_SETS = {
  shipment: 'Document_РеализацияТоваровУслуг', return: 'Document_ВозвратТоваровОтКлиента',
  correction: 'Document_КорректировкаРеализации',
} as const;

/** Set of an object; null for what this configuration does not show. */
export function setOf(object: FakeObject): string | null {
  switch (object.type) {
    case 'order': return 'Document_ЗаказКлиента';
    case 'invoice': return 'Document_СчетНаОплатуКлиенту';
    case 'payment': return PAYMENT_SETS[`${object.body.kind} ${object.body.direction}`] ?? null;
    case 'shipment': return SHIPMENT_SETS[object.body.kind];
    case 'company': return 'Catalog_Контрагенты';
    case 'product': return 'Catalog_Номенклатура';
    case 'contact': return 'Catalog_КонтактныеЛицаПартнеров';
    case 'employee': return 'Catalog_Пользователи';
    default: return null;
  }
}

const shown = new WeakMap<object, Map<Release, Row>>();

/** Made once for each state of an object: lists are asked for with every poll. */
export function entityOf(object: FakeObject, release: Release): Row {
  const rows = shown.get(object) ?? new Map<Release, Row>();
  shown.set(object, rows);
  const known = rows.get(release);
  if (known) return known;
  const row = shuffled({ ...headOf(object), ...bodyOf(object, release) }, object.rev);
  rows.set(release, row);
  return row;
}

function headOf({ uid, rev, body }: FakeObject): Row {
  const version = Buffer.alloc(8);
  version.writeBigUInt64BE(BigInt(rev));
  const head = { Ref_Key: uid, DataVersion: version.toString('base64'),
    DeletionMark: 'deleted' in body && body.deleted };
  if (!('number' in body)) return head;
  return {
    ...head, Number: body.number.padEnd(16, ' '), Date: body.date, Posted: body.posted,
    Комментарий: '',
  };
}

function bodyOf(object: FakeObject, release: Release): Row {
  switch (object.type) {
    case 'order': return orderOf(object.body, object.uid);
    case 'invoice': return invoiceOf(object.body);
    case 'payment': return paymentOf(object.body, release);
    case 'shipment': return shipmentOf(object.body);
    case 'company': return companyOf(object.body, object.uid);
    case 'contact': return contactOf(object.body);
    case 'product': return productOf(object.body);
    case 'employee': return employeeOf(object.body);
    default: return {};
  }
}

const money = (text: string) => Number(text);
const day = (text: string | null) => (text ? `${text}T00:00:00` : EMPTY_DATE);
const composite = (name: string, uid: string | null, set: string): Row => ({
  [name]: uid ?? '',
  [`${name}_Type`]: uid ? `StandardODATA.${set}` : 'StandardODATA.Undefined',
});
const RUB = { Валюта_Key: guidFor('currency', 'RUB') };

const VARIANTS: Record<string, string> = {
  prepayment: 'АвансДоОбеспечения', beforeShipment: 'ПредоплатаДоОтгрузки',
  credit: 'КредитПослеОтгрузки', creditShift: 'КредитСдвиг',
};

function orderOf(body: OrderBody, uid: string): Row {
  return {
    ...RUB, Контрагент_Key: body.companyUid, Менеджер_Key: body.managerUid,
    Организация_Key: guidFor('organization', body.organization),
    СуммаДокумента: money(body.total), Статус: body.status, ЦенаВключаетНДС: true,
    Комментарий: body.comment ?? '', АдресДоставки: body.address ?? '', Договор_Key: ZERO,
    ДатаОтгрузки: EMPTY_DATE, ОбъектРасчетов_Key: guidFor('settlement', uid),
    Товары: body.lines.map((line, at) => ({
      LineNumber: String(at + 1), КодСтроки: line.lineUid, Номенклатура_Key: line.productUid,
      Характеристика_Key: ZERO, Количество: Number(line.quantity), Цена: money(line.price),
      Сумма: money(line.sum), СуммаНДС: money(line.vatSum), СуммаСНДС: money(line.sum),
      СтавкаНДС_Key: guidFor('vat', line.vatRate ?? 'Без НДС'),
      ПроцентРучнойСкидки: Number(line.discountPercent), Отменено: line.cancelled,
      ДатаОтгрузки: day(line.shipOn), Содержание: '',
    })),
    ЭтапыГрафикаОплаты: body.stages.map((stage, at) => ({
      LineNumber: String(at + 1), ВариантОплаты: VARIANTS[stage.variant],
      ДатаПлатежа: day(stage.payOn), ПроцентПлатежа: Number(stage.percent),
      СуммаПлатежа: money(stage.sum),
    })),
  };
}

function invoiceOf(body: InvoiceBody): Row {
  return {
    ...RUB, ...composite('ДокументОснование', body.orderUid, 'Document_ЗаказКлиента'),
    Контрагент_Key: body.companyUid, СуммаДокумента: money(body.total),
    Аннулирован: body.cancelled,
    ЭтапыГрафикаОплаты: [{ LineNumber: '1', ДатаПлатежа: day(body.dueOn) }],
  };
}

function paymentOf(body: PaymentBody, release: Release): Row {
  const orderLink = (orderUid: string | null): Row => (release === '11.4'
    ? composite('Заказ', orderUid, 'Document_ЗаказКлиента')
    : { ОбъектРасчетов_Key: orderUid ? guidFor('settlement', orderUid) : ZERO });
  const rows = body.lines.map((line, at) => ({
    LineNumber: String(at + 1), Сумма: money(line.sum), ...orderLink(line.orderUid),
    ...composite('ОснованиеПлатежа', line.invoiceUid, 'Document_СчетНаОплатуКлиенту'),
  }));
  const isOffset = body.kind === 'offset';
  const operation = body.direction === 'in' ? 'ПоступлениеОплатыОтКлиента' : 'ВозвратОплатыКлиенту';
  return {
    ...RUB, СуммаДокумента: money(body.total), НазначениеПлатежа: body.purpose,
    ...(isOffset ? { КонтрагентДебитор_Key: body.companyUid, КонтрагентКредитор_Key: ZERO }
      : { Контрагент_Key: body.companyUid, ХозяйственнаяОперация: operation }),
    ...(body.kind === 'bank'
      ? { ПроведеноБанком: body.bankConfirmed, ДатаПроведенияБанком: day(body.bankOn) } : {}),
    [isOffset ? 'ДебиторскаяЗадолженность' : 'РасшифровкаПлатежа']: rows,
  };
}

/** An order of the header when all lines are its own, else an order in each line. */
function shipmentOf(body: ShipmentBody): Row {
  const orders = new Set(body.lines.map(({ orderUid }) => orderUid));
  const [only] = orders;
  const whole = orders.size === 1 && only ? only : null;
  return {
    ...RUB, Контрагент_Key: body.companyUid,
    ...composite('ЗаказКлиента', whole, 'Document_ЗаказКлиента'),
    Товары: body.lines.map((line, at) => ({
      LineNumber: String(at + 1), КодСтроки: line.lineUid, Количество: Number(line.quantity),
      Сумма: money(line.sum), СуммаСНДС: money(line.sum),
      ...composite('ЗаказКлиента', whole ? null : line.orderUid, 'Document_ЗаказКлиента'),
    })),
  };
}

const reach = (Тип: string, Представление: string, at: number): Row => ({
  LineNumber: String(at + 1), Тип, Представление, АдресЭП: '', НомерТелефона: '',
});
const reaches = ({ phones, emails }: { phones: string[]; emails: string[] }): Row[] => [
  ...phones.map((text, at) => reach('Телефон', text, at)),
  ...emails.map((text, at) => reach('АдресЭлектроннойПочты', text, at)),
];

function companyOf(body: CompanyBody, uid: string): Row {
  return {
    Description: body.name, НаименованиеПолное: body.fullName, ИНН: body.inn.padEnd(12, ' '),
    КПП: body.kpp ?? '', РегистрационныйНомер: body.ogrn ?? '', IsFolder: false,
    ЮрФизЛицо: body.kind === 'legal' ? 'ЮрЛицо' : 'ИндивидуальныйПредприниматель',
    Партнер_Key: guidFor('partner', uid),
    КонтактнаяИнформация: [...reaches(body), reach('Адрес', body.address, 9)],
  };
}

/** A contact belongs to the partner of its counterparty. */
function contactOf(body: ContactBody): Row {
  return {
    Description: body.name, ДолжностьПоВизитке: body.position,
    Owner_Key: guidFor('partner', body.companyUid), КонтактнаяИнформация: reaches(body),
  };
}

function productOf(body: ProductBody): Row {
  return {
    Description: body.name, Артикул: body.article, IsFolder: false, Parent_Key: body.groupUid,
    ЕдиницаИзмерения_Key: guidFor('unit', body.unit), СтавкаНДС_Key: guidFor('vat', body.vatRate),
  };
}

function employeeOf(body: EmployeeBody): Row {
  return {
    Description: body.name, Недействителен: false,
    КонтактнаяИнформация: [
      {
        LineNumber: '1', Тип: 'АдресЭлектроннойПочты', АдресЭП: body.email,
        Представление: body.email,
      },
      { LineNumber: '2', Тип: 'Телефон', АдресЭП: '', Представление: body.phone },
    ],
  };
}

/** JSON of 1C keeps no order of properties; the same object always has the same one, though. */
function shuffled(row: Row, seed: number): Row {
  const random = createRandom(seed);
  return Object.fromEntries(Object.entries(row)
    .map((entry) => ({ entry, at: random.next() })).sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry));
}
