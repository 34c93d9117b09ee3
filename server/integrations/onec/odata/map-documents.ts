// Documents of OData → bodies of the wire. A table part is always whole, so a body replaces one.
import {
  asDecimal, asFlag, asText, asUid, currencyOf, filled, first, headOf, linkOf, vatRateOf,
  type Body, type View,
} from './map-parts.ts';
import type { ObjectSource, Part } from './profiles/profile.ts';
import { dayOf, kopecksOf, momentOf, rowsOf, sumOf, type Entity } from './values.ts';

const asSum = (entity: Entity, name: string) => sumOf(entity[name]);
const asDay = (entity: Entity, name: string) => dayOf(entity[name]);

const rowsOfPart = (entity: Entity, part: Part | undefined): Entity[] =>
  (part?.names ?? []).flatMap((name) => rowsOf(entity, name));

/** The wire carries no signs; a negative sum of 1C is the same sum of the other direction. */
const unsigned = (text: string | null): string | null => text?.replace('-', '') ?? null;

export function mapOrder(view: View, source: ObjectSource, entity: Entity): Body {
  const { fields } = source;
  const { names } = view;
  const managerUid = first(entity, fields['manager'], asUid);
  const vatIncluded = first(entity, fields['vatIncluded'], asFlag) ?? true;
  const shipOn = first(entity, fields['shipOn'], asDay);
  return filled({
    ...headOf(entity),
    date: momentOf(entity['Date']),
    companyUid: first(entity, fields['company'], asUid),
    organization: names.title('organization', first(entity, fields['organization'], asUid)),
    managerUid,
    managerName: names.title('employee', managerUid),
    currency: currencyOf(view, source, entity),
    total: first(entity, fields['total'], asSum),
    status: first(entity, fields['status'], asText),
    comment: first(entity, fields['comment'], asText),
    address: first(entity, fields['address'], asText),
    lines: rowsOfPart(entity, source.lines).map((row) =>
      orderLine(view, source.lines!, row, vatIncluded)),
    stages: stagesOf(view, source, entity, shipOn),
  });
}

/** The schedule of an order; where there is none, the one day of payment that its head names. */
function stagesOf(
  view: View, { fields, stages }: ObjectSource, entity: Entity, shipOn: string | null,
): Body[] {
  if (stages) return rowsOfPart(entity, stages).map((row) => stageOf(view, stages, row, shipOn));
  const payOn = first(entity, fields['payOn'], asDay);
  const whole = { names: [], fields: { payOn: fields['payOn'] ?? [], sum: fields['total'] ?? [] } };
  return payOn === null ? [] : [{ ...stageOf(view, whole, entity, shipOn), percent: '100' }];
}

function orderLine(view: View, { fields }: Part, row: Entity, vatIncluded: boolean): Body {
  const { names } = view;
  const productUid = first(row, fields['product'], asUid);
  const card = names.card('product', productUid);
  const characteristic = first(row, fields['characteristic'], asUid);
  return filled({
    lineUid: lineUidOf(row, fields['lineUid']),
    productUid,
    article: asText(card ?? {}, 'Артикул'),
    name: asText(card ?? {}, 'Description') ?? first(row, fields['name'], asText),
    characteristic: names.title('characteristic', characteristic),
    quantity: first(row, fields['quantity'], asDecimal),
    price: first(row, fields['price'], asDecimal),
    discountPercent: first(row, fields['discountPercent'], asDecimal),
    sum: first(row, fields['sum'], asSum),
    vatRate: vatRateOf(view, row, fields['vatRate']),
    vatSum: first(row, fields['vatSum'], asSum),
    vatIncluded,
    cancelled: first(row, fields['cancelled'], asFlag) ?? false,
    shipOn: first(row, fields['shipOn'], asDay),
  });
}

