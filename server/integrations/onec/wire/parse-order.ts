// Body of an order → row. Faults are noted in the reading; the row is used only without them.
import {
  STAGE_VARIANTS, type OrderLineRow, type OrderRow, type PaymentStageRow,
} from '#contract/onec-rows';
import { LINES_MAX, LONG_TEXT_MAX, NAME_MAX, SHORT_TEXT_MAX, STAGES_MAX } from './limits.ts';
import { readDay, requireMoment } from './read-date.ts';
import { readExtra } from './read-extra.ts';
import { readList } from './read-lists.ts';
import {
  readDealId, readDecimal, readPercent, readSum, readVatRate, requireDecimal, requireSum,
} from './read-number.ts';
import { readFlag, readText, readUid, requireChoice, requireCurrency } from './read-text.ts';
import { isFields, note, shown, type Fields, type Reading } from './reading.ts';

const ORDER_KEYS: ReadonlySet<string> = new Set([
  'number', 'date', 'posted', 'deleted', 'companyUid', 'endCustomer', 'organization',
  'managerUid', 'managerName', 'currency', 'total', 'status', 'crmDealId', 'comment',
  'projectName', 'address', 'tenderNo', 'dealerContact', 'lines', 'stages', 'extra',
]);

const LINE_KEYS: ReadonlySet<string> = new Set([
  'lineUid', 'productUid', 'article', 'name', 'characteristic', 'quantity', 'unit', 'price',
  'discountPercent', 'sum', 'vatRate', 'vatSum', 'vatIncluded', 'cancelled', 'shipOn', 'cost',
  'extra',
]);

export function parseOrder(r: Reading, uid: string, body: Fields): OrderRow {
  const endCustomer = readEndCustomer(r, body);
  const lines = readList(r, body['lines'], { key: 'lines', max: LINES_MAX }, parseLine);
  return {
    uid,
    number: readText(r, body, 'number', SHORT_TEXT_MAX) ?? '',
    date: requireMoment(r, body, 'date'),
    posted: readFlag(r, body, 'posted'),
    deleted: readFlag(r, body, 'deleted', false),
    companyUid: readUid(r, body, 'companyUid'),
    endCustomerName: endCustomer.name,
    endCustomerInn: endCustomer.inn,
    organization: readText(r, body, 'organization', NAME_MAX),
    managerUid: readUid(r, body, 'managerUid'),
    managerName: readText(r, body, 'managerName', NAME_MAX),
    currency: requireCurrency(r, body),
    totalKopecks: requireSum(r, body, 'total', 'positive'),
    status: readText(r, body, 'status', SHORT_TEXT_MAX),
    crmDealId: readDealId(r, body),
    comment: readText(r, body, 'comment', LONG_TEXT_MAX),
    projectName: readText(r, body, 'projectName', NAME_MAX),
    address: readText(r, body, 'address', NAME_MAX),
    tenderNo: readText(r, body, 'tenderNo', SHORT_TEXT_MAX),
    dealerContact: readText(r, body, 'dealerContact', NAME_MAX),
    lines,
    stages: readList(r, body['stages'], { key: 'stages', max: STAGES_MAX }, parseStage),
    extra: readExtra(r, body, ORDER_KEYS),
  };
}

function parseLine(r: Reading, line: Fields): OrderLineRow {
  return {
    lineUid: readText(r, line, 'lineUid', SHORT_TEXT_MAX),
    productUid: readUid(r, line, 'productUid'),
    article: readText(r, line, 'article', SHORT_TEXT_MAX),
    name: readText(r, line, 'name', NAME_MAX),
    characteristic: readText(r, line, 'characteristic', NAME_MAX),
    quantity: requireDecimal(r, line, 'quantity', 'positive'),
    unit: readText(r, line, 'unit', SHORT_TEXT_MAX),
    price: readDecimal(r, line, 'price', 'positive'),
    // A markup is a negative discount, so the sign is free here.
    discountPercent: readDecimal(r, line, 'discountPercent', 'signed'),
    sumKopecks: requireSum(r, line, 'sum', 'positive'),
    vatRate: readVatRate(r, line),
    vatSumKopecks: readSum(r, line, 'vatSum', 'positive') ?? 0,
    vatIncluded: readFlag(r, line, 'vatIncluded', true),
    cancelled: readFlag(r, line, 'cancelled', false),
    shipOn: readDay(r, line, 'shipOn'),
    cost: readDecimal(r, line, 'cost', 'signed'),
    extra: readExtra(r, line, LINE_KEYS),
  };
}

function parseStage(r: Reading, stage: Fields): PaymentStageRow {
  return {
    variant: requireChoice(r, stage, 'variant', STAGE_VARIANTS),
    payOn: readDay(r, stage, 'payOn'),
    percent: readPercent(r, stage, 'percent'),
    sumKopecks: requireSum(r, stage, 'sum', 'positive'),
  };
}

type EndCustomer = { name: string | null; inn: string | null };

function readEndCustomer(r: Reading, body: Fields): EndCustomer {
  const value = body['endCustomer'];
  if (value === undefined || value === null) return { name: null, inn: null };
  if (!isFields(value)) {
    note(r, 'endCustomer', `Конечный заказчик ${shown(value)}: нужен объект с name и inn`);
    return { name: null, inn: null };
  }
  // A path instead of an index: the problem must name `endCustomer.inn`.
  const flat = { 'endCustomer.name': value['name'], 'endCustomer.inn': value['inn'] };
  return {
    name: readText(r, flat, 'endCustomer.name', NAME_MAX),
    inn: readText(r, flat, 'endCustomer.inn', SHORT_TEXT_MAX),
  };
}
