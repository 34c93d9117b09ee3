// One document with its lines, taxes, counterparties and requisites.
import type { CmlDocument, CmlLine, CmlTax, Place } from '#contract/commerceml-rows';
import type { Kopecks } from '#contract/money';
import { characteristicsOf, type Element, itemsOf, requisitesOf, textOf } from './element.ts';
import { meaningOf } from './operations.ts';
import { addressOf, parseCounterparty } from './parse-counterparty.ts';
import { isService, splitProductId, unitOf, vatRateOf } from './parse-product.ts';
import { RecordProblem } from './problem.ts';
import {
  costOf, currencyOf, decimalOf, flagOf, isDeleted, longText, momentOfDocument, problemAt, readDay,
  readFlag, readMoment, readVatRate, requireDecimal, requireName, shortText, sumOf,
} from './read-values.ts';

const LINES_MAX = 10_000;

/** Throws RecordProblem when the document cannot be taken. */
export function parseDocument(element: Element, place: Place): CmlDocument {
  const operationName = requireName(element, 'ХозОперация');
  const meaning = meaningOf(operationName);
  if (!meaning) {
    throw problemAt(element, 'ХозОперация', `операция «${operationName}» не известна`);
  }
  const requisites = requisitesOf(element);
  const lines = linesOf(element);
  const taxes = itemsOf(element, 'Налоги', 'Налог').map(taxOf);
  const declaredKopecks = sumOf(element, 'Сумма');
  return {
    kind: 'document', ...place, ...meaning, operationName,
    id: requireName(element, 'Ид'),
    number: shortText(element, 'Номер') ?? '',
    date: momentOfDocument(element),
    role: shortText(element, 'Роль'),
    container: null,
    basisId: shortText(element, 'Основание'),
    orderId: null,
    onecNumber: requisites['Номер по 1С'] ?? null,
    onecDate: readMoment(requisites['Дата по 1С']),
    posted: flagOf(element, 'Проведен') ?? readFlag(requisites['Проведен']),
    deleted: isDeleted(element) || readFlag(requisites['ПометкаУдаления']) === true,
    cancelled: readFlag(requisites['Отменен']) === true || flagOf(element, 'Отменен') === true,
    status: requisites['Статус заказа'] ?? requisites['Статус'] ?? null,
    paidOn: readDay(requisites['Дата оплаты по 1С']) ?? readDay(requisites['Дата оплаты']),
    currency: currencyOf(element, 'RUB')!,
    declaredKopecks,
    totalKopecks: totalOf(lines, taxes, declaredKopecks),
    comment: longText(element, 'Комментарий'),
    address: addressOf(element),
    counterparties: itemsOf(element, 'Контрагенты', 'Контрагент').map(parseCounterparty),
    taxes, lines, requisites,
  };
}

/** Documents that a document carries within itself: payments and shipments of an order. */
export function subordinatesOf(element: Element): Element[] {
  return itemsOf(element, 'ПодчиненныеДокументы', 'ПодчиненныйДокумент');
}

/**
 * Σ lines + Σ taxes that are not in the sums. Taxes of the header only repeat those of the lines,
 * so they count when no line has any. A document without lines has what its header declares.
 */
export function totalOf(
  lines: readonly CmlLine[], taxes: readonly CmlTax[], declared: Kopecks | null,
): Kopecks {
  if (lines.length === 0) return declared ?? 0;
  const own = lines.flatMap((line) => line.taxes);
  const counted = own.length > 0 ? own : taxes;
  const above = counted.filter((tax) => !tax.included)
    .reduce((sum, tax) => sum + (tax.sumKopecks ?? 0), 0);
  return lines.reduce((sum, line) => sum + line.sumKopecks, above);
}

function linesOf(element: Element): CmlLine[] {
  const items = itemsOf(element, 'Товары', 'Товар');
  if (items.length > LINES_MAX) {
    throw new RecordProblem(`В документе больше ${LINES_MAX} строк`, element.line);
  }
  return items.map(lineOf);
}

function lineOf(element: Element): CmlLine {
  const ids = splitProductId(element);
  const requisites = requisitesOf(element);
  const taxes = itemsOf(element, 'Налоги', 'Налог').map(taxOf);
  const vat = taxes.find((tax) => tax.name.toUpperCase() === 'НДС');
  const quantity = requireDecimal(element, 'Количество');
  const price = decimalOf(element, 'ЦенаЗаЕдиницу') ?? decimalOf(element, 'Цена');
  const sumKopecks = sumOf(element, 'Сумма') ?? (price === null ? null : costOf(quantity, price));
  if (sumKopecks === null) throw problemAt(element, 'Сумма', 'в строке не заполнено');
  return {
    ...ids,
    article: shortText(element, 'Артикул'),
    name: shortText(element, 'Наименование'),
    unit: unitOf(element),
    quantity, price, sumKopecks,
    discountPercent: discountOf(element),
    vatRate: vat?.rate ?? vatRateOf(element),
    taxes,
    service: isService(ids.productId, requisites),
    characteristics: characteristicsOf(element),
    requisites,
  };
}

function taxOf(element: Element): CmlTax {
  return {
    name: shortText(element, 'Наименование') ?? 'НДС',
    rate: readVatRate(textOf(element, 'Ставка')),
    sumKopecks: sumOf(element, 'Сумма'),
    // A tax that does not say is inside the sum: so 1C writes retail prices.
    included: flagOf(element, 'УчтеноВСумме') ?? true,
  };
}

function discountOf(element: Element): string | null {
  const discounts = itemsOf(element, 'Скидки', 'Скидка');
  return discounts.length === 1 ? decimalOf(discounts[0]!, 'Процент') : null;
}
