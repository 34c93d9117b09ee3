// Bodies as 1C sends them: every number a decimal string, every key in alphabetical order.
// The order makes JSON.stringify give the RFC 8785 form at once (a test proves it), which is
// what lets the history generator hash 20,000 objects a second.

export type StageBody = { payOn: string; percent: string; sum: string; variant: string };

export type OrderLineBody = {
  article: string;
  cancelled: boolean;
  cost: string;
  discountPercent: string;
  lineUid: string;
  name: string;
  price: string;
  productUid: string | null;
  quantity: string;
  shipOn: string | null;
  sum: string;
  unit: string;
  vatIncluded: boolean;
  vatRate: string | null;
  vatSum: string;
};

export type OrderBody = {
  address: string | null;
  comment: string | null;
  companyUid: string;
  crmDealId?: string;
  currency: string;
  date: string;
  deleted: boolean;
  endCustomer?: { inn: string; name: string };
  lines: OrderLineBody[];
  managerName: string;
  managerUid: string;
  number: string;
  organization: string;
  posted: boolean;
  projectName: string | null;
  stages: StageBody[];
  status: string;
  tenderNo?: string;
  total: string;
};

export type InvoiceBody = {
  cancelled: boolean;
  companyUid: string;
  currency: string;
  date: string;
  deleted: boolean;
  dueOn: string | null;
  number: string;
  orderUid: string;
  posted: boolean;
  total: string;
};

export type PaymentLineBody = { invoiceUid: string | null; orderUid: string | null; sum: string };

export type PaymentBody = {
  bankConfirmed: boolean;
  bankOn: string | null;
  companyUid: string;
  currency: string;
  date: string;
  deleted: boolean;
  direction: 'in' | 'out';
  kind: 'bank' | 'cash' | 'card' | 'offset';
  lines: PaymentLineBody[];
  number: string;
  posted: boolean;
  purpose: string;
  total: string;
};

export type ShipmentLineBody = {
  lineUid: string; orderUid: string; quantity: string; sum: string;
};

export type ShipmentBody = {
  companyUid: string;
  date: string;
  deleted: boolean;
  kind: 'shipment' | 'return' | 'correction';
  lines: ShipmentLineBody[];
  number: string;
  posted: boolean;
};

export type CompanyBody = {
  address: string;
  deleted: boolean;
  emails: string[];
  fullName: string;
  inn: string;
  kind: 'legal' | 'sole';
  kpp: string | null;
  managerUid: string;
  name: string;
  ogrn: string | null;
  phones: string[];
};

export type ContactBody = {
  companyUid: string;
  deleted: boolean;
  emails: string[];
  name: string;
  phones: string[];
  position: string;
};

export type ProductBody = {
  article: string;
  attributes: { [name: string]: string };
  deleted: boolean;
  groupName: string;
  groupUid: string;
  name: string;
  unit: string;
  vatRate: string;
};

export type EmployeeBody = {
  deleted: boolean;
  departmentName: string;
  email: string;
  name: string;
  phone: string;
};

export type Bodies = {
  order: OrderBody;
  invoice: InvoiceBody;
  payment: PaymentBody;
  shipment: ShipmentBody;
  company: CompanyBody;
  contact: ContactBody;
  product: ProductBody;
  employee: EmployeeBody;
};

export type FakeType = keyof Bodies;
