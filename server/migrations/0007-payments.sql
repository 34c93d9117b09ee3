-- Documents of 1C: read-only for everybody, written only by the exchange.
-- They refer to each other by (base_id, uid), never by a foreign key: a payment may arrive before
-- its order, and the link is then found by the same join as always, so nothing has to be healed.
create schema payments;

create table payments.sales_order (
  base_id smallint not null,
  uid uuid not null,
  deal_id bigint,
  number text not null,
  ordered_at timestamp,
  posted boolean not null,
  deleted boolean not null,
  gone boolean not null default false,
  counts boolean not null generated always as (posted and not deleted and not gone) stored,
  company_uid uuid,
  manager_uid uuid,
  manager_name text,
  organization text,
  currency text not null,
  total_kopecks bigint not null,
  lines_kopecks bigint not null default 0,
  status text,
  crm_deal_id bigint,
  comment text,
  project_name text,
  end_customer_name text,
  end_customer_inn text,
  address text,
  tender_no text,
  dealer_contact text,
  all_cancelled boolean not null default false,
  extra jsonb,
  -- The day of 1C's knowledge: a deferral timer exists only for later dates.
  known_on date not null,
  backfilled boolean not null,
  constraint sales_order_pk primary key (base_id, uid),
  constraint sales_order_deal_fk foreign key (deal_id) references deals.deal
);
create index sales_order_deal_idx on payments.sales_order (deal_id);
create index sales_order_company_idx on payments.sales_order (base_id, company_uid);
create index sales_order_number_idx on payments.sales_order (number);

create table payments.order_line (
  base_id smallint not null,
  order_uid uuid not null,
  position int not null,
  line_uid text,
  product_uid uuid,
  article text,
  name text,
  characteristic text,
  unit text,
  quantity numeric not null,
  price numeric,
  discount_percent numeric,
  sum_kopecks bigint not null,
  vat_rate text,
  vat_kopecks bigint not null default 0,
  vat_included boolean not null default true,
  cancelled boolean not null default false,
  ship_on date,
  cost numeric,
  extra jsonb,
  constraint order_line_pk primary key (base_id, order_uid, position)
);

create table payments.payment_stage (
  base_id smallint not null,
  order_uid uuid not null,
  position int not null,
  variant text not null,
  pay_on date,
  percent numeric,
  sum_kopecks bigint not null,
  constraint payment_stage_pk primary key (base_id, order_uid, position)
);

create table payments.invoice (
  base_id smallint not null,
  uid uuid not null,
  number text not null,
  invoiced_at timestamp,
  posted boolean not null,
  deleted boolean not null,
  cancelled boolean not null,
  gone boolean not null default false,
  counts boolean not null
    generated always as (posted and not deleted and not cancelled and not gone) stored,
  order_uid uuid,
  company_uid uuid,
  currency text not null,
  total_kopecks bigint not null,
  due_on date,
  extra jsonb,
  constraint invoice_pk primary key (base_id, uid)
);
create index invoice_order_idx on payments.invoice (base_id, order_uid);

create table payments.payment (
  base_id smallint not null,
  uid uuid not null,
  kind text not null,
  direction text not null,
  number text not null,
  paid_at timestamp,
  posted boolean not null,
  deleted boolean not null,
  gone boolean not null default false,
  bank_confirmed boolean not null,
  bank_on date,
  counts boolean not null generated always as (posted and not deleted and not gone) stored,
  company_uid uuid,
  currency text not null,
  -- Signed: money out and refunds are negative.
  total_kopecks bigint not null,
  purpose text,
  extra jsonb,
  constraint payment_pk primary key (base_id, uid),
  constraint payment_kind check (kind in ('bank', 'cash', 'card', 'offset')),
  constraint payment_direction check (direction in ('in', 'out'))
);
create index payment_company_idx on payments.payment (base_id, company_uid);
create index payment_paid_idx on payments.payment (paid_at desc, uid);

create table payments.payment_line (
  base_id smallint not null,
  payment_uid uuid not null,
  position int not null,
  order_uid uuid,
  invoice_uid uuid,
  sum_kopecks bigint not null,
  constraint payment_line_pk primary key (base_id, payment_uid, position)
);
create index payment_line_order_idx on payments.payment_line (base_id, order_uid)
  where order_uid is not null;
create index payment_line_invoice_idx on payments.payment_line (base_id, invoice_uid)
  where invoice_uid is not null;

create table payments.shipment (
  base_id smallint not null,
  uid uuid not null,
  kind text not null,
  number text not null,
  shipped_at timestamp,
  posted boolean not null,
  deleted boolean not null,
  gone boolean not null default false,
  counts boolean not null generated always as (posted and not deleted and not gone) stored,
  company_uid uuid,
  extra jsonb,
  constraint shipment_pk primary key (base_id, uid),
  constraint shipment_kind check (kind in ('shipment', 'return', 'correction'))
);

create table payments.shipment_line (
  base_id smallint not null,
  shipment_uid uuid not null,
  position int not null,
  order_uid uuid,
  line_uid text,
  quantity numeric not null,
  sum_kopecks bigint not null,
  constraint shipment_line_pk primary key (base_id, shipment_uid, position)
);
create index shipment_line_order_idx on payments.shipment_line (base_id, order_uid)
  where order_uid is not null;

-- One row per (deal, date) for ever: the state of its timer, its one notice and one task.
create table payments.deferral (
  deal_id bigint not null,
  deferred_until date not null,
  state text not null,
  -- Why the timer may or may not run: history never fires.
  armed boolean not null,
  fired_at timestamptz,
  head_notified_at timestamptz,
  task_id bigint,
  employee_id bigint,
  created_at timestamptz not null default now(),
  constraint deferral_pk primary key (deal_id, deferred_until),
  constraint deferral_deal_fk foreign key (deal_id) references deals.deal,
  constraint deferral_state check (state in ('waiting', 'superseded', 'fired'))
);
create index deferral_due_idx on payments.deferral (deferred_until)
  where armed and state = 'waiting';
create index deferral_fired_idx on payments.deferral (fired_at)
  where state = 'fired' and head_notified_at is null;

-- Stages that fall due are looked for by day, to refresh what is overdue.
create index payment_stage_due_idx on payments.payment_stage (pay_on);
