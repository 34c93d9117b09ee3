-- Months of one type are read by themselves; equal keys share one entry, so that it stays small.
create index object_month_idx on onec.object (base_id, type, month);

-- Of the rows a document was stored as: damage inside Verstak is seen though 1C's hash agrees.
alter table onec.object add column rows_check bigint;

-- Documents that 1C has deleted for good are few; those whose tombstone was lost are found here.
create index sales_order_gone_idx on payments.sales_order (base_id, uid) where gone;
create index invoice_gone_idx on payments.invoice (base_id, uid) where gone;
create index payment_gone_idx on payments.payment (base_id, uid) where gone;
create index shipment_gone_idx on payments.shipment (base_id, uid) where gone;

-- Our side of a month as it was last counted; month 0 holds the reference books.
create table onec.month_state (
  base_id smallint not null,
  type smallint not null,
  month int not null,
  count int not null,
  sum_kopecks numeric not null,
  hash text not null,
  -- Documents whose rows are not those that were stored.
  damaged int not null,
  counted_at timestamptz not null,
  constraint month_state_pk primary key (base_id, type, month)
);

-- A wave that changes a month leaves a mark in its own transaction; counting takes it away. Only
-- inserts, so that waves never wait for each other.
create table onec.month_touch (
  base_id smallint not null,
  type smallint not null,
  month int not null
);
create index month_touch_month_idx on onec.month_touch (base_id, type, month);

-- One comparison of both sides, from the wish to the report.
create table onec.reconcile (
  id bigint generated always as identity primary key,
  base_id smallint not null,
  epoch text not null,
  reason text not null,
  asked_by bigint,
  -- [{type, month}] when only a part was asked for; null is everything.
  scope jsonb,
  state text not null,
  counted int not null default 0,
  to_count int not null default 0,
  created_at timestamptz not null,
  -- Our side is counted and 1C may be asked.
  prepared_at timestamptz,
  -- When 1C was last told that we wait for its digest.
  told_at timestamptz,
  compared_at timestamptz,
  touched_at timestamptz not null,
  finished_at timestamptz,
  error text,
  constraint reconcile_reason check (reason in ('nightly', 'person', 'epoch', 'base')),
  constraint reconcile_state check (state in ('counting', 'waiting', 'comparing', 'done', 'failed'))
);
create index reconcile_base_idx on onec.reconcile (base_id, id desc);
create unique index reconcile_open_unique on onec.reconcile (base_id)
  where state in ('counting', 'waiting', 'comparing');

create table onec.reconcile_month (
  reconcile_id bigint not null,
  type smallint not null,
  month int not null,
  -- Null when 1C named no such month.
  their_count int,
  their_sum_kopecks numeric,
  our_count int not null,
  our_sum_kopecks numeric not null,
  damaged int not null,
  differs boolean not null,
  itemised_at timestamptz,
  constraint reconcile_month_pk primary key (reconcile_id, type, month)
);

create table onec.reconcile_day (
  reconcile_id bigint not null,
  type smallint not null,
  month int not null,
  day date not null,
  their_count int not null,
  their_sum_kopecks numeric not null,
  our_count int not null,
  our_sum_kopecks numeric not null,
  constraint reconcile_day_pk primary key (reconcile_id, type, day)
);

create table onec.reconcile_object (
  reconcile_id bigint not null,
  base_id smallint not null,
  type smallint not null,
  uid uuid not null,
  month int not null,
  fault text not null,
  their_rev bigint,
  our_rev bigint,
  their_sum_kopecks bigint,
  our_sum_kopecks bigint,
  day date,
  name text,
  found_at timestamptz not null,
  settled_at timestamptz,
  settlement text,
  constraint reconcile_object_pk primary key (reconcile_id, type, uid),
  constraint reconcile_object_fault check (fault in ('missing', 'differs', 'damaged', 'gone')),
  constraint reconcile_object_settlement check (settlement in ('restored', 'removed'))
);
create index reconcile_object_open_idx on onec.reconcile_object (base_id, uid)
  where settled_at is null;

-- Objects that 1C is asked to send again; a row goes when the object has come.
create table onec.resend (
  base_id smallint not null,
  type smallint not null,
  uid uuid not null,
  asked_at timestamptz not null,
  asked_by bigint,
  told_at timestamptz,
  constraint resend_pk primary key (base_id, type, uid)
);
