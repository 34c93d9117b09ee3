// One door to the bodies: type, guid and body in; snapshot or problems out. Never throws.
import type { OnecSnapshot, OnecType } from '#contract/onec-rows';
import { parseInvoice, parsePayment } from './parse-money.ts';
import { parseOrder } from './parse-order.ts';
import { parseCompany, parseContact, parseEmployee, parseProduct } from './parse-refs.ts';
import { parseShipment } from './parse-shipment.ts';
import type { ItemProblem } from './problem.ts';
import { isFields, note, shown, startReading, type Fields, type Reading } from './reading.ts';

export type ParsedBody =
  | { ok: true; snapshot: OnecSnapshot }
  | { ok: false; problems: [ItemProblem, ...ItemProblem[]] };

/**
 * `uid` is the guid of the envelope, already lower-case. Measured on an order of 3 lines and 2
 * stages: 7 µs of CPU (JSON.parse of the same text 7 µs, the hash of the body 15 µs).
 */
export function parseBody(type: OnecType, uid: string, body: unknown): ParsedBody {
  const r = startReading();
  if (!isFields(body)) note(r, 'body', `Тело ${shown(body)}: нужен объект`);
  const snapshot = parseByType(r, type, uid, isFields(body) ? body : {});
  const [first, ...rest] = r.problems;
  return first === undefined ? { ok: true, snapshot } : { ok: false, problems: [first, ...rest] };
}

function parseByType(r: Reading, type: OnecType, uid: string, body: Fields): OnecSnapshot {
  switch (type) {
    case 'order': return { type, row: parseOrder(r, uid, body) };
    case 'invoice': return { type, row: parseInvoice(r, uid, body) };
    case 'payment': return { type, row: parsePayment(r, uid, body) };
    case 'shipment': return { type, row: parseShipment(r, uid, body) };
    case 'company': return { type, row: parseCompany(r, uid, body) };
    case 'contact': return { type, row: parseContact(r, uid, body) };
    case 'product': return { type, row: parseProduct(r, uid, body) };
    case 'employee': return { type, row: parseEmployee(r, uid, body) };
  }
}
