// What a CommerceML file says, record by record and in its order. Ids are as the file has them:
// making them ours, and deciding what becomes of a record, is the business of whoever reads these.
import type { Kopecks } from './money.ts';
import type { LocalDay, LocalMoment, NumericText } from './onec-rows.ts';

/** Where a record begins. */
export type Place = { file: string; line: number };

/** `guid#guid`: product and characteristic. */
export type CmlProductId = { productId: string; characteristicId: string | null };

export type CmlFile = Place & {
  kind: 'file';
  /** Schema as the root says it: "2.07", "3.1"; null when the root does not. */
  version: string | null;
  formedAt: LocalMoment | null;
  encoding: string;
};

/** A classifier, catalogue or package begins. Absence means deletion in none of them. */
export type CmlSection = Place & {
  kind: 'section';
  section: 'classifier' | 'catalogue' | 'offers';
  onlyChanges: boolean | null;
};

export type CmlGroup = Place & {
  kind: 'group'; id: string; name: string; parentId: string | null; deleted: boolean;
};

export type CmlProperty = Place & {
  kind: 'property';
  id: string;
  name: string;
  /** Value's id → its text, for properties of the type «Справочник». */
  values: Record<string, string>;
  deleted: boolean;
};

export type CmlPriceType = Place & {
  kind: 'priceType'; id: string; name: string; currency: string | null; deleted: boolean;
};

export type CmlWarehouse = Place & {
  kind: 'warehouse'; id: string; name: string; deleted: boolean;
};

/** Schema 3.1 keeps units apart: a product says only "796". */
export type CmlUnit = Place & { kind: 'unit'; code: string; name: string; deleted: boolean };

export type CmlProduct = Place & CmlProductId & {
  kind: 'product';
  article: string | null;
  /** Null only on a deleted product. */
  name: string | null;
  fullName: string | null;
  unit: string | null;
  barcode: string | null;
  description: string | null;
  groupIds: string[];
  /** Percent; null is «без НДС» or nothing said. */
  vatRate: NumericText | null;
  service: boolean;
  /** Property's id → values, raw. */
  properties: Record<string, string[]>;
  characteristics: Record<string, string>;
  requisites: Record<string, string>;
  deleted: boolean;
};

export type CmlPrice = {
  priceTypeId: string; price: NumericText; currency: string | null; unit: string | null;
};

export type CmlRest = { warehouseId: string | null; quantity: NumericText };

export type CmlOffer = Place & CmlProductId & {
  kind: 'offer';
  article: string | null;
  name: string | null;
  unit: string | null;
  characteristics: Record<string, string>;
  prices: CmlPrice[];
  rests: CmlRest[];
  quantity: NumericText | null;
  deleted: boolean;
};

export type CmlContactPerson = {
  id: string | null; name: string; position: string | null; phones: string[]; emails: string[];
};

export type CmlCounterparty = {
  id: string | null;
  name: string;
  fullName: string | null;
  role: string | null;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  /** The file names a surname or first name: a natural person. */
  person: boolean;
  address: string | null;
  phones: string[];
  emails: string[];
  contacts: CmlContactPerson[];
  deleted: boolean;
};

export type CmlCounterpartyRecord = Place & CmlCounterparty & { kind: 'counterparty' };

export type CmlTax = {
  name: string; rate: NumericText | null; sumKopecks: Kopecks | null; included: boolean;
};

export type CmlLine = CmlProductId & {
  article: string | null;
  name: string | null;
  unit: string | null;
  quantity: NumericText;
  price: NumericText | null;
  sumKopecks: Kopecks;
  discountPercent: NumericText | null;
  vatRate: NumericText | null;
  taxes: CmlTax[];
  /** Delivery and the like: not a product of the catalogue. */
  service: boolean;
  characteristics: Record<string, string>;
  requisites: Record<string, string>;
};

export type CmlOperation =
  | 'order' | 'invoice' | 'shipment' | 'return' | 'payment' | 'refund';

export type CmlDocument = Place & {
  kind: 'document';
  operation: CmlOperation;
  /** For payments and refunds. */
  means: 'bank' | 'cash' | 'card' | null;
  /** «ХозОперация» as written. */
  operationName: string;
  id: string;
  number: string;
  date: LocalMoment;
  /** «Роль» as written: «Продавец» is a document that a site made. */
  role: string | null;
  /** Number of the container within the file (1, 2 …), null outside of any. */
  container: number | null;
  /** «Основание» as written. */
  basisId: string | null;
  /** The order it belongs to: by the basis, else the only order of its container. */
  orderId: string | null;
  /** «Номер по 1С»; without it a document of the role «Продавец» is the site's own. */
  onecNumber: string | null;
  onecDate: LocalMoment | null;
  posted: boolean | null;
  deleted: boolean;
  cancelled: boolean;
  status: string | null;
  paidOn: LocalDay | null;
  currency: string;
  /** «Сумма» of the header. */
  declaredKopecks: Kopecks | null;
  /** Σ lines + Σ taxes that are not in them; without lines what the header declares. */
  totalKopecks: Kopecks;
  comment: string | null;
  address: string | null;
  counterparties: CmlCounterparty[];
  taxes: CmlTax[];
  lines: CmlLine[];
  requisites: Record<string, string>;
};

/** Something of the file that was not taken, with the reason for a person. */
export type CmlQuarantine = Place & {
  kind: 'quarantine';
  reason: string;
  element: string | null;
  id: string | null;
  /** The XML of the record, cut when it is long; null when the file itself is broken. */
  raw: string | null;
  /** Nothing after this place could be read. */
  fatal: boolean;
};

/** The last record. `complete` is false when the file ended before its time. */
export type CmlEnd = Place & { kind: 'end'; complete: boolean };

export type CommercemlRecord =
  | CmlFile | CmlSection | CmlGroup | CmlProperty | CmlPriceType | CmlWarehouse | CmlUnit
  | CmlProduct | CmlOffer | CmlCounterpartyRecord | CmlDocument | CmlQuarantine | CmlEnd;
