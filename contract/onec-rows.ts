// What one snapshot of 1C says, after the wire is read: sums in kopecks, everything else checked.
// Modules store these rows; integrations/onec makes them. Empty values of 1C are null here.
import type { Kopecks } from './money.ts';

/** Lower-case guid of an object of 1C; never the zero guid. */
export type OnecUid = string;
/** Decimal as text ("12.500"), stored as numeric without passing through a float. */
export type NumericText = string;
/** Day in the zone of the 1C base, `YYYY-MM-DD`, 1990 … 2100. */
export type LocalDay = string;
/** Naive moment in the zone of the 1C base, always `YYYY-MM-DDTHH:MM:SS`. */
export type LocalMoment = string;
/** Keys of the wire that this version does not know, as they came. Safe for jsonb. */
export type Extra = { [key: string]: unknown };

export const ONEC_TYPES = [
  'order', 'invoice', 'payment', 'shipment', 'company', 'contact', 'product', 'employee',
] as const;
export type OnecType = (typeof ONEC_TYPES)[number];

export type OrderRow = {
  uid: OnecUid;
  /** May be empty: 1C permits an order without a number. */
  number: string;
  date: LocalMoment;
  posted: boolean;
  deleted: boolean;
  companyUid: OnecUid | null;
  endCustomerName: string | null;
  endCustomerInn: string | null;
  organization: string | null;
  managerUid: OnecUid | null;
  managerName: string | null;
  /** ISO 4217 letters. */
  currency: string;
  totalKopecks: Kopecks;
  /** Status as 1C words it. */
  status: string | null;
  crmDealId: number | null;
  comment: string | null;
  projectName: string | null;
  address: string | null;
  tenderNo: string | null;
  dealerContact: string | null;
  lines: OrderLineRow[];
  stages: PaymentStageRow[];
  extra: Extra;
};

export type OrderLineRow = {
  /** Text, not a guid: УТ 11 knows a line by the number «КодСтроки». Unique within the order. */
  lineUid: string | null;
  productUid: OnecUid | null;
  article: string | null;
  name: string | null;
  characteristic: string | null;
  quantity: NumericText;
  unit: string | null;
  price: NumericText | null;
  discountPercent: NumericText | null;
  sumKopecks: Kopecks;
  /** Percent ("22"), null is «без НДС». */
  vatRate: NumericText | null;
  vatSumKopecks: Kopecks;
  vatIncluded: boolean;
  cancelled: boolean;
  shipOn: LocalDay | null;
  /** Cost of the whole line as 1C counts it; seen only with the right «маржа». */
  cost: NumericText | null;
  extra: Extra;
};

export const STAGE_VARIANTS = ['prepayment', 'beforeShipment', 'credit', 'creditShift'] as const;
export type StageVariant = (typeof STAGE_VARIANTS)[number];

export type PaymentStageRow = {
  variant: StageVariant;
  payOn: LocalDay | null;
  percent: NumericText | null;
  sumKopecks: Kopecks;
};

export type InvoiceRow = {
  uid: OnecUid;
  number: string;
  date: LocalMoment;
  posted: boolean;
  deleted: boolean;
  cancelled: boolean;
  orderUid: OnecUid | null;
  companyUid: OnecUid | null;
  currency: string;
  totalKopecks: Kopecks;
  dueOn: LocalDay | null;
  extra: Extra;
};

export const PAYMENT_KINDS = ['bank', 'cash', 'card', 'offset'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];
export const PAYMENT_DIRECTIONS = ['in', 'out'] as const;
export type PaymentDirection = (typeof PAYMENT_DIRECTIONS)[number];

export type PaymentRow = {
  uid: OnecUid;
  kind: PaymentKind;
  direction: PaymentDirection;
  number: string;
  date: LocalMoment;
  posted: boolean;
  deleted: boolean;
  bankConfirmed: boolean;
  bankOn: LocalDay | null;
  companyUid: OnecUid | null;
  currency: string;
  /** Signed: a payment out is negative. */
  totalKopecks: Kopecks;
  purpose: string | null;
  lines: PaymentLineRow[];
  extra: Extra;
};

export type PaymentLineRow = {
  orderUid: OnecUid | null;
  invoiceUid: OnecUid | null;
  /** Signed: a payment out is negative. */
  sumKopecks: Kopecks;
  extra: Extra;
};

export const SHIPMENT_KINDS = ['shipment', 'return', 'correction'] as const;
export type ShipmentKind = (typeof SHIPMENT_KINDS)[number];

export type ShipmentRow = {
  uid: OnecUid;
  kind: ShipmentKind;
  number: string;
  date: LocalMoment;
  posted: boolean;
  deleted: boolean;
  companyUid: OnecUid | null;
  /** Σ of the lines, signed like them. */
  totalKopecks: Kopecks;
  lines: ShipmentLineRow[];
  extra: Extra;
};

export type ShipmentLineRow = {
  orderUid: OnecUid | null;
  lineUid: string | null;
  /** Signed: a return is negative, a correction has its own sign. */
  quantity: NumericText;
  sumKopecks: Kopecks;
  extra: Extra;
};

export const COMPANY_KINDS = ['legal', 'sole', 'person'] as const;
export type CompanyKind = (typeof COMPANY_KINDS)[number];

export type CompanyRow = {
  uid: OnecUid;
  name: string;
  fullName: string | null;
  /** Digits as 1C keeps them; a wrong checksum is the business of customers, not of the wire. */
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  kind: CompanyKind | null;
  address: string | null;
  phones: string[];
  emails: string[];
  managerUid: OnecUid | null;
  deleted: boolean;
  extra: Extra;
};

export type ContactRow = {
  uid: OnecUid;
  name: string;
  position: string | null;
  companyUid: OnecUid | null;
  phones: string[];
  emails: string[];
  deleted: boolean;
  extra: Extra;
};

export type ProductRow = {
  uid: OnecUid;
  article: string | null;
  name: string;
  unit: string | null;
  vatRate: NumericText | null;
  groupUid: OnecUid | null;
  groupName: string | null;
  attributes: Extra;
  deleted: boolean;
  extra: Extra;
};

export type EmployeeRow = {
  uid: OnecUid;
  name: string;
  email: string | null;
  phone: string | null;
  departmentName: string | null;
  deleted: boolean;
  extra: Extra;
};

/** A row with its type, so that a `switch` narrows it. */
export type OnecSnapshot =
  | { type: 'order'; row: OrderRow }
  | { type: 'invoice'; row: InvoiceRow }
  | { type: 'payment'; row: PaymentRow }
  | { type: 'shipment'; row: ShipmentRow }
  | { type: 'company'; row: CompanyRow }
  | { type: 'contact'; row: ContactRow }
  | { type: 'product'; row: ProductRow }
  | { type: 'employee'; row: EmployeeRow };
