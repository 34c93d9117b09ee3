create schema deals;

create table deals.pipeline (
  id bigint generated always as identity primary key,
  code text not null,
  name text not null,
  position int not null,
  -- Stages follow money forward by this setting, never by 1C.
  follows_money boolean not null default true,
  archived_at timestamptz,
  constraint pipeline_code_unique unique (code)
);

create table deals.stage (
  id bigint generated always as identity primary key,
  pipeline_id bigint not null,
  code text not null,
  name text not null,
  position int not null,
  semantics text not null default 'open',
  colour text not null default 'gray',
  enters_when text,
  constraint stage_pipeline_fk foreign key (pipeline_id) references deals.pipeline,
  constraint stage_code_unique unique (pipeline_id, code),
  constraint stage_semantics check (semantics in ('open', 'won', 'lost')),
  constraint stage_enters_when check
    (enters_when in ('invoiced', 'partlyPaid', 'paid', 'shipping', 'completed'))
);

create table deals.source (
  id bigint generated always as identity primary key,
  code text not null,
  name text not null,
  archived_at timestamptz,
  constraint source_code_unique unique (code)
);

create table deals.deal (
  id bigint generated always as identity (start with 100001) primary key,
  number text not null generated always as ('С-' || id) stored,
  title text not null,
  pipeline_id bigint not null,
  stage_id bigint not null,
  is_open boolean not null default true,
  department_id bigint,
  responsible_id bigint,
  company_id bigint,
  contact_id bigint,
  source_id bigint,
  currency text not null default 'RUB',
  amount_kopecks bigint not null default 0,
  amount_source text not null default 'estimate',
  estimate_kopecks bigint not null default 0,
  paid_kopecks bigint not null default 0,
  paid_percent smallint,
  overpaid boolean not null default false,
  shipped_kopecks bigint not null default 0,
  shipped_percent smallint,
  overdue_kopecks bigint not null default 0,
  deferred_until date,
  order_numbers text[] not null default '{}',
  -- Orders in another currency: [{currency, amountKopecks, paidKopecks}], never converted.
  other_currencies jsonb,
  comment text,
  project_name text,
  end_customer_name text,
  end_customer_inn text,
  address text,
  lost_reason text,
  closed_at timestamptz,
  created_by bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  stage_changed_at timestamptz not null default now(),
  version int not null default 1,
  constraint deal_pipeline_fk foreign key (pipeline_id) references deals.pipeline,
  constraint deal_stage_fk foreign key (stage_id) references deals.stage,
  constraint deal_department_fk foreign key (department_id) references staff.department,
  constraint deal_responsible_fk foreign key (responsible_id) references staff.employee,
  constraint deal_company_fk foreign key (company_id) references customers.company,
  constraint deal_contact_fk foreign key (contact_id) references customers.contact,
  constraint deal_source_fk foreign key (source_id) references deals.source,
  constraint deal_amount_source check (amount_source in ('onec', 'lines', 'estimate')),
  constraint deal_title_length check (length(title) between 1 and 500)
);
-- The board and the default list of each scope read open deals by freshness.
create index deal_board_idx on deals.deal (pipeline_id, stage_id, updated_at desc, id desc)
  include (amount_kopecks, paid_kopecks) where is_open;
create index deal_board_department_idx
  on deals.deal (department_id, pipeline_id, stage_id, updated_at desc, id desc)
  include (amount_kopecks, paid_kopecks) where is_open;
create index deal_board_responsible_idx
  on deals.deal (responsible_id, pipeline_id, stage_id, updated_at desc, id desc)
  include (amount_kopecks, paid_kopecks) where is_open;
create index deal_created_idx on deals.deal (created_at desc, id desc);
create index deal_department_created_idx on deals.deal (department_id, created_at desc, id desc);
create index deal_responsible_created_idx on deals.deal (responsible_id, created_at desc, id desc);
create index deal_company_idx on deals.deal (company_id, id desc);
create index deal_deferred_idx on deals.deal (deferred_until) where deferred_until is not null;
create index deal_title_trgm on deals.deal
  using gin (replace(lower(title), 'ё', 'е') gin_trgm_ops);
create index deal_order_numbers_idx on deals.deal using gin (order_numbers);

-- Who reads a deal as "own": its responsible, participants, the giver of a transfer, and those
-- whom a lower rule names (engineers, product managers). One indexed set instead of conditions.
create table deals.deal_reader (
  employee_id bigint not null,
  deal_id bigint not null,
  why text not null,
  may_edit boolean not null,
  constraint deal_reader_pk primary key (employee_id, deal_id, why),
  constraint deal_reader_deal_fk foreign key (deal_id) references deals.deal on delete cascade,
  constraint deal_reader_employee_fk foreign key (employee_id) references staff.employee,
  constraint deal_reader_why check
    (why in ('responsible', 'participant', 'giver', 'engineer', 'product', 'buyer'))
);
create index deal_reader_deal_idx on deals.deal_reader (deal_id);

-- Lines that belong to the deal itself («Предложение»); lines of 1C orders live in payments.
create table deals.deal_line (
  id bigint generated always as identity primary key,
  deal_id bigint not null,
  position int not null,
  product_id bigint,
  article text,
  name text not null,
  unit text,
  quantity numeric(18, 3) not null,
  price numeric(18, 4) not null,
  discount_percent numeric(7, 4) not null default 0,
  sum_kopecks bigint not null,
  vat_rate text not null,
  vat_kopecks bigint not null,
  vat_included boolean not null default true,
  extra jsonb,
  constraint deal_line_deal_fk foreign key (deal_id) references deals.deal on delete cascade,
  constraint deal_line_product_fk foreign key (product_id) references catalog.product,
  constraint deal_line_quantity check (quantity > 0 and quantity < 1000000000),
  constraint deal_line_price check (price >= 0),
  constraint deal_line_discount check (discount_percent >= 0 and discount_percent <= 100)
);
create index deal_line_deal_idx on deals.deal_line (deal_id, position);

create table deals.transfer (
  id bigint generated always as identity primary key,
  deal_id bigint not null,
  from_department_id bigint,
  from_employee_id bigint,
  to_department_id bigint not null,
  to_employee_id bigint,
  reason text not null,
  created_by bigint,
  created_at timestamptz not null default now(),
  accept_until timestamptz,
  accepted_at timestamptz,
  task_id bigint,
  constraint transfer_deal_fk foreign key (deal_id) references deals.deal on delete cascade,
  constraint transfer_reason_length check (length(reason) between 1 and 2000)
);
create index transfer_deal_idx on deals.transfer (deal_id, id desc);

-- Deals that history brought: their stage follows the documents until somebody works on them.
alter table deals.deal add column from_history boolean not null default false;
