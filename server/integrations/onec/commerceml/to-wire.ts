// Rows → bodies of the wire contract. CommerceML enters by the same door as a push of 1C, so that
// limits, parking, quarantine and its retry are the same for both.
import { decimalFromKopecks, type Kopecks } from '#contract/money';
import type {
  InvoiceRow, OnecSnapshot, OrderLineRow, OrderRow, PaymentRow, ShipmentRow,
} from '#contract/onec-rows';

export type WireBody = Record<string, unknown>;

/** Absent and null mean the same on the wire; what is left out is not hashed in vain. */
export function wireBody(snapshot: OnecSnapshot): WireBody {
  switch (snapshot.type) {
    case 'order': return filled(orderBody(snapshot.row));
    case 'invoice': return filled(invoiceBody(snapshot.row));
    case 'payment': return filled(paymentBody(snapshot.row));
    case 'shipment': return filled(shipmentBody(snapshot.row));
    default: {
      const { uid: _, ...body } = snapshot.row;
      return filled(body);
    }
  }
}

function filled(body: WireBody): WireBody {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** The wire carries no signs: direction and kind give them. */
function plain(kopecks: Kopecks): string {
  return decimalFromKopecks(Math.abs(kopecks));
}

function orderBody(row: OrderRow): WireBody {
  const { uid: _, totalKopecks, endCustomerName, endCustomerInn, lines, stages, ...body } = row;
  const named = endCustomerName !== null || endCustomerInn !== null;
  return {
    ...body,
    total: decimalFromKopecks(totalKopecks),
    endCustomer: named ? { name: endCustomerName, inn: endCustomerInn } : null,
    lines: lines.map((line) => filled(orderLineBody(line))),
    stages: stages.map(({ sumKopecks, ...stage }) =>
      filled({ ...stage, sum: decimalFromKopecks(sumKopecks) })),
  };
}

function orderLineBody(line: OrderLineRow): WireBody {
  const { sumKopecks, vatSumKopecks, ...body } = line;
  return {
    ...body, sum: decimalFromKopecks(sumKopecks), vatSum: decimalFromKopecks(vatSumKopecks),
  };
}

function invoiceBody(row: InvoiceRow): WireBody {
  const { uid: _, totalKopecks, ...body } = row;
  return { ...body, total: decimalFromKopecks(totalKopecks) };
}

function paymentBody(row: PaymentRow): WireBody {
  const { uid: _, totalKopecks, lines, ...body } = row;
  return {
    ...body,
    total: plain(totalKopecks),
    lines: lines.map(({ sumKopecks, ...line }) => filled({ ...line, sum: plain(sumKopecks) })),
  };
}

function shipmentBody(row: ShipmentRow): WireBody {
  const { uid: _, totalKopecks: __, lines, ...body } = row;
  return {
    ...body,
    lines: lines.map(({ sumKopecks, quantity, ...line }) => filled({
      ...line, quantity: quantity.replace('-', ''), sum: plain(sumKopecks),
    })),
  };
}