/** A code of a line is a number in JSON or text; zero means that 1C has given none yet. */
function lineUidOf(row: Entity, names: Part['fields'][string] | undefined): string | null {
  const code = first(row, names, asText);
  return code === '0' ? null : code;
}

/** A calendar without kinds of payment: what is due after the shipment is a credit. */
function stageOf(view: View, { fields }: Part, row: Entity, shipOn: string | null): Body {
  const said = first(row, fields['variant'], asText) ?? '';
  const payOn = first(row, fields['payOn'], asDay);
  const isLater = said === '' && payOn !== null && shipOn !== null && payOn > shipOn;
  const fallback = isLater || /кредит|отсроч/i.test(said) ? 'credit' : 'prepayment';
  return filled({
    variant: view.profile.variants[said] ?? fallback,
    payOn,
    percent: first(row, fields['percent'], asDecimal),
    sum: first(row, fields['sum'], asSum) ?? '0.00',
  });
}

export function mapInvoice(view: View, source: ObjectSource, entity: Entity): Body {
  const { fields } = source;
  const days = rowsOfPart(entity, source.stages)
    .map((row) => first(row, source.stages?.fields['payOn'], asDay));
  return filled({
    ...headOf(entity),
    date: momentOf(entity['Date']),
    cancelled: first(entity, fields['cancelled'], asFlag) ?? false,
    orderUid: linkOf(view, entity, fields['order']).orderUid,
    companyUid: first(entity, fields['company'], asUid),
    currency: currencyOf(view, source, entity),
    total: first(entity, fields['total'], asSum),
    dueOn: first(entity, fields['dueOn'], asDay)
      ?? days.filter((day) => day !== null).sort().at(-1) ?? null,
  });
}

export function mapPayment(view: View, source: ObjectSource, entity: Entity): Body {
  const { fields, lines } = source;
  return filled({
    ...headOf(entity),
    kind: source.kind,
    direction: source.direction,
    date: momentOf(entity['Date']),
    bankConfirmed: first(entity, fields['bankConfirmed'], asFlag) ?? false,
    bankOn: first(entity, fields['bankOn'], asDay),
    companyUid: first(entity, fields['company'], asUid),
    currency: currencyOf(view, source, entity),
    total: unsigned(first(entity, fields['total'], asSum)),
    purpose: first(entity, fields['purpose'], asText),
    lines: rowsOfPart(entity, lines).map((row) => filled({
      ...linkOf(view, row, lines?.fields['order'], lines?.fields['invoice']),
      sum: unsigned(first(row, lines?.fields['sum'], asSum)),
    })),
  });
}

export function mapShipment(view: View, source: ObjectSource, entity: Entity): Body {
  const { fields, lines } = source;
  const whole = linkOf(view, entity, fields['order']).orderUid;
  const vatOutside = first(entity, fields['vatIncluded'], asFlag) === false;
  const sign = (text: string | null) => (source.kind === 'correction' ? text : unsigned(text));
  return filled({
    ...headOf(entity),
    kind: source.kind,
    date: momentOf(entity['Date']),
    companyUid: first(entity, fields['company'], asUid),
    lines: rowsOfPart(entity, lines).map((row) => filled({
      orderUid: linkOf(view, row, lines?.fields['order']).orderUid ?? whole,
      lineUid: lineUidOf(row, lines?.fields['lineUid']),
      quantity: sign(first(row, lines?.fields['quantity'], asDecimal)),
      sum: sign(vatOutside ? sumWithVat(row, lines!) : first(row, lines?.fields['sum'], asSum)),
    })),
  });
}

function sumWithVat(row: Entity, { fields }: Part): string | null {
  const kopecks = (names: Part['fields'][string] | undefined) =>
    first(row, names, (entity, name) => kopecksOf(entity[name]));
  const sum = kopecks(fields['sum']);
  return sum === null ? null : sumOf(((sum + (kopecks(fields['vatSum']) ?? 0)) / 100).toFixed(2));
}
