-- The shape of the database after all migrations, for reading and for diffs.
-- Written by tools/dump-schema.ts; never edited and never run.

create schema catalog;
create schema commands;
create schema customers;
create schema deals;
create schema fields;
create schema imports;
create schema leads;
create schema onec;
create schema payments;
create schema platform;
create schema staff;
create schema timeline;
create schema work;

create table catalog.attribute (
  id bigint generated always as identity not null,
  name text not null,
  is_number boolean default false not null,
  constraint attribute_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint attribute_name_unique UNIQUE (name),
  constraint attribute_pk PRIMARY KEY (id)
);
create table catalog.price_type (
  id bigint generated always as identity not null,
  name text not null,
  currency text default 'RUB'::text not null,
  is_cost boolean default false not null,
  is_main boolean default false not null,
  from_onec boolean default false not null,
  archived_at timestamp with time zone,
  constraint price_type_currency CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint price_type_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint price_type_one_use CHECK ((NOT (is_cost AND is_main))),
  constraint price_type_pkey PRIMARY KEY (id)
);
create table catalog.price_type_identity (
  base_id smallint not null,
  uid uuid not null,
  price_type_id bigint not null,
  constraint price_type_identity_pk PRIMARY KEY (base_id, uid),
  constraint price_type_identity_type_fk FOREIGN KEY (price_type_id) REFERENCES catalog.price_type(id)
);
create table catalog.product (
  id bigint generated always as identity not null,
  article text,
  name text not null,
  unit text,
  vat_rate text,
  group_id bigint,
  price_kopecks bigint,
  attributes jsonb default '{}'::jsonb not null,
  from_onec boolean default false not null,
  extra jsonb,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  custom jsonb,
  cost_kopecks bigint,
  own_attributes jsonb default '{}'::jsonb not null,
  rest_quantity numeric(18,3) default 0 not null,
  words text generated always as (
CASE
    WHEN ((attributes <> '{}'::jsonb) OR (own_attributes <> '{}'::jsonb)) THEN catalog.words_of_product(name, article, attributes, own_attributes)
    ELSE NULL::text
END) stored,
  constraint product_group_fk FOREIGN KEY (group_id) REFERENCES catalog.product_group(id),
  constraint product_name_length CHECK (((length(name) >= 1) AND (length(name) <= 1000))),
  constraint product_pkey PRIMARY KEY (id)
);
create table catalog.product_group (
  id bigint generated always as identity not null,
  name text not null,
  parent_id bigint,
  constraint product_group_name_length CHECK (((length(name) >= 1) AND (length(name) <= 300))),
  constraint product_group_not_own_parent CHECK ((parent_id <> id)),
  constraint product_group_parent_fk FOREIGN KEY (parent_id) REFERENCES catalog.product_group(id),
  constraint product_group_pkey PRIMARY KEY (id)
);
create table catalog.product_group_identity (
  base_id smallint not null,
  uid uuid not null,
  group_id bigint not null,
  parent_uid uuid,
  constraint product_group_identity_group_fk FOREIGN KEY (group_id) REFERENCES catalog.product_group(id),
  constraint product_group_identity_pk PRIMARY KEY (base_id, uid)
);
create table catalog.product_group_owner (
  group_id bigint not null,
  employee_id bigint not null,
  constraint product_group_owner_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint product_group_owner_group_fk FOREIGN KEY (group_id) REFERENCES catalog.product_group(id),
  constraint product_group_owner_pk PRIMARY KEY (group_id, employee_id)
);
create table catalog.product_identity (
  base_id smallint not null,
  uid uuid not null,
  product_id bigint not null,
  is_home boolean default false not null,
  constraint product_identity_pk PRIMARY KEY (base_id, uid),
  constraint product_identity_product_fk FOREIGN KEY (product_id) REFERENCES catalog.product(id)
);
create table catalog.product_price (
  product_id bigint not null,
  price_type_id bigint not null,
  starts_on date not null,
  price numeric(18,4) not null,
  currency text not null,
  unit text,
  from_onec boolean default false not null,
  constraint product_price_pk PRIMARY KEY (product_id, price_type_id, starts_on),
  constraint product_price_product_fk FOREIGN KEY (product_id) REFERENCES catalog.product(id),
  constraint product_price_sign CHECK ((price >= (0)::numeric)),
  constraint product_price_type_fk FOREIGN KEY (price_type_id) REFERENCES catalog.price_type(id)
);
create table catalog.product_rest (
  product_id bigint not null,
  warehouse text not null,
  quantity numeric(18,3) not null,
  updated_at timestamp with time zone not null,
  constraint product_rest_pk PRIMARY KEY (product_id, warehouse),
  constraint product_rest_product_fk FOREIGN KEY (product_id) REFERENCES catalog.product(id)
);
create table catalog.product_size (
  product_id bigint not null,
  attribute_id bigint not null,
  size numeric not null,
  constraint product_size_pk PRIMARY KEY (product_id, attribute_id)
);
create table catalog.product_variant (
  id bigint generated always as identity not null,
  product_id bigint not null,
  name text not null,
  article text,
  attributes jsonb default '{}'::jsonb not null,
  updated_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone,
  constraint product_variant_name_length CHECK (((length(name) >= 1) AND (length(name) <= 1000))),
  constraint product_variant_pkey PRIMARY KEY (id),
  constraint product_variant_product_fk FOREIGN KEY (product_id) REFERENCES catalog.product(id)
);
create table catalog.product_variant_identity (
  base_id smallint not null,
  product_uid uuid not null,
  uid uuid not null,
  variant_id bigint not null,
  constraint product_variant_identity_pk PRIMARY KEY (base_id, product_uid, uid),
  constraint product_variant_identity_variant_fk FOREIGN KEY (variant_id) REFERENCES catalog.product_variant(id)
);
create table catalog.variant_price (
  variant_id bigint not null,
  price_type_id bigint not null,
  starts_on date not null,
  price numeric(18,4) not null,
  currency text not null,
  constraint variant_price_pk PRIMARY KEY (variant_id, price_type_id, starts_on),
  constraint variant_price_sign CHECK ((price >= (0)::numeric)),
  constraint variant_price_type_fk FOREIGN KEY (price_type_id) REFERENCES catalog.price_type(id),
  constraint variant_price_variant_fk FOREIGN KEY (variant_id) REFERENCES catalog.product_variant(id)
);
create table catalog.variant_rest (
  variant_id bigint not null,
  warehouse text not null,
  quantity numeric(18,3) not null,
  updated_at timestamp with time zone not null,
  constraint variant_rest_pk PRIMARY KEY (variant_id, warehouse),
  constraint variant_rest_variant_fk FOREIGN KEY (variant_id) REFERENCES catalog.product_variant(id)
);
create table commands.command (
  seq bigint generated always as identity not null,
  id uuid default gen_random_uuid() not null,
  base_id smallint not null,
  type text not null,
  object_key text not null,
  uid uuid not null,
  entity text not null,
  entity_id bigint not null,
  deal_id bigint,
  asked jsonb default '{}'::jsonb not null,
  asked_by bigint,
  body text,
  sha256 text,
  state text default 'waiting'::text not null,
  code text,
  reason text,
  written_at timestamp with time zone not null,
  given_at timestamp with time zone,
  times_given integer default 0 not null,
  settled_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  constraint command_asked_by_fk FOREIGN KEY (asked_by) REFERENCES staff.employee(id),
  constraint command_id_unique UNIQUE (id),
  constraint command_pk PRIMARY KEY (seq),
  constraint command_state CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'cancelled'::text, 'repeated'::text])))
);
create table commands.receiver (
  base_id smallint not null,
  since timestamp with time zone not null,
  takes_deals boolean default false not null,
  asked_at timestamp with time zone,
  constraint receiver_pk PRIMARY KEY (base_id)
);
create table customers.address (
  id bigint generated always as identity not null,
  company_id bigint not null,
  kind text not null,
  value text not null,
  constraint address_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id) ON DELETE CASCADE,
  constraint address_kind CHECK ((kind = ANY (ARRAY['actual'::text, 'delivery'::text, 'postal'::text, 'other'::text]))),
  constraint address_pkey PRIMARY KEY (id),
  constraint address_value_length CHECK (((length(value) >= 1) AND (length(value) <= 1000)))
);
create table customers.bank_account (
  id bigint generated always as identity not null,
  company_id bigint not null,
  bank_name text not null,
  bic text not null,
  account text not null,
  corr_account text,
  is_main boolean default false not null,
  constraint bank_account_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id) ON DELETE CASCADE,
  constraint bank_account_pkey PRIMARY KEY (id)
);
create table customers.company (
  id bigint generated always as identity not null,
  name text not null,
  full_name text,
  inn text,
  kpp text,
  ogrn text,
  kind text default 'legal'::text not null,
  address text,
  responsible_id bigint,
  department_id bigint,
  from_onec boolean default false not null,
  advance_kopecks bigint default 0 not null,
  extra jsonb,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  custom jsonb,
  name_key text generated always as (customers.name_key(name)) stored not null,
  relations text[] default '{}'::text[] not null,
  tags text[] default '{}'::text[] not null,
  merged_into_id bigint,
  constraint company_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint company_kind CHECK ((kind = ANY (ARRAY['legal'::text, 'sole'::text, 'person'::text]))),
  constraint company_merged_fk FOREIGN KEY (merged_into_id) REFERENCES customers.company(id),
  constraint company_merged_gone CHECK (((merged_into_id IS NULL) OR (deleted_at IS NOT NULL))),
  constraint company_name_length CHECK (((length(name) >= 1) AND (length(name) <= 500))),
  constraint company_pkey PRIMARY KEY (id),
  constraint company_relations CHECK ((relations <@ ARRAY['customer'::text, 'supplier'::text, 'dealer'::text, 'manufacturer'::text, 'partner'::text, 'competitor'::text])),
  constraint company_responsible_fk FOREIGN KEY (responsible_id) REFERENCES staff.employee(id),
  constraint company_tags CHECK ((cardinality(tags) <= 30))
);
create table customers.company_identity (
  base_id smallint not null,
  uid uuid not null,
  company_id bigint not null,
  is_main boolean default true not null,
  keeps_said boolean default false not null,
  said jsonb,
  said_at timestamp with time zone,
  gone_at timestamp with time zone,
  constraint company_identity_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id),
  constraint company_identity_pk PRIMARY KEY (base_id, uid)
);
create table customers.contact (
  id bigint generated always as identity not null,
  name text not null,
  "position" text,
  company_id bigint,
  responsible_id bigint,
  department_id bigint,
  from_onec boolean default false not null,
  extra jsonb,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone,
  version integer default 1 not null,
  custom jsonb,
  name_key text generated always as (customers.name_key(name)) stored not null,
  merged_into_id bigint,
  constraint contact_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id),
  constraint contact_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint contact_merged_fk FOREIGN KEY (merged_into_id) REFERENCES customers.contact(id),
  constraint contact_merged_gone CHECK (((merged_into_id IS NULL) OR (deleted_at IS NOT NULL))),
  constraint contact_name_length CHECK (((length(name) >= 1) AND (length(name) <= 300))),
  constraint contact_pkey PRIMARY KEY (id),
  constraint contact_responsible_fk FOREIGN KEY (responsible_id) REFERENCES staff.employee(id)
);
create table customers.contact_company (
  contact_id bigint not null,
  company_id bigint not null,
  "position" text,
  is_main boolean default false not null,
  created_at timestamp with time zone default now() not null,
  constraint contact_company_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id),
  constraint contact_company_contact_fk FOREIGN KEY (contact_id) REFERENCES customers.contact(id),
  constraint contact_company_pk PRIMARY KEY (contact_id, company_id)
);
create table customers.contact_identity (
  base_id smallint not null,
  uid uuid not null,
  contact_id bigint not null,
  company_uid uuid,
  is_main boolean default true not null,
  keeps_said boolean default false not null,
  said jsonb,
  said_at timestamp with time zone,
  gone_at timestamp with time zone,
  constraint contact_identity_contact_fk FOREIGN KEY (contact_id) REFERENCES customers.contact(id),
  constraint contact_identity_pk PRIMARY KEY (base_id, uid)
);
create table customers.duplicate_due (
  entity text not null,
  record_id bigint not null,
  constraint duplicate_due_pk PRIMARY KEY (entity, record_id)
);
create table customers.duplicate_pair (
  id bigint generated always as identity not null,
  entity text not null,
  a_id bigint not null,
  b_id bigint not null,
  reasons text[] not null,
  confidence smallint not null,
  found_at timestamp with time zone not null,
  dismissed_at timestamp with time zone,
  dismissed_by bigint,
  constraint duplicate_pair_dismissed_by_fk FOREIGN KEY (dismissed_by) REFERENCES staff.employee(id),
  constraint duplicate_pair_entity CHECK ((entity = ANY (ARRAY['company'::text, 'contact'::text]))),
  constraint duplicate_pair_order CHECK ((a_id < b_id)),
  constraint duplicate_pair_pkey PRIMARY KEY (id),
  constraint duplicate_pair_unique UNIQUE (entity, a_id, b_id)
);
create table customers.merge (
  id bigint generated always as identity not null,
  entity text not null,
  survivor_id bigint not null,
  loser_id bigint not null,
  before jsonb not null,
  after jsonb not null,
  moved jsonb not null,
  merged_by bigint,
  merged_at timestamp with time zone not null,
  undone_by bigint,
  undone_at timestamp with time zone,
  constraint merge_entity CHECK ((entity = ANY (ARRAY['company'::text, 'contact'::text]))),
  constraint merge_merged_by_fk FOREIGN KEY (merged_by) REFERENCES staff.employee(id),
  constraint merge_pkey PRIMARY KEY (id),
  constraint merge_two CHECK ((survivor_id <> loser_id)),
  constraint merge_undone_by_fk FOREIGN KEY (undone_by) REFERENCES staff.employee(id)
);
create table customers.own_entity (
  id bigint generated always as identity not null,
  name text not null,
  full_name text,
  kind text default 'legal'::text not null,
  inn text,
  kpp text,
  ogrn text,
  address text,
  vat_regime text default 'vat'::text not null,
  bank_accounts jsonb default '[]'::jsonb not null,
  signatories jsonb default '[]'::jsonb not null,
  is_default boolean default false not null,
  archived_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  constraint own_entity_kind CHECK ((kind = ANY (ARRAY['legal'::text, 'sole'::text]))),
  constraint own_entity_name_length CHECK (((length(name) >= 1) AND (length(name) <= 300))),
  constraint own_entity_pkey PRIMARY KEY (id),
  constraint own_entity_vat_regime CHECK ((vat_regime = ANY (ARRAY['vat'::text, 'usn5'::text, 'usn7'::text, 'none'::text])))
);
create table customers.own_entity_alias (
  name text not null,
  own_entity_id bigint,
  seen_at timestamp with time zone default now() not null,
  constraint own_entity_alias_entity_fk FOREIGN KEY (own_entity_id) REFERENCES customers.own_entity(id),
  constraint own_entity_alias_pkey PRIMARY KEY (name)
);
create table customers.own_entity_department (
  department_id bigint not null,
  own_entity_id bigint not null,
  constraint own_entity_department_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint own_entity_department_entity_fk FOREIGN KEY (own_entity_id) REFERENCES customers.own_entity(id),
  constraint own_entity_department_pkey PRIMARY KEY (department_id)
);
create table customers.reach (
  id bigint generated always as identity not null,
  company_id bigint,
  contact_id bigint,
  kind text not null,
  value text not null,
  extension text,
  raw text not null,
  type text,
  is_valid boolean default true not null,
  constraint reach_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id) ON DELETE CASCADE,
  constraint reach_contact_fk FOREIGN KEY (contact_id) REFERENCES customers.contact(id) ON DELETE CASCADE,
  constraint reach_kind CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text]))),
  constraint reach_owner CHECK ((num_nonnulls(company_id, contact_id) = 1)),
  constraint reach_pkey PRIMARY KEY (id),
  constraint reach_type CHECK ((type = ANY (ARRAY['mobile'::text, 'work'::text, 'home'::text, 'fax'::text, 'other'::text]))),
  constraint reach_unique UNIQUE NULLS NOT DISTINCT (company_id, contact_id, kind, value, extension)
);
create table deals.activity_cursor (
  single boolean default true not null,
  tx xid8 default pg_current_xact_id() not null,
  event_id bigint not null,
  constraint activity_cursor_pk PRIMARY KEY (single),
  constraint activity_cursor_single CHECK (single)
);
create table deals.deal (
  id bigint generated always as identity not null,
  number text generated always as (('С-'::text || id)) stored not null,
  title text not null,
  pipeline_id bigint not null,
  stage_id bigint not null,
  is_open boolean default true not null,
  department_id bigint,
  responsible_id bigint,
  company_id bigint,
  contact_id bigint,
  source_id bigint,
  currency text default 'RUB'::text not null,
  amount_kopecks bigint default 0 not null,
  amount_source text default 'estimate'::text not null,
  estimate_kopecks bigint default 0 not null,
  paid_kopecks bigint default 0 not null,
  paid_percent smallint,
  overpaid boolean default false not null,
  shipped_kopecks bigint default 0 not null,
  shipped_percent smallint,
  overdue_kopecks bigint default 0 not null,
  deferred_until date,
  order_numbers text[] default '{}'::text[] not null,
  other_currencies jsonb,
  comment text,
  project_name text,
  end_customer_name text,
  end_customer_inn text,
  address text,
  lost_reason text,
  closed_at timestamp with time zone,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  stage_changed_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  from_history boolean default false not null,
  trace jsonb,
  custom jsonb,
  last_activity_at timestamp with time zone default now() not null,
  loss_reason_id bigint,
  own_entity_id bigint,
  receivable_kopecks bigint default 0 not null,
  expected_kopecks bigint default 0 not null,
  next_pay_on date,
  constraint deal_amount_source CHECK ((amount_source = ANY (ARRAY['onec'::text, 'lines'::text, 'estimate'::text]))),
  constraint deal_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id),
  constraint deal_contact_fk FOREIGN KEY (contact_id) REFERENCES customers.contact(id),
  constraint deal_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint deal_loss_reason_fk FOREIGN KEY (loss_reason_id) REFERENCES deals.loss_reason(id),
  constraint deal_own_entity_fk FOREIGN KEY (own_entity_id) REFERENCES customers.own_entity(id),
  constraint deal_pipeline_fk FOREIGN KEY (pipeline_id) REFERENCES deals.pipeline(id),
  constraint deal_pkey PRIMARY KEY (id),
  constraint deal_responsible_fk FOREIGN KEY (responsible_id) REFERENCES staff.employee(id),
  constraint deal_source_fk FOREIGN KEY (source_id) REFERENCES deals.source(id),
  constraint deal_stage_fk FOREIGN KEY (stage_id) REFERENCES deals.stage(id),
  constraint deal_title_length CHECK (((length(title) >= 1) AND (length(title) <= 500)))
);
create table deals.deal_line (
  id bigint generated always as identity not null,
  deal_id bigint not null,
  "position" integer not null,
  product_id bigint,
  article text,
  name text not null,
  unit text,
  quantity numeric(18,3) not null,
  price numeric(18,4) not null,
  discount_percent numeric(7,4) default 0 not null,
  sum_kopecks bigint not null,
  vat_rate text not null,
  vat_kopecks bigint not null,
  vat_included boolean default true not null,
  extra jsonb,
  row_key text,
  discount_kopecks bigint,
  is_section boolean default false not null,
  constraint deal_line_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint deal_line_discount CHECK (((discount_percent >= (0)::numeric) AND (discount_percent <= (100)::numeric))),
  constraint deal_line_discount_sum CHECK ((discount_kopecks >= 0)),
  constraint deal_line_pkey PRIMARY KEY (id),
  constraint deal_line_price CHECK ((price >= (0)::numeric)),
  constraint deal_line_product_fk FOREIGN KEY (product_id) REFERENCES catalog.product(id),
  constraint deal_line_quantity CHECK (((quantity < (1000000000)::numeric) AND ((quantity > (0)::numeric) OR (is_section AND (quantity = (0)::numeric))))),
  constraint deal_line_sum CHECK ((sum_kopecks >= 0))
);
create table deals.deal_line_column (
  deal_id bigint not null,
  code text not null,
  "position" integer not null,
  name text not null,
  type text not null,
  constraint deal_line_column_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint deal_line_column_pk PRIMARY KEY (deal_id, code),
  constraint deal_line_column_type CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text])))
);
create table deals.deal_reader (
  employee_id bigint not null,
  deal_id bigint not null,
  why text not null,
  may_edit boolean not null,
  constraint deal_reader_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint deal_reader_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint deal_reader_pk PRIMARY KEY (employee_id, deal_id, why),
  constraint deal_reader_why CHECK ((why = ANY (ARRAY['responsible'::text, 'participant'::text, 'giver'::text, 'engineer'::text, 'product'::text, 'goods'::text, 'buyer'::text])))
);
create table deals.line_layout (
  employee_id bigint not null,
  place text not null,
  hidden text[] default '{}'::text[] not null,
  hidden_onec text[] default '{}'::text[] not null,
  known jsonb default '[]'::jsonb not null,
  constraint line_layout_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint line_layout_pk PRIMARY KEY (employee_id, place)
);
create table deals.loss_reason (
  id bigint generated always as identity not null,
  pipeline_id bigint,
  name text not null,
  "position" integer default 0 not null,
  needs_text boolean default false not null,
  archived_at timestamp with time zone,
  constraint loss_reason_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint loss_reason_pipeline_fk FOREIGN KEY (pipeline_id) REFERENCES deals.pipeline(id),
  constraint loss_reason_pkey PRIMARY KEY (id)
);
create table deals.pipeline (
  id bigint generated always as identity not null,
  code text not null,
  name text not null,
  "position" integer not null,
  follows_money boolean default true not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  is_default boolean default false not null,
  acceptance_hours smallint,
  constraint pipeline_acceptance_hours CHECK (((acceptance_hours >= 1) AND (acceptance_hours <= 80))),
  constraint pipeline_code_unique UNIQUE (code),
  constraint pipeline_name_length CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint pipeline_pkey PRIMARY KEY (id)
);
create table deals.pipeline_department (
  pipeline_id bigint not null,
  department_id bigint not null,
  constraint pipeline_department_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint pipeline_department_pipeline_fk FOREIGN KEY (pipeline_id) REFERENCES deals.pipeline(id),
  constraint pipeline_department_pk PRIMARY KEY (pipeline_id, department_id)
);
create table deals.source (
  id bigint generated always as identity not null,
  code text not null,
  name text not null,
  archived_at timestamp with time zone,
  parent_id bigint,
  "position" integer default 0 not null,
  merged_into_id bigint,
  constraint source_code_unique UNIQUE (code),
  constraint source_merged_fk FOREIGN KEY (merged_into_id) REFERENCES deals.source(id),
  constraint source_name_length CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint source_parent_fk FOREIGN KEY (parent_id) REFERENCES deals.source(id),
  constraint source_pkey PRIMARY KEY (id)
);
create table deals.stage (
  id bigint generated always as identity not null,
  pipeline_id bigint not null,
  code text not null,
  name text not null,
  "position" integer not null,
  semantics text default 'open'::text not null,
  colour text default 'gray'::text not null,
  enters_when text,
  required_fields text[] default '{}'::text[] not null,
  needs_payment boolean default false not null,
  idle_days smallint default 5 not null,
  idle_before timestamp with time zone,
  archived_at timestamp with time zone,
  moves_to_id bigint,
  constraint stage_code_unique UNIQUE (pipeline_id, code),
  constraint stage_enters_when CHECK ((enters_when = ANY (ARRAY['invoiced'::text, 'partlyPaid'::text, 'paid'::text, 'shipping'::text, 'completed'::text]))),
  constraint stage_idle_days CHECK (((idle_days >= 1) AND (idle_days <= 250))),
  constraint stage_moves_to_fk FOREIGN KEY (moves_to_id) REFERENCES deals.stage(id),
  constraint stage_name_length CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint stage_needs_payment CHECK (((NOT needs_payment) OR (semantics = 'won'::text))),
  constraint stage_pipeline_fk FOREIGN KEY (pipeline_id) REFERENCES deals.pipeline(id),
  constraint stage_pkey PRIMARY KEY (id),
  constraint stage_semantics CHECK ((semantics = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);
create table deals.stage_approval (
  id bigint generated always as identity not null,
  deal_id bigint not null,
  stage_id bigint not null,
  asked_by bigint not null,
  asked_of bigint not null,
  note text,
  task_id bigint,
  state text default 'open'::text not null,
  answer text,
  decided_by bigint,
  decided_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint stage_approval_asked_by_fk FOREIGN KEY (asked_by) REFERENCES staff.employee(id),
  constraint stage_approval_asked_of_fk FOREIGN KEY (asked_of) REFERENCES staff.employee(id),
  constraint stage_approval_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint stage_approval_decided_by_fk FOREIGN KEY (decided_by) REFERENCES staff.employee(id),
  constraint stage_approval_pkey PRIMARY KEY (id),
  constraint stage_approval_stage_fk FOREIGN KEY (stage_id) REFERENCES deals.stage(id),
  constraint stage_approval_state CHECK ((state = ANY (ARRAY['open'::text, 'approved'::text, 'refused'::text, 'withdrawn'::text])))
);
create table deals.stage_move (
  id bigint generated always as identity not null,
  from_stage_id bigint not null,
  to_stage_id bigint not null,
  total integer not null,
  moved integer default 0 not null,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint stage_move_from_fk FOREIGN KEY (from_stage_id) REFERENCES deals.stage(id),
  constraint stage_move_pkey PRIMARY KEY (id),
  constraint stage_move_to_fk FOREIGN KEY (to_stage_id) REFERENCES deals.stage(id)
);
create table deals.told_order (
  base_id smallint not null,
  uid uuid not null,
  deal_id bigint not null,
  number text not null,
  constraint told_order_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint told_order_pk PRIMARY KEY (base_id, uid)
);
create table deals.transfer (
  id bigint generated always as identity not null,
  deal_id bigint not null,
  from_department_id bigint,
  from_employee_id bigint,
  to_department_id bigint not null,
  to_employee_id bigint,
  reason text not null,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  accept_until timestamp with time zone,
  accepted_at timestamp with time zone,
  task_id bigint,
  accepted_by bigint,
  returned_at timestamp with time zone,
  returned_by bigint,
  return_reason text,
  superseded_at timestamp with time zone,
  head_told_at timestamp with time zone,
  passed_task_ids bigint[] default '{}'::bigint[] not null,
  accept_hours smallint,
  constraint transfer_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint transfer_one_outcome CHECK ((num_nonnulls(accepted_at, returned_at, superseded_at) <= 1)),
  constraint transfer_pkey PRIMARY KEY (id),
  constraint transfer_reason_length CHECK (((length(reason) >= 1) AND (length(reason) <= 2000))),
  constraint transfer_return_reason CHECK ((((returned_at IS NULL) = (return_reason IS NULL)) AND ((return_reason IS NULL) OR ((length(return_reason) >= 1) AND (length(return_reason) <= 2000)))))
);
create table fields.field (
  id bigint generated always as identity not null,
  entity text not null,
  code text not null,
  name text not null,
  kind text not null,
  hint text,
  section text,
  "position" integer not null,
  options jsonb default '[]'::jsonb not null,
  reader_role_ids bigint[],
  editor_role_ids bigint[],
  is_frequent boolean default false not null,
  archived_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  is_searched boolean default false not null,
  is_listed boolean default true not null,
  constraint field_code_form CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
  constraint field_code_unique UNIQUE (entity, code),
  constraint field_kind CHECK ((kind = ANY (ARRAY['text'::text, 'number'::text, 'money'::text, 'date'::text, 'list'::text, 'multiList'::text, 'employee'::text, 'company'::text, 'file'::text, 'flag'::text]))),
  constraint field_name_length CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint field_pkey PRIMARY KEY (id),
  constraint field_searched_text CHECK (((NOT is_searched) OR (kind = 'text'::text)))
);
create table imports.import (
  id bigint generated always as identity not null,
  noun text not null,
  file_name text not null,
  upload text not null,
  size_bytes bigint not null,
  owner_id bigint not null,
  state text default 'draft'::text not null,
  file jsonb not null,
  settings jsonb not null,
  failure text,
  is_loaded boolean default false not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  undone_by bigint,
  sha256 bytea,
  constraint import_owner_fk FOREIGN KEY (owner_id) REFERENCES staff.employee(id),
  constraint import_pkey PRIMARY KEY (id),
  constraint import_state CHECK ((state = ANY (ARRAY['draft'::text, 'checking'::text, 'checked'::text, 'running'::text, 'finished'::text, 'cancelled'::text, 'failed'::text, 'undoing'::text, 'undone'::text]))),
  constraint import_undone_by_fk FOREIGN KEY (undone_by) REFERENCES staff.employee(id)
);
create table imports.import_row (
  import_id bigint not null,
  "position" integer not null,
  line integer not null,
  cells jsonb not null,
  status text default 'waiting'::text not null,
  record_id bigint,
  title text,
  changes jsonb,
  problems jsonb,
  undo jsonb,
  undo_status text,
  undo_reason text,
  constraint import_row_import_fk FOREIGN KEY (import_id) REFERENCES imports.import(id) ON DELETE CASCADE,
  constraint import_row_pk PRIMARY KEY (import_id, "position"),
  constraint import_row_status CHECK ((status = ANY (ARRAY['waiting'::text, 'create'::text, 'update'::text, 'unchanged'::text, 'error'::text, 'created'::text, 'updated'::text, 'skipped'::text]))),
  constraint import_row_undo CHECK ((undo_status = ANY (ARRAY['undone'::text, 'kept'::text])))
);
create table imports.mapping (
  noun text not null,
  headers_sha256 text not null,
  settings jsonb not null,
  used_at timestamp with time zone not null,
  constraint mapping_pk PRIMARY KEY (noun, headers_sha256)
);
create table imports.row_key (
  import_id bigint not null,
  key text not null,
  "position" integer not null,
  constraint row_key_import_fk FOREIGN KEY (import_id) REFERENCES imports.import(id) ON DELETE CASCADE,
  constraint row_key_pk PRIMARY KEY (import_id, key)
);
create table leads.lead (
  id bigint generated always as identity not null,
  number text generated always as (('Л-'::text || id)) stored not null,
  title text not null,
  stage_id bigint not null,
  is_open boolean default true not null,
  person_name text,
  company_name text,
  company_id bigint,
  contact_id bigint,
  channel text not null,
  source_id bigint,
  trace jsonb,
  topic_id bigint,
  topic_text text,
  department_id bigint,
  responsible_id bigint,
  transferred_to_id bigint,
  transferred_department_id bigint,
  transferred_at timestamp with time zone,
  comment text,
  estimate_kopecks bigint default 0 not null,
  lost_reason text,
  first_response_at timestamp with time zone,
  external_key text,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  stage_changed_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  version integer default 1 not null,
  custom jsonb,
  constraint lead_channel CHECK ((channel = ANY (ARRAY['call'::text, 'letter'::text, 'site'::text, 'chat'::text, 'manual'::text]))),
  constraint lead_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id),
  constraint lead_contact_fk FOREIGN KEY (contact_id) REFERENCES customers.contact(id),
  constraint lead_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint lead_external_key_unique UNIQUE (external_key),
  constraint lead_pkey PRIMARY KEY (id),
  constraint lead_responsible_fk FOREIGN KEY (responsible_id) REFERENCES staff.employee(id),
  constraint lead_source_fk FOREIGN KEY (source_id) REFERENCES deals.source(id),
  constraint lead_stage_fk FOREIGN KEY (stage_id) REFERENCES leads.stage(id),
  constraint lead_title_length CHECK (((length(title) >= 1) AND (length(title) <= 500))),
  constraint lead_topic_fk FOREIGN KEY (topic_id) REFERENCES leads.topic(id),
  constraint lead_transferred_department_fk FOREIGN KEY (transferred_department_id) REFERENCES staff.department(id),
  constraint lead_transferred_fk FOREIGN KEY (transferred_to_id) REFERENCES staff.employee(id)
);
create table leads.line (
  id bigint generated always as identity not null,
  lead_id bigint not null,
  "position" integer not null,
  product_id bigint,
  article text,
  name text not null,
  unit text,
  quantity numeric(18,3) not null,
  price numeric(18,4) default 0 not null,
  discount_percent numeric(7,4) default 0 not null,
  vat_rate text not null,
  vat_included boolean default true not null,
  sum_kopecks bigint default 0 not null,
  is_section boolean default false not null,
  row_key text,
  discount_kopecks bigint,
  vat_kopecks bigint default 0 not null,
  extra jsonb,
  constraint line_discount CHECK (((discount_percent >= (0)::numeric) AND (discount_percent <= (100)::numeric))),
  constraint line_discount_sum CHECK ((discount_kopecks >= 0)),
  constraint line_lead_fk FOREIGN KEY (lead_id) REFERENCES leads.lead(id) ON DELETE CASCADE,
  constraint line_pkey PRIMARY KEY (id),
  constraint line_price CHECK ((price >= (0)::numeric)),
  constraint line_product_fk FOREIGN KEY (product_id) REFERENCES catalog.product(id),
  constraint line_quantity CHECK (((quantity < (1000000000)::numeric) AND ((quantity > (0)::numeric) OR (is_section AND (quantity = (0)::numeric)))))
);
create table leads.line_column (
  lead_id bigint not null,
  code text not null,
  "position" integer not null,
  name text not null,
  type text not null,
  constraint line_column_lead_fk FOREIGN KEY (lead_id) REFERENCES leads.lead(id) ON DELETE CASCADE,
  constraint line_column_pk PRIMARY KEY (lead_id, code),
  constraint line_column_type CHECK ((type = ANY (ARRAY['text'::text, 'number'::text, 'date'::text])))
);
create table leads.passing (
  id bigint generated always as identity not null,
  lead_id bigint not null,
  deal_id bigint not null,
  asked_employee_id bigint not null,
  employee_id bigint not null,
  department_id bigint not null,
  why text not null,
  task_id bigint,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  accepted_at timestamp with time zone,
  returned_at timestamp with time zone,
  return_reason text,
  constraint passing_asked_fk FOREIGN KEY (asked_employee_id) REFERENCES staff.employee(id),
  constraint passing_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint passing_deal_unique UNIQUE (deal_id),
  constraint passing_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint passing_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint passing_lead_fk FOREIGN KEY (lead_id) REFERENCES leads.lead(id) ON DELETE CASCADE,
  constraint passing_pkey PRIMARY KEY (id),
  constraint passing_reason_length CHECK (((length(return_reason) >= 1) AND (length(return_reason) <= 2000))),
  constraint passing_why CHECK ((why = ANY (ARRAY['self'::text, 'deputy'::text, 'head'::text, 'administrator'::text])))
);
create table leads.reach (
  id bigint generated always as identity not null,
  lead_id bigint not null,
  kind text not null,
  value text not null,
  extension text,
  raw text not null,
  is_valid boolean default true not null,
  constraint reach_kind CHECK ((kind = ANY (ARRAY['phone'::text, 'email'::text]))),
  constraint reach_lead_fk FOREIGN KEY (lead_id) REFERENCES leads.lead(id) ON DELETE CASCADE,
  constraint reach_pkey PRIMARY KEY (id),
  constraint reach_unique UNIQUE NULLS NOT DISTINCT (lead_id, kind, value, extension)
);
create table leads.stage (
  id bigint generated always as identity not null,
  code text not null,
  name text not null,
  "position" integer not null,
  semantics text default 'open'::text not null,
  colour text default 'gray'::text not null,
  required_fields text[] default '{}'::text[] not null,
  needs_reason boolean default false not null,
  constraint stage_code_unique UNIQUE (code),
  constraint stage_name_length CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint stage_needs_reason CHECK (((NOT needs_reason) OR (semantics = 'lost'::text))),
  constraint stage_pkey PRIMARY KEY (id),
  constraint stage_semantics CHECK ((semantics = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])))
);
create table leads.topic (
  id bigint generated always as identity not null,
  name text not null,
  "position" integer default 0 not null,
  needs_text boolean default false not null,
  archived_at timestamp with time zone,
  constraint topic_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint topic_name_unique UNIQUE (name),
  constraint topic_pkey PRIMARY KEY (id)
);
create table onec.alarm (
  id bigint generated always as identity not null,
  base_id smallint,
  kind text not null,
  detail text not null,
  raised_at timestamp with time zone default now() not null,
  cleared_at timestamp with time zone,
  cleared_by bigint,
  told_at timestamp with time zone,
  end_told_at timestamp with time zone,
  constraint alarm_pkey PRIMARY KEY (id)
);
create table onec.base (
  id smallint generated always as identity not null,
  ib text not null,
  epoch text not null,
  pending_epoch text,
  accepted boolean default true not null,
  name text,
  configuration text,
  configuration_version text,
  platform text,
  extension text,
  time_zone text not null,
  first_seen_at timestamp with time zone default now() not null,
  last_contact_at timestamp with time zone,
  epoch_since timestamp with time zone,
  live_at timestamp with time zone,
  watched boolean default true not null,
  clock_skew_ms integer,
  constraint base_ib_unique UNIQUE (ib),
  constraint base_pkey PRIMARY KEY (id)
);
create table onec.commerceml_name (
  base_id smallint not null,
  kind text not null,
  id text not null,
  name text not null,
  texts jsonb,
  constraint commerceml_name_kind CHECK ((kind = ANY (ARRAY['group'::text, 'property'::text, 'unit'::text, 'warehouse'::text]))),
  constraint commerceml_name_pk PRIMARY KEY (base_id, kind, id)
);
create table onec.deal_alias (
  base_id smallint not null,
  crm_deal_id bigint not null,
  deal_id bigint not null,
  decided_by bigint,
  decided_at timestamp with time zone not null,
  constraint deal_alias_pk PRIMARY KEY (base_id, crm_deal_id)
);
create table onec.history_fault (
  file_id integer not null,
  type smallint not null,
  month integer not null,
  uid uuid not null,
  fault text not null,
  line integer not null,
  rev bigint not null,
  said_kopecks bigint,
  held_kopecks bigint,
  held_rev bigint,
  item_id bigint,
  name text,
  dated_on date,
  constraint history_fault_file_fk FOREIGN KEY (file_id) REFERENCES onec.history_file(id),
  constraint history_fault_kind CHECK ((fault = ANY (ARRAY['missing'::text, 'waiting'::text, 'differs'::text, 'newer'::text]))),
  constraint history_fault_pk PRIMARY KEY (file_id, type, month, uid)
);
create table onec.history_file (
  id integer generated always as identity not null,
  base_id smallint,
  path text not null,
  size_bytes bigint not null,
  lines_done bigint default 0 not null,
  bytes_done bigint default 0 not null,
  state text not null,
  counts jsonb default '{}'::jsonb not null,
  totals jsonb default '{}'::jsonb not null,
  garbled bigint default 0 not null,
  error text,
  upload text,
  uploaded_by bigint,
  created_at timestamp with time zone default now() not null,
  started_at timestamp with time zone default now(),
  touched_at timestamp with time zone,
  finished_at timestamp with time zone,
  session_id integer,
  archive_id integer,
  takes_all boolean default false not null,
  tries integer default 0 not null,
  is_full boolean default false not null,
  proof_asked_at timestamp with time zone,
  proved_at timestamp with time zone,
  constraint history_file_base CHECK (((base_id IS NOT NULL) OR (upload IS NOT NULL))),
  constraint history_file_pkey PRIMARY KEY (id),
  constraint history_file_session_fk FOREIGN KEY (session_id) REFERENCES onec.site_session(id),
  constraint history_file_state CHECK ((state = ANY (ARRAY['receiving'::text, 'queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'skipped'::text])))
);
create table onec.history_month (
  file_id integer not null,
  type smallint not null,
  month integer not null,
  said_count integer not null,
  said_kopecks numeric not null,
  held_count integer not null,
  held_kopecks numeric not null,
  missing integer not null,
  waiting integer not null,
  differs integer not null,
  newer integer not null,
  constraint history_month_file_fk FOREIGN KEY (file_id) REFERENCES onec.history_file(id),
  constraint history_month_pk PRIMARY KEY (file_id, type, month)
);
create table onec.history_part (
  file_id integer not null,
  type smallint not null,
  month integer not null,
  first_line integer not null,
  uids uuid[] not null,
  revs bigint[] not null,
  kopecks bigint[] not null,
  lines integer[] not null,
  names text[],
  days date[],
  constraint history_part_file_fk FOREIGN KEY (file_id) REFERENCES onec.history_file(id),
  constraint history_part_pk PRIMARY KEY (file_id, type, month, first_line)
);
create table onec.key_base (
  key_id text not null,
  ib text not null,
  is_bound boolean default false not null,
  constraint key_base_pk PRIMARY KEY (key_id)
);
create table onec.message (
  id bigint generated always as identity not null,
  received_at timestamp with time zone default now() not null,
  base_id smallint,
  lane text,
  type text,
  uid text,
  rev bigint,
  message_id text,
  cause text,
  status text not null,
  lag_ms integer,
  raw text,
  constraint message_pk PRIMARY KEY (id, received_at)
) partition by RANGE (received_at);
create table onec.message_default (
  id bigint generated always as identity not null,
  received_at timestamp with time zone default now() not null,
  base_id smallint,
  lane text,
  type text,
  uid text,
  rev bigint,
  message_id text,
  cause text,
  status text not null,
  lag_ms integer,
  raw text,
  constraint message_default_pkey PRIMARY KEY (id, received_at)
) -- partition of onec.message DEFAULT;
create table onec.month_state (
  base_id smallint not null,
  type smallint not null,
  month integer not null,
  count integer not null,
  sum_kopecks numeric not null,
  hash text not null,
  damaged integer not null,
  counted_at timestamp with time zone not null,
  constraint month_state_pk PRIMARY KEY (base_id, type, month)
);
create table onec.month_touch (
  base_id smallint not null,
  type smallint not null,
  month integer not null
);
create table onec.object (
  base_id smallint not null,
  type smallint not null,
  uid uuid not null,
  rev bigint not null,
  sha256 bytea not null,
  deleted boolean not null,
  month integer,
  total_kopecks bigint default 0 not null,
  applied_at timestamp with time zone default now() not null,
  origin_file_id integer,
  origin_line integer,
  rows_check bigint,
  constraint object_pk PRIMARY KEY (base_id, type, uid)
);
create table onec.odata_link (
  base_id smallint not null,
  url text not null,
  login text not null,
  password_sealed bytea,
  plan text,
  node_uid uuid,
  since_on date not null,
  poll_seconds integer not null,
  window_days integer not null,
  enabled boolean default true not null,
  connected_on date not null,
  epoch text not null,
  state text default 'new'::text not null,
  failures integer default 0 not null,
  error_kind text,
  error text,
  error_at timestamp with time zone,
  next_poll_at timestamp with time zone not null,
  polled_at timestamp with time zone,
  busy text,
  refused jsonb default '{}'::jsonb not null,
  probe jsonb,
  probed_at timestamp with time zone,
  seen_received_no bigint default 0 not null,
  notified_no bigint default 0 not null,
  doubt_until timestamp with time zone,
  packet_no bigint,
  packet_at timestamp with time zone,
  packet_objects integer,
  sweep_month text,
  sweep_source smallint,
  sweep_started_at timestamp with time zone,
  sweep_finished_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  created_by bigint,
  constraint odata_link_base_fk FOREIGN KEY (base_id) REFERENCES onec.base(id),
  constraint odata_link_pk PRIMARY KEY (base_id),
  constraint odata_link_state CHECK ((state = ANY (ARRAY['new'::text, 'ok'::text, 'failing'::text, 'stopped'::text])))
);
create table onec.odata_object (
  base_id smallint not null,
  source smallint not null,
  uid uuid not null,
  data_version text not null,
  dated_on date,
  taken_sha256 bytea,
  taken_kopecks bigint,
  constraint odata_object_pk PRIMARY KEY (base_id, source, uid)
);
create table onec.odata_slice (
  base_id smallint not null,
  source smallint not null,
  month integer not null,
  listed_at timestamp with time zone not null,
  constraint odata_slice_pk PRIMARY KEY (base_id, source, month)
);
create table onec.order_state (
  base_id smallint not null,
  uid uuid not null,
  deal_id bigint not null,
  number text,
  ordered_on date,
  status text,
  paid_number text,
  paid_on date,
  shipped_number text,
  shipped_on date,
  cancelled boolean not null,
  deleted boolean not null,
  said_at timestamp with time zone not null,
  constraint order_state_base_fk FOREIGN KEY (base_id) REFERENCES onec.base(id),
  constraint order_state_pk PRIMARY KEY (base_id, uid)
);
create table onec.quarantine (
  id bigint generated always as identity not null,
  base_id smallint,
  ib text,
  state text not null,
  lane text,
  type text,
  uid text,
  rev bigint,
  message_id text,
  code text not null,
  reason text not null,
  field text,
  waits_for text,
  file text,
  line integer,
  raw text not null,
  received_at timestamp with time zone default now() not null,
  tries integer default 1 not null,
  last_tried_at timestamp with time zone default now() not null,
  settled_at timestamp with time zone,
  settled_by bigint,
  settlement text,
  constraint quarantine_pkey PRIMARY KEY (id),
  constraint quarantine_settlement CHECK ((settlement = ANY (ARRAY['applied'::text, 'superseded'::text, 'dismissed'::text, 'stale'::text]))),
  constraint quarantine_state CHECK ((state = ANY (ARRAY['parked'::text, 'rejected'::text, 'settled'::text])))
);
create table onec.reconcile (
  id bigint generated always as identity not null,
  base_id smallint not null,
  epoch text not null,
  reason text not null,
  asked_by bigint,
  scope jsonb,
  state text not null,
  counted integer default 0 not null,
  to_count integer default 0 not null,
  created_at timestamp with time zone not null,
  prepared_at timestamp with time zone,
  told_at timestamp with time zone,
  compared_at timestamp with time zone,
  touched_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  error text,
  constraint reconcile_pkey PRIMARY KEY (id),
  constraint reconcile_reason CHECK ((reason = ANY (ARRAY['nightly'::text, 'person'::text, 'epoch'::text, 'base'::text]))),
  constraint reconcile_state CHECK ((state = ANY (ARRAY['counting'::text, 'waiting'::text, 'comparing'::text, 'done'::text, 'failed'::text])))
);
create table onec.reconcile_day (
  reconcile_id bigint not null,
  type smallint not null,
  month integer not null,
  day date not null,
  their_count integer not null,
  their_sum_kopecks numeric not null,
  our_count integer not null,
  our_sum_kopecks numeric not null,
  constraint reconcile_day_pk PRIMARY KEY (reconcile_id, type, day)
);
create table onec.reconcile_month (
  reconcile_id bigint not null,
  type smallint not null,
  month integer not null,
  their_count integer,
  their_sum_kopecks numeric,
  our_count integer not null,
  our_sum_kopecks numeric not null,
  damaged integer not null,
  differs boolean not null,
  itemised_at timestamp with time zone,
  constraint reconcile_month_pk PRIMARY KEY (reconcile_id, type, month)
);
create table onec.reconcile_object (
  reconcile_id bigint not null,
  base_id smallint not null,
  type smallint not null,
  uid uuid not null,
  month integer not null,
  fault text not null,
  their_rev bigint,
  our_rev bigint,
  their_sum_kopecks bigint,
  our_sum_kopecks bigint,
  day date,
  name text,
  found_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  settlement text,
  constraint reconcile_object_fault CHECK ((fault = ANY (ARRAY['missing'::text, 'differs'::text, 'damaged'::text, 'gone'::text]))),
  constraint reconcile_object_pk PRIMARY KEY (reconcile_id, type, uid),
  constraint reconcile_object_settlement CHECK ((settlement = ANY (ARRAY['restored'::text, 'removed'::text])))
);
create table onec.reconcile_said (
  reconcile_id bigint not null,
  type smallint not null,
  month integer not null,
  count integer not null,
  sum_kopecks numeric not null,
  hash text not null,
  constraint reconcile_said_pk PRIMARY KEY (reconcile_id, type, month)
);
create table onec.refusal (
  key_id text not null,
  code text not null,
  on_day date not null,
  count bigint not null,
  last_at timestamp with time zone not null,
  constraint refusal_pk PRIMARY KEY (key_id, code, on_day)
);
create table onec.resend (
  base_id smallint not null,
  type smallint not null,
  uid uuid not null,
  asked_at timestamp with time zone not null,
  asked_by bigint,
  told_at timestamp with time zone,
  constraint resend_pk PRIMARY KEY (base_id, type, uid)
);
create table onec.site_account (
  id smallint generated always as identity not null,
  login text not null,
  password_hash text not null,
  ib text not null,
  addresses text[] default '{}'::text[] not null,
  takes_zip boolean default true not null,
  encoding text default 'windows-1251'::text not null,
  stage_ids bigint[] default '{}'::bigint[] not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  disabled_at timestamp with time zone,
  constraint site_account_encoding CHECK ((encoding = ANY (ARRAY['windows-1251'::text, 'utf-8'::text]))),
  constraint site_account_ib_length CHECK (((length(ib) >= 1) AND (length(ib) <= 100))),
  constraint site_account_ib_unique UNIQUE (ib),
  constraint site_account_login_form CHECK (((login ~ '^[[:graph:]]{3,60}$'::text) AND (login !~ ':'::text))),
  constraint site_account_login_unique UNIQUE (login),
  constraint site_account_pkey PRIMARY KEY (id)
);
create table onec.site_chunk (
  file_id integer not null,
  place integer not null,
  sha256 bytea not null,
  size_bytes bigint not null,
  upload text not null,
  constraint site_chunk_file_fk FOREIGN KEY (file_id) REFERENCES onec.history_file(id),
  constraint site_chunk_pk PRIMARY KEY (file_id, place)
);
create table onec.site_order (
  account_id smallint not null,
  deal_id bigint not null,
  uid uuid not null,
  seen_version integer,
  confirmed_sha256 bytea,
  confirmed_at timestamp with time zone,
  constraint site_order_account_fk FOREIGN KEY (account_id) REFERENCES onec.site_account(id),
  constraint site_order_pk PRIMARY KEY (account_id, deal_id),
  constraint site_order_uid_unique UNIQUE (uid)
);
create table onec.site_query (
  session_id integer not null,
  deal_id bigint not null,
  sha256 bytea not null,
  deal_version integer not null,
  constraint site_query_pk PRIMARY KEY (session_id, deal_id),
  constraint site_query_session_fk FOREIGN KEY (session_id) REFERENCES onec.site_session(id)
);
create table onec.site_seen (
  session_id integer not null,
  uid uuid not null,
  constraint site_seen_pk PRIMARY KEY (session_id, uid),
  constraint site_seen_session_fk FOREIGN KEY (session_id) REFERENCES onec.site_session(id)
);
create table onec.site_session (
  id integer generated always as identity not null,
  account_id smallint not null,
  kind text not null,
  token_hash bytea not null,
  address text not null,
  user_agent text,
  schema_version text,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  request_count integer default 0 not null,
  given_count integer default 0 not null,
  confirmed_count integer default 0 not null,
  withdrawn_count integer,
  error text,
  constraint site_session_account_fk FOREIGN KEY (account_id) REFERENCES onec.site_account(id),
  constraint site_session_kind CHECK ((kind = ANY (ARRAY['catalog'::text, 'sale'::text]))),
  constraint site_session_pkey PRIMARY KEY (id),
  constraint site_session_token_unique UNIQUE (token_hash)
);
create table onec.waiting_offer (
  base_id smallint not null,
  product_uid uuid not null,
  offer_key text not null,
  offer jsonb not null,
  day date not null,
  constraint waiting_offer_pk PRIMARY KEY (base_id, product_uid, offer_key)
);
create table payments.advance (
  base_id smallint not null,
  payment_uid uuid not null,
  company_id bigint not null,
  currency text not null,
  paid_on date,
  kopecks bigint not null,
  id bigint generated always as identity not null,
  constraint advance_company_fk FOREIGN KEY (company_id) REFERENCES customers.company(id),
  constraint advance_pk PRIMARY KEY (base_id, payment_uid),
  constraint advance_some CHECK ((kopecks <> 0))
);
create table payments.deferral (
  deal_id bigint not null,
  deferred_until date not null,
  state text not null,
  armed boolean not null,
  fired_at timestamp with time zone,
  head_notified_at timestamp with time zone,
  task_id bigint,
  employee_id bigint,
  created_at timestamp with time zone default now() not null,
  dropped_at timestamp with time zone,
  constraint deferral_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id),
  constraint deferral_pk PRIMARY KEY (deal_id, deferred_until),
  constraint deferral_state CHECK ((state = ANY (ARRAY['waiting'::text, 'superseded'::text, 'fired'::text])))
);
create table payments.due (
  deal_id bigint not null,
  base_id smallint not null,
  order_uid uuid not null,
  "position" integer not null,
  variant text,
  pay_on date,
  aged_on date,
  currency text not null,
  uncovered_kopecks bigint not null,
  receivable_kopecks bigint not null,
  id bigint generated always as identity not null,
  payer_id bigint,
  constraint due_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint due_pk PRIMARY KEY (deal_id, base_id, order_uid, "position")
);
create table payments.due_clock (
  only_row boolean default true not null,
  counted_on date,
  fill_below bigint not null,
  advances_filled boolean default false not null,
  constraint due_clock_pkey PRIMARY KEY (only_row),
  constraint due_clock_single CHECK (only_row)
);
create table payments.due_unfilled (
  deal_id bigint not null,
  constraint due_unfilled_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) ON DELETE CASCADE,
  constraint due_unfilled_pk PRIMARY KEY (deal_id)
);
create table payments.invoice (
  base_id smallint not null,
  uid uuid not null,
  number text not null,
  invoiced_at timestamp without time zone,
  posted boolean not null,
  deleted boolean not null,
  cancelled boolean not null,
  gone boolean default false not null,
  counts boolean generated always as ((posted AND (NOT deleted) AND (NOT cancelled) AND (NOT gone))) stored not null,
  order_uid uuid,
  company_uid uuid,
  currency text not null,
  total_kopecks bigint not null,
  due_on date,
  extra jsonb,
  constraint invoice_pk PRIMARY KEY (base_id, uid)
);
create table payments.order_line (
  base_id smallint not null,
  order_uid uuid not null,
  "position" integer not null,
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
  vat_kopecks bigint default 0 not null,
  vat_included boolean default true not null,
  cancelled boolean default false not null,
  ship_on date,
  cost numeric,
  extra jsonb,
  constraint order_line_pk PRIMARY KEY (base_id, order_uid, "position")
);
create table payments.payment (
  base_id smallint not null,
  uid uuid not null,
  kind text not null,
  direction text not null,
  number text not null,
  paid_at timestamp without time zone,
  posted boolean not null,
  deleted boolean not null,
  gone boolean default false not null,
  bank_confirmed boolean not null,
  bank_on date,
  counts boolean not null,
  company_uid uuid,
  currency text not null,
  total_kopecks bigint not null,
  purpose text,
  extra jsonb,
  constraint payment_direction CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint payment_kind CHECK ((kind = ANY (ARRAY['bank'::text, 'cash'::text, 'card'::text, 'offset'::text]))),
  constraint payment_pk PRIMARY KEY (base_id, uid)
);
create table payments.payment_line (
  base_id smallint not null,
  payment_uid uuid not null,
  "position" integer not null,
  order_uid uuid,
  invoice_uid uuid,
  sum_kopecks bigint not null,
  constraint payment_line_pk PRIMARY KEY (base_id, payment_uid, "position")
);
create table payments.payment_stage (
  base_id smallint not null,
  order_uid uuid not null,
  "position" integer not null,
  variant text not null,
  pay_on date,
  percent numeric,
  sum_kopecks bigint not null,
  constraint payment_stage_pk PRIMARY KEY (base_id, order_uid, "position")
);
create table payments.sales_order (
  base_id smallint not null,
  uid uuid not null,
  deal_id bigint,
  number text not null,
  ordered_at timestamp without time zone,
  posted boolean not null,
  deleted boolean not null,
  gone boolean default false not null,
  counts boolean generated always as ((posted AND (NOT deleted) AND (NOT gone))) stored not null,
  company_uid uuid,
  manager_uid uuid,
  manager_name text,
  organization text,
  currency text not null,
  total_kopecks bigint not null,
  lines_kopecks bigint default 0 not null,
  status text,
  crm_deal_id bigint,
  comment text,
  project_name text,
  end_customer_name text,
  end_customer_inn text,
  address text,
  tender_no text,
  dealer_contact text,
  all_cancelled boolean default false not null,
  extra jsonb,
  known_on date not null,
  backfilled boolean not null,
  linked_by bigint,
  constraint sales_order_deal_fk FOREIGN KEY (deal_id) REFERENCES deals.deal(id) DEFERRABLE,
  constraint sales_order_pk PRIMARY KEY (base_id, uid)
);
create table payments.shipment (
  base_id smallint not null,
  uid uuid not null,
  kind text not null,
  number text not null,
  shipped_at timestamp without time zone,
  posted boolean not null,
  deleted boolean not null,
  gone boolean default false not null,
  counts boolean generated always as ((posted AND (NOT deleted) AND (NOT gone))) stored not null,
  company_uid uuid,
  extra jsonb,
  constraint shipment_kind CHECK ((kind = ANY (ARRAY['shipment'::text, 'return'::text, 'correction'::text]))),
  constraint shipment_pk PRIMARY KEY (base_id, uid)
);
create table payments.shipment_line (
  base_id smallint not null,
  shipment_uid uuid not null,
  "position" integer not null,
  order_uid uuid,
  line_uid text,
  quantity numeric not null,
  sum_kopecks bigint not null,
  constraint shipment_line_pk PRIMARY KEY (base_id, shipment_uid, "position")
);
create table platform.account (
  id bigint generated always as identity not null,
  login text not null,
  password_hash text,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint account_login_lower CHECK (((login = lower(login)) AND (login <> ''::text))),
  constraint account_login_unique UNIQUE (login),
  constraint account_pkey PRIMARY KEY (id)
);
create table platform.api_key (
  id text not null,
  kind text not null,
  name text not null,
  role_code text,
  secret_cipher bytea,
  secret_hash bytea,
  created_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  used_at timestamp with time zone,
  employee_id bigint,
  constraint api_key_kind CHECK ((kind = ANY (ARRAY['onec'::text, 'api'::text]))),
  constraint api_key_pkey PRIMARY KEY (id),
  constraint api_key_secret CHECK (((kind = 'onec'::text) = (secret_cipher IS NOT NULL)))
);
create table platform.event (
  id bigint generated always as identity not null,
  at timestamp with time zone default now() not null,
  tx xid8 default pg_current_xact_id() not null,
  kind text not null,
  entity text not null,
  entity_id bigint not null,
  actor_id bigint,
  source text not null,
  request_id text,
  data jsonb default '{}'::jsonb not null,
  visible_before jsonb,
  on_behalf_id bigint,
  constraint event_pk PRIMARY KEY (id, at)
) partition by RANGE (at);
create table platform.event_default (
  id bigint generated always as identity not null,
  at timestamp with time zone default now() not null,
  tx xid8 default pg_current_xact_id() not null,
  kind text not null,
  entity text not null,
  entity_id bigint not null,
  actor_id bigint,
  source text not null,
  request_id text,
  data jsonb default '{}'::jsonb not null,
  visible_before jsonb,
  on_behalf_id bigint,
  constraint event_default_pkey PRIMARY KEY (id, at)
) -- partition of platform.event DEFAULT;
create table platform.export (
  id bigint generated always as identity not null,
  noun text not null,
  format text not null,
  query jsonb not null,
  owner_id bigint not null,
  state text default 'waiting'::text not null,
  file_name text not null,
  rows integer default 0 not null,
  total integer not null,
  reason text,
  created_at timestamp with time zone not null,
  constraint export_pkey PRIMARY KEY (id),
  constraint export_state CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'ready'::text, 'failed'::text, 'cancelled'::text])))
);
create table platform.file (
  id bigint generated always as identity not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  entity text not null,
  entity_id bigint not null,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  deleted_at timestamp with time zone,
  deleted_by bigint,
  is_draft boolean default false not null,
  constraint file_pkey PRIMARY KEY (id)
);
create table platform.list_layout (
  employee_id bigint not null,
  noun text not null,
  columns text,
  default_view_id bigint,
  constraint list_layout_pk PRIMARY KEY (employee_id, noun),
  constraint list_layout_view_fk FOREIGN KEY (default_view_id) REFERENCES platform.saved_view(id) ON DELETE SET NULL
);
create table platform.login_throttle (
  subject text not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  blocked_until timestamp with time zone,
  constraint login_throttle_pkey PRIMARY KEY (subject)
);
create table platform.mass_job (
  id bigint generated always as identity not null,
  noun text not null,
  action text not null,
  input jsonb not null,
  scope jsonb not null,
  owner_id bigint not null,
  state text default 'waiting'::text not null,
  undo_of bigint,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint mass_job_pkey PRIMARY KEY (id),
  constraint mass_job_state CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'finished'::text, 'cancelled'::text]))),
  constraint mass_job_undo_fk FOREIGN KEY (undo_of) REFERENCES platform.mass_job(id) ON DELETE CASCADE,
  constraint mass_job_undo_once UNIQUE (undo_of)
);
create table platform.mass_row (
  job_id bigint not null,
  "position" integer not null,
  record_id bigint not null,
  title text not null,
  status text default 'waiting'::text not null,
  reason text,
  undo jsonb,
  notices jsonb,
  input jsonb,
  attempts smallint default 0 not null,
  asks text[],
  constraint mass_row_job_fk FOREIGN KEY (job_id) REFERENCES platform.mass_job(id) ON DELETE CASCADE,
  constraint mass_row_pk PRIMARY KEY (job_id, "position"),
  constraint mass_row_status CHECK ((status = ANY (ARRAY['waiting'::text, 'done'::text, 'refused'::text, 'unchanged'::text, 'skipped'::text, 'failed'::text])))
);
create table platform.migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (name)
);
create table platform.nonce (
  key_id text not null,
  nonce text not null,
  at timestamp with time zone default now() not null,
  constraint nonce_pk PRIMARY KEY (key_id, nonce)
);
create table platform.presence (
  tab text not null,
  employee_id bigint not null,
  entity text not null,
  entity_id bigint not null,
  field text,
  expires_at timestamp with time zone not null,
  constraint presence_pk PRIMARY KEY (tab),
  constraint presence_tab_length CHECK (((length(tab) >= 8) AND (length(tab) <= 64)))
);
create table platform.request_once (
  sender bytea not null,
  key text not null,
  asked bytea not null,
  answer jsonb,
  at timestamp with time zone not null,
  constraint request_once_pkey PRIMARY KEY (sender, key)
);
create table platform.saved_view (
  id bigint generated always as identity not null,
  noun text not null,
  owner_id bigint not null,
  name text not null,
  colour text default 'gray'::text not null,
  query jsonb not null,
  "position" integer default 0 not null,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  shared_with text default 'nobody'::text not null,
  department_id bigint,
  constraint saved_view_name_length CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint saved_view_pkey PRIMARY KEY (id),
  constraint saved_view_shared_with CHECK ((shared_with = ANY (ARRAY['nobody'::text, 'department'::text, 'everybody'::text])))
);
create table platform.session (
  id bigint generated always as identity not null,
  token_hash bytea not null,
  account_id bigint not null,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  address text,
  user_agent text,
  viewing_as bigint,
  constraint session_account_id_fkey FOREIGN KEY (account_id) REFERENCES platform.account(id) ON DELETE CASCADE,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_unique UNIQUE (token_hash)
);
create table platform.setting (
  name text not null,
  value jsonb not null,
  updated_at timestamp with time zone default now() not null,
  updated_by bigint,
  constraint setting_pkey PRIMARY KEY (name)
);
create table staff.absence (
  id bigint generated always as identity not null,
  employee_id bigint not null,
  deputy_id bigint,
  from_on date not null,
  until_on date not null,
  kind text default 'vacation'::text not null,
  created_by bigint,
  created_at timestamp with time zone default now() not null,
  cancelled_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint absence_deputy_fk FOREIGN KEY (deputy_id) REFERENCES staff.employee(id),
  constraint absence_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint absence_kind CHECK ((kind = ANY (ARRAY['vacation'::text, 'sick'::text, 'trip'::text, 'other'::text]))),
  constraint absence_not_oneself CHECK ((deputy_id <> employee_id)),
  constraint absence_order CHECK ((from_on <= until_on)),
  constraint absence_pkey PRIMARY KEY (id)
);
create table staff.department (
  id bigint generated always as identity not null,
  parent_id bigint,
  name text not null,
  kind text default 'sales'::text not null,
  "position" integer default 0 not null,
  archived_at timestamp with time zone,
  constraint department_kind CHECK ((kind = ANY (ARRAY['sales'::text, 'callcentre'::text, 'support'::text, 'archive'::text]))),
  constraint department_name_length CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint department_parent_fk FOREIGN KEY (parent_id) REFERENCES staff.department(id),
  constraint department_pkey PRIMARY KEY (id)
);
create table staff.department_head (
  department_id bigint not null,
  employee_id bigint not null,
  constraint department_head_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint department_head_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint department_head_pk PRIMARY KEY (department_id, employee_id)
);
create table staff.employee (
  id bigint generated always as identity not null,
  account_id bigint,
  name text not null,
  email text,
  phone text,
  "position" text,
  department_id bigint not null,
  deputy_id bigint,
  absent_from date,
  absent_until date,
  dismissed_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  constraint employee_account_fk FOREIGN KEY (account_id) REFERENCES platform.account(id),
  constraint employee_account_unique UNIQUE (account_id),
  constraint employee_department_fk FOREIGN KEY (department_id) REFERENCES staff.department(id),
  constraint employee_deputy_fk FOREIGN KEY (deputy_id) REFERENCES staff.employee(id),
  constraint employee_name_length CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint employee_pkey PRIMARY KEY (id)
);
create table staff.employee_identity (
  base_id smallint not null,
  uid uuid not null,
  employee_id bigint not null,
  constraint employee_identity_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint employee_identity_pk PRIMARY KEY (base_id, uid)
);
create table staff.employee_role (
  employee_id bigint not null,
  role_id bigint not null,
  constraint employee_role_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id) ON DELETE CASCADE,
  constraint employee_role_pk PRIMARY KEY (employee_id, role_id),
  constraint employee_role_role_fk FOREIGN KEY (role_id) REFERENCES staff.role(id)
);
create table staff.role (
  id bigint generated always as identity not null,
  code text not null,
  name text not null,
  hidden_fields text[] default '{}'::text[] not null,
  built_in boolean default false not null,
  constraint role_code_unique UNIQUE (code),
  constraint role_pkey PRIMARY KEY (id)
);
create table staff.role_grant (
  role_id bigint not null,
  entity text not null,
  action text not null,
  scope text not null,
  constraint role_grant_pk PRIMARY KEY (role_id, entity, action),
  constraint role_grant_role_fk FOREIGN KEY (role_id) REFERENCES staff.role(id) ON DELETE CASCADE,
  constraint role_grant_scope CHECK ((scope = ANY (ARRAY['own'::text, 'department'::text, 'subtree'::text, 'all'::text])))
);
create table timeline.comment (
  id bigint generated always as identity not null,
  entity text not null,
  entity_id bigint not null,
  author_id bigint not null,
  body text not null,
  created_at timestamp with time zone default now() not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  reply_to_id bigint,
  mentions jsonb default '[]'::jsonb not null,
  file_ids bigint[] default '{}'::bigint[] not null,
  pinned_at timestamp with time zone,
  pinned_by bigint,
  constraint comment_author_fk FOREIGN KEY (author_id) REFERENCES staff.employee(id),
  constraint comment_body_length CHECK (((length(body) >= 1) AND (length(body) <= 20000))),
  constraint comment_pinned_by_fk FOREIGN KEY (pinned_by) REFERENCES staff.employee(id),
  constraint comment_pkey PRIMARY KEY (id),
  constraint comment_reply_fk FOREIGN KEY (reply_to_id) REFERENCES timeline.comment(id)
);
create table timeline.comment_version (
  id bigint generated always as identity not null,
  comment_id bigint not null,
  body text not null,
  written_at timestamp with time zone not null,
  constraint comment_version_comment_fk FOREIGN KEY (comment_id) REFERENCES timeline.comment(id),
  constraint comment_version_pkey PRIMARY KEY (id)
);
create table work.mail (
  id bigint generated always as identity not null,
  employee_id bigint not null,
  urgent boolean default false not null,
  digest_on date,
  state text default 'waiting'::text not null,
  send_after timestamp with time zone not null,
  tries integer default 0 not null,
  claimed_at timestamp with time zone,
  sent_at timestamp with time zone,
  error text,
  created_at timestamp with time zone not null,
  constraint mail_digest_unique UNIQUE (employee_id, digest_on),
  constraint mail_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint mail_pkey PRIMARY KEY (id),
  constraint mail_state CHECK ((state = ANY (ARRAY['waiting'::text, 'sending'::text, 'retry'::text, 'sent'::text, 'failed'::text, 'skipped'::text])))
);
create table work.mail_item (
  mail_id bigint not null,
  notification_id bigint not null,
  constraint mail_item_mail_fk FOREIGN KEY (mail_id) REFERENCES work.mail(id) ON DELETE CASCADE,
  constraint mail_item_notification_fk FOREIGN KEY (notification_id) REFERENCES work.notification(id) ON DELETE CASCADE,
  constraint mail_item_pk PRIMARY KEY (mail_id, notification_id)
);
create table work.mail_server (
  single boolean default true not null,
  host text not null,
  port integer not null,
  secure boolean not null,
  login text,
  password_sealed bytea,
  sender text not null,
  address text not null,
  updated_at timestamp with time zone not null,
  constraint mail_server_pk PRIMARY KEY (single),
  constraint mail_server_single CHECK (single)
);
create table work.notice_choice (
  employee_id bigint not null,
  kind text not null,
  in_app boolean not null,
  email boolean not null,
  constraint notice_choice_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint notice_choice_pk PRIMARY KEY (employee_id, kind)
);
create table work.notice_hours (
  employee_id bigint not null,
  quiet_from text,
  quiet_until text,
  working_only boolean not null,
  digest_at text,
  constraint notice_hours_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint notice_hours_pk PRIMARY KEY (employee_id)
);
create table work.notification (
  id bigint generated always as identity not null,
  employee_id bigint not null,
  kind text not null,
  entity text,
  entity_id bigint,
  title text not null,
  body text,
  once_key text,
  created_at timestamp with time zone default now() not null,
  read_at timestamp with time zone,
  for_employee_id bigint,
  in_app boolean default true not null,
  group_key text,
  news_count integer default 1 not null,
  records_of text,
  record_ids bigint[],
  constraint notification_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint notification_for_employee_fk FOREIGN KEY (for_employee_id) REFERENCES staff.employee(id),
  constraint notification_once_unique UNIQUE (employee_id, once_key),
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_records_whole CHECK (((records_of IS NULL) = (record_ids IS NULL)))
);
create table work.reminder (
  task_id bigint not null,
  remind_at timestamp with time zone not null,
  constraint reminder_pk PRIMARY KEY (task_id, remind_at),
  constraint reminder_task_fk FOREIGN KEY (task_id) REFERENCES work.task(id) ON DELETE CASCADE
);
create table work.task (
  id bigint generated always as identity not null,
  title text not null,
  kind text default 'task'::text not null,
  entity text,
  entity_id bigint,
  assignee_id bigint not null,
  author_id bigint,
  due_at timestamp with time zone,
  done_at timestamp with time zone,
  done_by bigint,
  cancelled_at timestamp with time zone,
  note text,
  once_key text,
  created_at timestamp with time zone default now() not null,
  updated_at timestamp with time zone default now() not null,
  version integer default 1 not null,
  priority text default 'normal'::text not null,
  checklist jsonb default '[]'::jsonb not null,
  reminders integer[] default '{}'::integer[] not null,
  recurrence jsonb,
  series_id bigint,
  series_number integer,
  accepted_at timestamp with time zone,
  for_employee_id bigint,
  custom jsonb,
  constraint task_assignee_fk FOREIGN KEY (assignee_id) REFERENCES staff.employee(id),
  constraint task_author_fk FOREIGN KEY (author_id) REFERENCES staff.employee(id),
  constraint task_checklist_array CHECK ((jsonb_typeof(checklist) = 'array'::text)),
  constraint task_for_employee_fk FOREIGN KEY (for_employee_id) REFERENCES staff.employee(id),
  constraint task_kind CHECK ((kind = ANY (ARRAY['task'::text, 'call'::text, 'letter'::text, 'deferral'::text, 'acceptance'::text, 'approval'::text]))),
  constraint task_once_unique UNIQUE (once_key),
  constraint task_pkey PRIMARY KEY (id),
  constraint task_priority CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text]))),
  constraint task_series_unique UNIQUE (series_id, series_number),
  constraint task_title_length CHECK (((length(title) >= 1) AND (length(title) <= 500)))
);
create table work.task_watcher (
  employee_id bigint not null,
  task_id bigint not null,
  constraint task_watcher_employee_fk FOREIGN KEY (employee_id) REFERENCES staff.employee(id),
  constraint task_watcher_pk PRIMARY KEY (employee_id, task_id),
  constraint task_watcher_task_fk FOREIGN KEY (task_id) REFERENCES work.task(id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX price_type_main_unique ON catalog.price_type USING btree (is_main) WHERE is_main;
CREATE INDEX product_article_idx ON catalog.product USING btree (replace(lower(article), 'ё'::text, 'е'::text) text_pattern_ops) WHERE (article IS NOT NULL);
CREATE INDEX product_article_key_idx ON catalog.product USING btree (translate(regexp_replace(lower(article), '[^a-zа-яё0-9]'::text, ''::text, 'g'::text), 'авекмнорстухё'::text, 'abekmhopctyxe'::text)) WHERE (article IS NOT NULL);
CREATE INDEX product_article_trgm ON catalog.product USING gin (replace(lower(article), 'ё'::text, 'е'::text) gin_trgm_ops) WHERE (article IS NOT NULL);
CREATE INDEX product_attributes_idx ON catalog.product USING gin (((attributes || own_attributes))) WHERE (deleted_at IS NULL);
CREATE INDEX product_group_idx ON catalog.product USING btree (group_id);
CREATE INDEX product_group_parent_idx ON catalog.product_group USING btree (parent_id);
CREATE UNIQUE INDEX product_identity_home_idx ON catalog.product_identity USING btree (uid) WHERE is_home;
CREATE INDEX product_identity_product_idx ON catalog.product_identity USING btree (product_id);
CREATE INDEX product_name_key_idx ON catalog.product USING btree ("left"(translate(regexp_replace(lower(name), '[^a-zа-яё0-9]'::text, ''::text, 'g'::text), 'авекмнорстухё'::text, 'abekmhopctyxe'::text), 200));
CREATE INDEX product_name_order_idx ON catalog.product USING btree (name COLLATE "ru-x-icu", id) WHERE (deleted_at IS NULL);
CREATE INDEX product_name_trgm ON catalog.product USING gin (replace(lower(name), 'ё'::text, 'е'::text) gin_trgm_ops);
CREATE INDEX product_price_idx ON catalog.product USING btree (price_kopecks, id) WHERE (deleted_at IS NULL);
CREATE INDEX product_price_starts_idx ON catalog.product_price USING btree (starts_on, product_id);
CREATE INDEX product_rest_quantity_idx ON catalog.product USING btree (rest_quantity, id) WHERE (deleted_at IS NULL);
CREATE INDEX product_size_idx ON catalog.product_size USING btree (attribute_id, size, product_id);
CREATE INDEX product_variant_product_idx ON catalog.product_variant USING btree (product_id);
CREATE INDEX product_words_trgm ON catalog.product USING gin (replace(lower(words), 'ё'::text, 'е'::text) gin_trgm_ops) WHERE (words IS NOT NULL);
CREATE INDEX command_deal_idx ON commands.command USING btree (deal_id, seq) WHERE (deal_id IS NOT NULL);
CREATE INDEX command_entity_idx ON commands.command USING btree (entity, entity_id, seq);
CREATE INDEX command_object_idx ON commands.command USING btree (object_key, base_id, seq);
CREATE INDEX command_refused_idx ON commands.command USING btree (base_id) WHERE (state = 'refused'::text);
CREATE INDEX command_settled_idx ON commands.command USING btree (settled_at) WHERE (state <> 'waiting'::text);
CREATE INDEX command_uid_idx ON commands.command USING btree (base_id, uid);
CREATE INDEX command_waiting_idx ON commands.command USING btree (base_id, seq) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX receiver_deals_unique ON commands.receiver USING btree (takes_deals) WHERE takes_deals;
CREATE INDEX address_company_idx ON customers.address USING btree (company_id);
CREATE INDEX bank_account_company_idx ON customers.bank_account USING btree (company_id);
CREATE INDEX company_created_idx ON customers.company USING btree (created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX company_identity_company_idx ON customers.company_identity USING btree (company_id);
CREATE INDEX company_inn_idx ON customers.company USING btree (inn text_pattern_ops, kpp) WHERE (inn IS NOT NULL);
CREATE INDEX company_kpp_idx ON customers.company USING btree (kpp) WHERE (kpp IS NOT NULL);
CREATE INDEX company_merged_idx ON customers.company USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX company_name_key_prefix_idx ON customers.company USING btree (name_key text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX company_name_key_trgm ON customers.company USING gin (name_key gin_trgm_ops) WHERE (deleted_at IS NULL);
CREATE INDEX company_name_order_idx ON customers.company USING btree (name COLLATE "ru-x-icu", id);
CREATE INDEX company_name_trgm ON customers.company USING gin (replace(lower(name), 'ё'::text, 'е'::text) gin_trgm_ops);
CREATE INDEX company_responsible_idx ON customers.company USING btree (responsible_id);
CREATE INDEX contact_company_company_idx ON customers.contact_company USING btree (company_id);
CREATE INDEX contact_company_idx ON customers.contact USING btree (company_id);
CREATE UNIQUE INDEX contact_company_main_unique ON customers.contact_company USING btree (company_id) WHERE is_main;
CREATE INDEX contact_created_idx ON customers.contact USING btree (created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX contact_identity_company_idx ON customers.contact_identity USING btree (base_id, company_uid);
CREATE INDEX contact_identity_contact_idx ON customers.contact_identity USING btree (contact_id);
CREATE INDEX contact_merged_idx ON customers.contact USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX contact_name_key_prefix_idx ON customers.contact USING btree (name_key text_pattern_ops) WHERE (deleted_at IS NULL);
CREATE INDEX contact_name_key_trgm ON customers.contact USING gin (name_key gin_trgm_ops) WHERE (deleted_at IS NULL);
CREATE INDEX contact_name_order_idx ON customers.contact USING btree (name COLLATE "ru-x-icu", id) WHERE (deleted_at IS NULL);
CREATE INDEX contact_name_trgm ON customers.contact USING gin (replace(lower(name), 'ё'::text, 'е'::text) gin_trgm_ops);
CREATE INDEX contact_responsible_idx ON customers.contact USING btree (responsible_id);
CREATE INDEX duplicate_pair_b_idx ON customers.duplicate_pair USING btree (entity, b_id);
CREATE INDEX duplicate_pair_open_idx ON customers.duplicate_pair USING btree (entity, confidence DESC, id DESC) WHERE (dismissed_at IS NULL);
CREATE UNIQUE INDEX merge_loser_unique ON customers.merge USING btree (entity, loser_id) WHERE (undone_at IS NULL);
CREATE INDEX merge_survivor_idx ON customers.merge USING btree (entity, survivor_id, id DESC);
CREATE INDEX own_entity_alias_entity_idx ON customers.own_entity_alias USING btree (own_entity_id);
CREATE UNIQUE INDEX own_entity_default_unique ON customers.own_entity USING btree (is_default) WHERE (is_default AND (archived_at IS NULL));
CREATE INDEX own_entity_department_entity_idx ON customers.own_entity_department USING btree (own_entity_id);
CREATE UNIQUE INDEX own_entity_requisites_unique ON customers.own_entity USING btree (inn, kpp) NULLS NOT DISTINCT WHERE ((inn IS NOT NULL) AND (archived_at IS NULL));
CREATE INDEX reach_contact_idx ON customers.reach USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX reach_value_idx ON customers.reach USING btree (value, kind);
CREATE INDEX reach_value_trgm ON customers.reach USING gin (value gin_trgm_ops);
CREATE INDEX deal_amount_idx ON deals.deal USING btree (amount_kopecks DESC, id DESC) INCLUDE (created_at, department_id, is_open);
CREATE INDEX deal_balance_idx ON deals.deal USING btree (GREATEST((amount_kopecks - paid_kopecks), (0)::bigint) DESC, id DESC);
CREATE INDEX deal_board_department_idx ON deals.deal USING btree (department_id, pipeline_id, stage_id, updated_at DESC, id DESC) INCLUDE (amount_kopecks, paid_kopecks) WHERE is_open;
CREATE INDEX deal_board_idx ON deals.deal USING btree (pipeline_id, stage_id, updated_at DESC, id DESC) INCLUDE (amount_kopecks, paid_kopecks) WHERE is_open;
CREATE INDEX deal_board_responsible_idx ON deals.deal USING btree (responsible_id, pipeline_id, stage_id, updated_at DESC, id DESC) INCLUDE (amount_kopecks, paid_kopecks) WHERE is_open;
CREATE INDEX deal_closed_active_idx ON deals.deal USING btree (last_activity_at, id) WHERE ((NOT is_open) AND (last_activity_at <> updated_at));
CREATE INDEX deal_closed_at_idx ON deals.deal USING btree (closed_at, id) WHERE ((closed_at IS NOT NULL) AND (is_open OR (closed_at <> updated_at)));
CREATE INDEX deal_closed_moved_idx ON deals.deal USING btree (stage_changed_at, id) WHERE ((NOT is_open) AND (stage_changed_at <> created_at));
CREATE INDEX deal_closed_stage_idx ON deals.deal USING btree (stage_id, id) INCLUDE (department_id) WHERE (NOT is_open);
CREATE INDEX deal_closed_updated_idx ON deals.deal USING btree (updated_at, id) INCLUDE (department_id, closed_at, last_activity_at) WHERE (NOT is_open);
CREATE INDEX deal_company_idx ON deals.deal USING btree (company_id, id DESC);
CREATE INDEX deal_contact_idx ON deals.deal USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX deal_created_idx ON deals.deal USING btree (created_at DESC, id DESC) INCLUDE (amount_kopecks, paid_kopecks);
CREATE INDEX deal_custom_idx ON deals.deal USING btree (id) WHERE (custom IS NOT NULL);
CREATE INDEX deal_debt_idx ON deals.deal USING btree (company_id) WHERE ((receivable_kopecks > 0) OR (expected_kopecks > 0) OR (other_currencies IS NOT NULL));
CREATE INDEX deal_deferred_idx ON deals.deal USING btree (deferred_until) WHERE (deferred_until IS NOT NULL);
CREATE INDEX deal_deferred_responsible_idx ON deals.deal USING btree (responsible_id, deferred_until) WHERE (deferred_until IS NOT NULL);
CREATE INDEX deal_department_created_idx ON deals.deal USING btree (department_id, created_at DESC, id DESC);
CREATE INDEX deal_department_idx ON deals.deal USING btree (department_id, id);
CREATE INDEX deal_estimate_idx ON deals.deal USING btree (estimate_kopecks, id) WHERE (estimate_kopecks <> 0);
CREATE INDEX deal_expected_idx ON deals.deal USING btree (expected_kopecks, id) WHERE (expected_kopecks <> 0);
CREATE INDEX deal_foreign_idx ON deals.deal USING btree (id) WHERE (other_currencies IS NOT NULL);
CREATE INDEX deal_group_idx ON deals.deal USING btree (department_id, stage_id, responsible_id) INCLUDE (pipeline_id, source_id, company_id, created_at, is_open, amount_kopecks, paid_kopecks);
CREATE INDEX deal_idle_idx ON deals.deal USING btree (responsible_id, last_activity_at) INCLUDE (id, department_id, stage_changed_at) WHERE is_open;
CREATE INDEX deal_line_deal_idx ON deals.deal_line USING btree (deal_id, "position");
CREATE INDEX deal_line_product_idx ON deals.deal_line USING btree (product_id) WHERE (product_id IS NOT NULL);
CREATE INDEX deal_loss_reason_idx ON deals.deal USING btree (loss_reason_id) WHERE (loss_reason_id IS NOT NULL);
CREATE INDEX deal_next_pay_idx ON deals.deal USING btree (next_pay_on, department_id);
CREATE INDEX deal_open_created_idx ON deals.deal USING btree (department_id, created_at DESC, id DESC) INCLUDE (stage_id, paid_percent) WHERE is_open;
CREATE INDEX deal_open_updated_idx ON deals.deal USING btree (updated_at DESC, id DESC) INCLUDE (amount_kopecks, paid_kopecks) WHERE is_open;
CREATE INDEX deal_order_words_idx ON deals.deal USING gin (deals.order_words(order_numbers)) WHERE (order_numbers <> '{}'::text[]);
CREATE INDEX deal_overdue_idx ON deals.deal USING btree (overdue_kopecks DESC, department_id);
CREATE INDEX deal_owing_idx ON deals.deal USING btree (id) INCLUDE (department_id, responsible_id, company_id, receivable_kopecks, expected_kopecks) WHERE ((receivable_kopecks > 0) OR (expected_kopecks > 0) OR (other_currencies IS NOT NULL));
CREATE INDEX deal_own_entity_idx ON deals.deal USING btree (own_entity_id, created_at DESC, id DESC) WHERE (own_entity_id IS NOT NULL);
CREATE INDEX deal_paid_idx ON deals.deal USING btree (paid_percent, department_id);
CREATE INDEX deal_paid_sum_idx ON deals.deal USING btree (paid_kopecks, id) WHERE ((paid_kopecks <> 0) AND (paid_kopecks <> amount_kopecks));
CREATE INDEX deal_part_paid_idx ON deals.deal USING btree (paid_percent, id) WHERE (paid_percent <> 100);
CREATE INDEX deal_part_shipped_idx ON deals.deal USING btree (shipped_percent, id) WHERE (shipped_percent <> 100);
CREATE INDEX deal_partly_paid_idx ON deals.deal USING btree (id) INCLUDE (department_id, responsible_id, company_id, amount_kopecks, paid_kopecks) WHERE ((amount_kopecks > 0) AND (paid_kopecks < amount_kopecks) AND (paid_kopecks > 0));
CREATE INDEX deal_reader_deal_idx ON deals.deal_reader USING btree (deal_id);
CREATE INDEX deal_reader_others_idx ON deals.deal_reader USING btree (employee_id, deal_id) WHERE (why <> 'responsible'::text);
CREATE INDEX deal_receivable_idx ON deals.deal USING btree (receivable_kopecks DESC, department_id);
CREATE INDEX deal_responsible_created_idx ON deals.deal USING btree (responsible_id, created_at DESC, id DESC) INCLUDE (department_id);
CREATE INDEX deal_shipped_sum_idx ON deals.deal USING btree (shipped_kopecks, id) WHERE ((shipped_kopecks <> 0) AND (shipped_kopecks <> amount_kopecks));
CREATE INDEX deal_source_idx ON deals.deal USING btree (source_id);
CREATE INDEX deal_title_order_idx ON deals.deal USING btree (title COLLATE "ru-x-icu", id) INCLUDE (department_id) WHERE (id > 0);
CREATE INDEX deal_title_trgm ON deals.deal USING gin (replace(lower(title), 'ё'::text, 'е'::text) gin_trgm_ops);
CREATE INDEX deal_to_ship_idx ON deals.deal USING btree (GREATEST((amount_kopecks - shipped_kopecks), (0)::bigint), id) WHERE (GREATEST((amount_kopecks - shipped_kopecks), (0)::bigint) <> 0);
CREATE INDEX deal_undelivered_idx ON deals.deal USING btree (id) INCLUDE (department_id, responsible_id, company_id, amount_kopecks, shipped_kopecks) WHERE ((amount_kopecks > 0) AND (paid_kopecks >= amount_kopecks) AND (shipped_kopecks < amount_kopecks));
CREATE INDEX deal_unpaid_idx ON deals.deal USING btree (created_at DESC, id DESC) INCLUDE (department_id, is_open, amount_kopecks, paid_kopecks) WHERE ((amount_kopecks > 0) AND (paid_kopecks < amount_kopecks));
CREATE INDEX deal_unshipped_idx ON deals.deal USING btree (created_at DESC, id DESC) INCLUDE (department_id, is_open, amount_kopecks, shipped_kopecks) WHERE ((amount_kopecks > 0) AND (paid_kopecks >= amount_kopecks) AND (shipped_kopecks < amount_kopecks));
CREATE INDEX deal_without_order_idx ON deals.deal USING btree (department_id, created_at DESC, id DESC) INCLUDE (responsible_id) WHERE (is_open AND (order_numbers = '{}'::text[]));
CREATE UNIQUE INDEX loss_reason_name_unique ON deals.loss_reason USING btree (COALESCE(pipeline_id, (0)::bigint), lower(name)) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX pipeline_default_unique ON deals.pipeline USING btree (is_default) WHERE is_default;
CREATE UNIQUE INDEX source_name_unique ON deals.source USING btree (COALESCE(parent_id, (0)::bigint), lower(name)) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX stage_approval_open_unique ON deals.stage_approval USING btree (deal_id) WHERE (state = 'open'::text);
CREATE INDEX stage_move_waiting_idx ON deals.stage_move USING btree (id) WHERE (finished_at IS NULL);
CREATE INDEX told_order_deal_idx ON deals.told_order USING btree (deal_id);
CREATE INDEX told_order_words_idx ON deals.told_order USING gin (deals.order_words(ARRAY[number]));
CREATE INDEX transfer_created_by_idx ON deals.transfer USING btree (created_by, id DESC);
CREATE INDEX transfer_deal_idx ON deals.transfer USING btree (deal_id, id DESC);
CREATE INDEX transfer_due_idx ON deals.transfer USING btree (accept_until) WHERE ((accepted_at IS NULL) AND (returned_at IS NULL) AND (superseded_at IS NULL) AND (head_told_at IS NULL));
CREATE INDEX transfer_from_department_idx ON deals.transfer USING btree (from_department_id, id DESC);
CREATE INDEX transfer_from_employee_idx ON deals.transfer USING btree (from_employee_id, id DESC);
CREATE INDEX transfer_task_idx ON deals.transfer USING btree (task_id) WHERE (task_id IS NOT NULL);
CREATE INDEX transfer_to_department_idx ON deals.transfer USING btree (to_department_id, id DESC);
CREATE INDEX transfer_to_employee_idx ON deals.transfer USING btree (to_employee_id, id DESC);
CREATE UNIQUE INDEX transfer_waiting_unique ON deals.transfer USING btree (deal_id) WHERE ((accepted_at IS NULL) AND (returned_at IS NULL) AND (superseded_at IS NULL));
CREATE UNIQUE INDEX field_name_unique ON fields.field USING btree (entity, lower(name)) WHERE (archived_at IS NULL);
CREATE INDEX import_owner_idx ON imports.import USING btree (owner_id, id DESC);
CREATE INDEX import_row_back_idx ON imports.import_row USING btree (import_id, "position") WHERE ((undo IS NOT NULL) AND (undo_status IS NULL));
CREATE INDEX import_row_status_idx ON imports.import_row USING btree (import_id, status, "position");
CREATE INDEX import_row_undo_idx ON imports.import_row USING btree (import_id, undo_status, "position") WHERE (undo IS NOT NULL);
CREATE INDEX import_sha256_idx ON imports.import USING btree (sha256, noun);
CREATE INDEX lead_board_idx ON leads.lead USING btree (stage_id, updated_at DESC, id DESC) INCLUDE (department_id, transferred_department_id, responsible_id, transferred_to_id, estimate_kopecks) WHERE is_open;
CREATE INDEX lead_closed_at_idx ON leads.lead USING btree (closed_at, id) WHERE (closed_at IS NOT NULL);
CREATE INDEX lead_company_idx ON leads.lead USING btree (company_id, id DESC) WHERE (company_id IS NOT NULL);
CREATE INDEX lead_company_name_trgm ON leads.lead USING gin (replace(lower(company_name), 'ё'::text, 'е'::text) gin_trgm_ops);
CREATE INDEX lead_contact_idx ON leads.lead USING btree (contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX lead_created_idx ON leads.lead USING btree (created_at DESC, id DESC) INCLUDE (department_id, transferred_department_id, responsible_id, transferred_to_id, estimate_kopecks);
CREATE INDEX lead_department_idx ON leads.lead USING btree (department_id, created_at DESC, id DESC);
CREATE INDEX lead_estimate_idx ON leads.lead USING btree (estimate_kopecks, id) WHERE (estimate_kopecks <> 0);
CREATE INDEX lead_first_response_idx ON leads.lead USING btree (first_response_at, id) WHERE (first_response_at IS NOT NULL);
CREATE INDEX lead_open_idx ON leads.lead USING btree (updated_at DESC, id DESC) INCLUDE (department_id, transferred_department_id, responsible_id, transferred_to_id, estimate_kopecks) WHERE is_open;
CREATE INDEX lead_person_trgm ON leads.lead USING gin (replace(lower(person_name), 'ё'::text, 'е'::text) gin_trgm_ops);
CREATE INDEX lead_receiver_order_idx ON leads.lead USING btree (transferred_to_id, id) WHERE (transferred_to_id IS NOT NULL);
CREATE INDEX lead_responsible_idx ON leads.lead USING btree (responsible_id, created_at DESC, id DESC);
CREATE INDEX lead_responsible_order_idx ON leads.lead USING btree (responsible_id, id);
CREATE INDEX lead_source_idx ON leads.lead USING btree (source_id, id) WHERE (source_id IS NOT NULL);
CREATE INDEX lead_stage_changed_idx ON leads.lead USING btree (stage_changed_at, id);
CREATE INDEX lead_stage_idx ON leads.lead USING btree (stage_id, id);
CREATE INDEX lead_title_order_idx ON leads.lead USING btree (title COLLATE "ru-x-icu", id);
CREATE INDEX lead_title_trgm ON leads.lead USING gin (replace(lower(title), 'ё'::text, 'е'::text) gin_trgm_ops);
CREATE INDEX lead_topic_idx ON leads.lead USING btree (topic_id, id) WHERE (topic_id IS NOT NULL);
CREATE INDEX lead_transferred_at_idx ON leads.lead USING btree (transferred_at, id) WHERE (transferred_at IS NOT NULL);
CREATE INDEX lead_transferred_department_idx ON leads.lead USING btree (transferred_department_id, created_at DESC, id DESC) WHERE (transferred_department_id IS NOT NULL);
CREATE INDEX lead_transferred_idx ON leads.lead USING btree (transferred_to_id, created_at DESC, id DESC) WHERE (transferred_to_id IS NOT NULL);
CREATE INDEX lead_updated_idx ON leads.lead USING btree (updated_at, id);
CREATE INDEX line_lead_idx ON leads.line USING btree (lead_id, "position");
CREATE INDEX passing_deal_idx ON leads.passing USING btree (deal_id) WHERE (deal_id IS NOT NULL);
CREATE INDEX passing_employee_idx ON leads.passing USING btree (employee_id, created_at DESC);
CREATE INDEX passing_lead_idx ON leads.passing USING btree (lead_id, id DESC);
CREATE INDEX passing_task_idx ON leads.passing USING btree (task_id) WHERE (task_id IS NOT NULL);
CREATE INDEX reach_value_idx ON leads.reach USING btree (value, lead_id);
CREATE INDEX reach_value_trgm ON leads.reach USING gin (value gin_trgm_ops);
CREATE INDEX alarm_open_idx ON onec.alarm USING btree (base_id) WHERE (cleared_at IS NULL);
CREATE INDEX alarm_untold_idx ON onec.alarm USING btree (id) WHERE ((told_at IS NULL) OR ((cleared_at IS NOT NULL) AND (end_told_at IS NULL)));
CREATE INDEX history_file_live_idx ON onec.history_file USING btree (state) WHERE ((session_id IS NOT NULL) AND (state = ANY (ARRAY['receiving'::text, 'queued'::text, 'running'::text])));
CREATE INDEX history_file_session_idx ON onec.history_file USING btree (session_id) WHERE (session_id IS NOT NULL);
CREATE INDEX message_object_idx ON ONLY onec.message USING btree (uid, id DESC);
CREATE INDEX message_received_idx ON ONLY onec.message USING btree (received_at DESC);
CREATE INDEX month_touch_month_idx ON onec.month_touch USING btree (base_id, type, month);
CREATE INDEX object_month_idx ON onec.object USING btree (base_id, type, month);
CREATE INDEX odata_object_day_idx ON onec.odata_object USING btree (base_id, source, dated_on) WHERE (dated_on IS NOT NULL);
CREATE INDEX order_state_deal_idx ON onec.order_state USING btree (deal_id);
CREATE INDEX quarantine_money_idx ON onec.quarantine USING btree (base_id) WHERE ((state = 'rejected'::text) AND (lane = 'money'::text));
CREATE INDEX quarantine_object_idx ON onec.quarantine USING btree (base_id, type, uid) WHERE (state <> 'settled'::text);
CREATE INDEX quarantine_open_idx ON onec.quarantine USING btree (id DESC) WHERE (state <> 'settled'::text);
CREATE INDEX quarantine_waits_idx ON onec.quarantine USING btree (base_id, waits_for) WHERE (state = 'parked'::text);
CREATE INDEX reconcile_base_idx ON onec.reconcile USING btree (base_id, id DESC);
CREATE INDEX reconcile_object_open_idx ON onec.reconcile_object USING btree (base_id, uid) WHERE (settled_at IS NULL);
CREATE UNIQUE INDEX reconcile_open_unique ON onec.reconcile USING btree (base_id) WHERE (state = ANY (ARRAY['counting'::text, 'waiting'::text, 'comparing'::text]));
CREATE INDEX site_session_open_idx ON onec.site_session USING btree (seen_at) WHERE (ended_at IS NULL);
CREATE INDEX advance_company_idx ON payments.advance USING btree (company_id);
CREATE INDEX deferral_due_idx ON payments.deferral USING btree (deferred_until) WHERE (armed AND (state = 'waiting'::text));
CREATE INDEX deferral_fired_idx ON payments.deferral USING btree (fired_at) WHERE ((state = 'fired'::text) AND (head_notified_at IS NULL));
CREATE INDEX due_aged_idx ON payments.due USING btree (aged_on) WHERE (receivable_kopecks > 0);
CREATE INDEX due_foreign_idx ON payments.due USING btree (currency, deal_id) WHERE (currency <> 'RUB'::text);
CREATE INDEX due_pay_idx ON payments.due USING btree (pay_on);
CREATE INDEX due_payer_idx ON payments.due USING btree (payer_id);
CREATE INDEX invoice_gone_idx ON payments.invoice USING btree (base_id, uid) WHERE gone;
CREATE INDEX invoice_order_idx ON payments.invoice USING btree (base_id, order_uid);
CREATE INDEX order_line_product_idx ON payments.order_line USING btree (product_uid, base_id) WHERE (product_uid IS NOT NULL);
CREATE INDEX payment_company_idx ON payments.payment USING btree (base_id, company_uid);
CREATE INDEX payment_gone_idx ON payments.payment USING btree (base_id, uid) WHERE gone;
CREATE INDEX payment_line_invoice_idx ON payments.payment_line USING btree (base_id, invoice_uid) WHERE (invoice_uid IS NOT NULL);
CREATE INDEX payment_line_order_idx ON payments.payment_line USING btree (base_id, order_uid) WHERE (order_uid IS NOT NULL);
CREATE INDEX payment_paid_idx ON payments.payment USING btree (paid_at DESC, uid);
CREATE INDEX payment_stage_due_idx ON payments.payment_stage USING btree (pay_on);
CREATE INDEX payment_unconfirmed_counted_idx ON payments.payment USING btree (base_id, uid) WHERE ((kind = 'bank'::text) AND (NOT bank_confirmed) AND posted AND (NOT deleted) AND (NOT gone) AND counts);
CREATE INDEX payment_unconfirmed_left_idx ON payments.payment USING btree (base_id, uid) WHERE ((kind = 'bank'::text) AND (NOT bank_confirmed) AND posted AND (NOT deleted) AND (NOT gone) AND (NOT counts));
CREATE INDEX sales_order_company_idx ON payments.sales_order USING btree (base_id, company_uid);
CREATE INDEX sales_order_deal_idx ON payments.sales_order USING btree (deal_id);
CREATE INDEX sales_order_gone_idx ON payments.sales_order USING btree (base_id, uid) WHERE gone;
CREATE INDEX sales_order_number_idx ON payments.sales_order USING btree (number);
CREATE INDEX sales_order_organization_idx ON payments.sales_order USING btree (organization, deal_id) WHERE ((organization IS NOT NULL) AND (deal_id IS NOT NULL));
CREATE INDEX shipment_gone_idx ON payments.shipment USING btree (base_id, uid) WHERE gone;
CREATE INDEX shipment_line_order_idx ON payments.shipment_line USING btree (base_id, order_uid) WHERE (order_uid IS NOT NULL);
CREATE INDEX event_actor_idx ON ONLY platform.event USING btree (actor_id, id DESC) WHERE (actor_id IS NOT NULL);
CREATE INDEX event_entity_idx ON ONLY platform.event USING btree (entity, entity_id, id DESC);
CREATE INDEX event_kind_idx ON ONLY platform.event USING btree (kind, id DESC);
CREATE INDEX event_tx_idx ON ONLY platform.event USING btree (tx, id);
CREATE INDEX export_created_idx ON platform.export USING btree (created_at);
CREATE INDEX export_owner_idx ON platform.export USING btree (owner_id, id DESC);
CREATE INDEX file_draft_idx ON platform.file USING btree (created_at) WHERE is_draft;
CREATE INDEX file_entity_idx ON platform.file USING btree (entity, entity_id);
CREATE INDEX file_sha256_idx ON platform.file USING btree (sha256);
CREATE INDEX mass_job_owner_idx ON platform.mass_job USING btree (owner_id, id DESC);
CREATE INDEX mass_row_status_idx ON platform.mass_row USING btree (job_id, status, "position");
CREATE INDEX mass_row_waiting_idx ON platform.mass_row USING btree (job_id, attempts, "position") WHERE (status = 'waiting'::text);
CREATE INDEX nonce_at_idx ON platform.nonce USING btree (at);
CREATE INDEX presence_record_idx ON platform.presence USING btree (entity, entity_id);
CREATE INDEX request_once_at ON platform.request_once USING btree (at);
CREATE INDEX saved_view_owner_idx ON platform.saved_view USING btree (owner_id, noun);
CREATE INDEX saved_view_shared_idx ON platform.saved_view USING btree (shared_with) WHERE (shared_with <> 'nobody'::text);
CREATE INDEX session_account_idx ON platform.session USING btree (account_id);
CREATE INDEX absence_employee_idx ON staff.absence USING btree (employee_id, from_on);
CREATE INDEX absence_open_idx ON staff.absence USING btree (until_on) WHERE ((cancelled_at IS NULL) AND (ended_at IS NULL));
CREATE UNIQUE INDEX department_name_unique ON staff.department USING btree (COALESCE(parent_id, (0)::bigint), lower(name)) WHERE (archived_at IS NULL);
CREATE INDEX employee_department_idx ON staff.employee USING btree (department_id);
CREATE UNIQUE INDEX employee_email_unique ON staff.employee USING btree (lower(email)) WHERE ((email IS NOT NULL) AND (dismissed_at IS NULL));
CREATE INDEX employee_identity_employee_idx ON staff.employee_identity USING btree (employee_id);
CREATE INDEX comment_entity_idx ON timeline.comment USING btree (entity, entity_id, id DESC);
CREATE INDEX comment_pinned_idx ON timeline.comment USING btree (entity, entity_id) WHERE (pinned_at IS NOT NULL);
CREATE INDEX comment_reply_idx ON timeline.comment USING btree (reply_to_id, id) WHERE (reply_to_id IS NOT NULL);
CREATE INDEX comment_version_comment_idx ON timeline.comment_version USING btree (comment_id, id);
CREATE INDEX mail_due_idx ON work.mail USING btree (send_after) WHERE (state = ANY (ARRAY['waiting'::text, 'sending'::text, 'retry'::text]));
CREATE INDEX mail_failed_idx ON work.mail USING btree (id) WHERE (state = 'failed'::text);
CREATE UNIQUE INDEX mail_waiting_unique ON work.mail USING btree (employee_id, urgent) WHERE ((state = 'waiting'::text) AND (digest_on IS NULL));
CREATE UNIQUE INDEX notification_group_unique ON work.notification USING btree (employee_id, group_key) WHERE (read_at IS NULL);
CREATE INDEX notification_instead_idx ON work.notification USING btree (for_employee_id) WHERE ((for_employee_id IS NOT NULL) AND (read_at IS NULL));
CREATE INDEX notification_told_idx ON work.notification USING btree (employee_id, created_at DESC, id DESC);
CREATE INDEX notification_waiting_idx ON work.notification USING btree (employee_id, created_at DESC, id DESC) INCLUDE (kind, in_app) WHERE (read_at IS NULL);
CREATE INDEX reminder_due_idx ON work.reminder USING btree (remind_at);
CREATE INDEX task_assignee_idx ON work.task USING btree (assignee_id, due_at, id);
CREATE INDEX task_author_idx ON work.task USING btree (author_id) WHERE (author_id IS NOT NULL);
CREATE INDEX task_entity_idx ON work.task USING btree (entity, entity_id, due_at);
CREATE INDEX task_for_employee_idx ON work.task USING btree (for_employee_id) WHERE (for_employee_id IS NOT NULL);
CREATE INDEX task_open_due_idx ON work.task USING btree (due_at, entity, entity_id) WHERE ((done_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX task_open_idx ON work.task USING btree (assignee_id, due_at, id) WHERE ((done_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX task_series_due_idx ON work.task USING btree (due_at) WHERE ((recurrence IS NOT NULL) AND (cancelled_at IS NULL));
CREATE INDEX task_watcher_task_idx ON work.task_watcher USING btree (task_id);

CREATE STATISTICS catalog.product_article_text ON replace(lower(article), 'ё'::text, 'е'::text) FROM catalog.product;

CREATE OR REPLACE FUNCTION catalog.keep_sizes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  touched bigint[];
begin
  if tg_op = 'INSERT' then
    touched := array(select n.id from fresh n
      where n.attributes <> '{}' or n.own_attributes <> '{}');
  else
    touched := array(select n.id from fresh n join old_rows o on o.id = n.id
      where (n.attributes, n.own_attributes, n.deleted_at is null)
        is distinct from (o.attributes, o.own_attributes, o.deleted_at is null));
    if cardinality(touched) > 0 then
      delete from catalog.product_size s where s.product_id = any(touched);
    end if;
  end if;
  if cardinality(touched) = 0 then return null; end if;
  insert into catalog.product_size (product_id, attribute_id, size)
  select n.id, a.id, replace(v.value, ',', '.')::numeric
  from fresh n cross join jsonb_each_text(n.attributes || n.own_attributes) v
    join catalog.attribute a on a.name = v.key
  where n.id = any(touched) and n.deleted_at is null
    and v.value ~ '^-?\d{1,15}([.,]\d{1,9})?$';
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION catalog.words_of_product(name text, article text, attributes jsonb, own_attributes jsonb)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select coalesce(article || ' ', '') || name || coalesce(' ' || (
    select string_agg(case when lower(v.value) in ('да', 'есть', 'true', 'yes') then v.key
      else v.value end, ' ' order by v.key)
    from jsonb_each_text(attributes || own_attributes) v
    where v.value <> '' and lower(v.value) not in ('нет', 'false', 'no')), '')
$function$
;
CREATE OR REPLACE FUNCTION customers.company_now(given bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with recursive chain as (
    select c.id, c.merged_into_id from customers.company c where c.id = given
    union all
    select c.id, c.merged_into_id from customers.company c
      join chain on c.id = chain.merged_into_id
  )
  select coalesce((select chain.id from chain where chain.merged_into_id is null), given)
$function$
;
CREATE OR REPLACE FUNCTION customers.contact_now(given bigint)
 RETURNS bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  with recursive chain as (
    select k.id, k.merged_into_id from customers.contact k where k.id = given
    union all
    select k.id, k.merged_into_id from customers.contact k
      join chain on k.id = chain.merged_into_id
  )
  select coalesce((select chain.id from chain where chain.merged_into_id is null), given)
$function$
;
CREATE OR REPLACE FUNCTION customers.due_companies()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into customers.duplicate_due (entity, record_id)
    select 'company', n.id from fresh n order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  else
    insert into customers.duplicate_due (entity, record_id)
    select 'company', n.id from fresh n join old_rows o on o.id = n.id
    where (n.name_key, n.inn, n.kpp, n.deleted_at) is distinct from
      (o.name_key, o.inn, o.kpp, o.deleted_at)
    order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION customers.due_contacts()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    insert into customers.duplicate_due (entity, record_id)
    select 'contact', n.id from fresh n order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  else
    insert into customers.duplicate_due (entity, record_id)
    select 'contact', n.id from fresh n join old_rows o on o.id = n.id
    where (n.name_key, n.company_id, n.deleted_at) is distinct from
      (o.name_key, o.company_id, o.deleted_at)
    order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION customers.due_reaches()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into customers.duplicate_due (entity, record_id)
  select distinct case when n.company_id is null then 'contact' else 'company' end,
    coalesce(n.company_id, n.contact_id)
  from fresh n order by 1, 2
  on conflict (entity, record_id) do update set record_id = excluded.record_id;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION customers.follow_contact_company()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.company_id is not null
    and old.company_id is distinct from new.company_id then
    delete from customers.contact_company l using customers.company c
    where l.contact_id = new.id and l.company_id = old.company_id and c.id = l.company_id
      and c.merged_into_id is null;
  end if;
  if new.company_id is not null then
    insert into customers.contact_company (contact_id, company_id)
    values (new.id, new.company_id) on conflict do nothing;
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION customers.name_key(name text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select trim(regexp_replace(translate(
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(
      regexp_replace(
        ' ' || regexp_replace(replace(lower(name), 'ё', 'е'), '[^0-9a-zа-я]+', ' ', 'g') || ' ',
        '\s((публичное |закрытое |открытое |непубличное )?акционерное общество'
          || '|общество с ограниченной ответственностью|индивидуальный предприниматель'
          || '|ооо|оао|зао|пао|нао|ао|ип|чп|гк|ip|ooo|oao|zao|pao|ao|llc|ltd|inc|gmbh|jsc)(?=\s)',
        ' ', 'g'),
    'shch', 'ш'), 'sch', 'ш'), 'sh', 'ш'), 'ch', 'ч'), 'zh', 'ж'), 'kh', 'х'), 'ts', 'ц'),
    'yu', 'ю'), 'ju', 'ю'), 'ya', 'я'), 'ja', 'я'), 'yo', 'е'), 'ph', 'ф'), 'x', 'кс'),
    'abvgdezijklmnoprstufhcyqwйыэщъь', 'абвгдезииклмнопрстуфхкиквииеш'),
    '([^0-9])\1+|\s+$', '\1', 'g'))
$function$
;
CREATE OR REPLACE FUNCTION customers.near_companies(key text)
 RETURNS TABLE(id bigint)
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET "pg_trgm.similarity_threshold" TO '0.5'
AS $function$
  select c.id from customers.company c
  where c.name_key % key and key <> '' and c.deleted_at is null
  order by similarity(c.name_key, key) desc, c.id limit 20
$function$
;
CREATE OR REPLACE FUNCTION customers.similar_companies(typed text)
 RETURNS TABLE(id bigint, closeness real)
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET "pg_trgm.similarity_threshold" TO '0.5'
AS $function$
declare
  key text := customers.name_key(typed);
  found_count int;
begin
  if key is null or key = '' then return; end if;
  return query
    select c.id, greatest(similarity(c.name_key, key), 0.7::real) from customers.company c
    where c.name_key ~>=~ key and c.name_key ~<~ (key || U&'\FFFF') and c.deleted_at is null
    order by c.name_key using ~<~, c.id limit 20;
  get diagnostics found_count = row_count;
  if found_count >= 3 or length(key) < 8 then return; end if;
  return query
    select c.id, similarity(c.name_key, key) from customers.company c
    where c.name_key % key and c.deleted_at is null
    order by 2 desc, c.id limit 20;
end $function$
;
CREATE OR REPLACE FUNCTION customers.similar_contacts(typed text)
 RETURNS TABLE(id bigint, closeness real)
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE
 SET "pg_trgm.similarity_threshold" TO '0.6'
AS $function$
declare
  key text := customers.name_key(typed);
  found_count int;
begin
  if key is null or key = '' then return; end if;
  return query
    select k.id, greatest(similarity(k.name_key, key), 0.7::real) from customers.contact k
    where k.name_key ~>=~ key and k.name_key ~<~ (key || U&'\FFFF') and k.deleted_at is null
    order by k.name_key using ~<~, k.id limit 20;
  get diagnostics found_count = row_count;
  if found_count >= 3 or length(key) < 8 then return; end if;
  return query
    select k.id, similarity(k.name_key, key) from customers.contact k
    where k.name_key % key and k.deleted_at is null
    order by 2 desc, k.id limit 20;
end $function$
;
CREATE OR REPLACE FUNCTION deals.deals_of_numbers(words tsquery, numbers text[])
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE ROWS 20
 SET enable_seqscan TO 'off'
 SET max_parallel_workers_per_gather TO '0'
AS $function$
  with key as materialized (select array_agg(deals.number_key(n)) as keys from unnest(numbers) n)
  select d.id from deals.deal d, key
  where deals.order_words(d.order_numbers) @@ words and d.order_numbers <> '{}'
    and exists (select from unnest(d.order_numbers) n where deals.number_key(n) = any(key.keys))
  union all
  select t.deal_id from deals.told_order t, key
  where deals.order_words(array[t.number]) @@ words
    and deals.number_key(t.number) = any(key.keys)
$function$
;
CREATE OR REPLACE FUNCTION deals.deals_of_orders(words tsquery)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE PARALLEL SAFE ROWS 20
 SET enable_seqscan TO 'off'
 SET max_parallel_workers_per_gather TO '0'
AS $function$
  select d.id from deals.deal d
  where deals.order_words(d.order_numbers) @@ words and d.order_numbers <> '{}'
  union all
  select t.deal_id from deals.told_order t where deals.order_words(array[t.number]) @@ words
$function$
;
CREATE OR REPLACE FUNCTION deals.number_key(number text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select trim('-' from regexp_replace(regexp_replace(regexp_replace(
    translate(lower(left(number, 200)), 'авекмнорстухё', 'abekmhopctyxe'),
    '[^a-zа-я0-9]+', '-', 'g'),
    '(?<=[a-zа-я])(?=[0-9])|(?<=[0-9])(?=[a-zа-я])', '-', 'g'),
    '(?<![0-9])0+(?=[0-9])', '', 'g'))
$function$
;
CREATE OR REPLACE FUNCTION deals.order_words(numbers text[])
 RETURNS tsvector
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
declare
  words text[] := '{}';
  number text;
  backwards text;
  rest text;
  word text;
begin
  foreach number in array numbers loop
    backwards := reverse(left(number, 200));
    rest := ltrim(backwards, '0123456789');
    if rest = translate(rest, '0123456789', '') then
      word := rtrim(left(backwards, length(backwards) - length(rest)), '0');
    else
      word := rtrim(regexp_replace(backwards, '\D', '', 'g'), '0');
      words := words
        || ('<' || rtrim(left(backwards, length(backwards) - length(rest)), '0'))
        || ('<' || rtrim(substring(backwards from '\d{3,}'), '0'));
    end if;
    -- Without a digit that counts, a number is found whole.
    words := words
      || case when word = '' then replace(lower(left(number, 200)), 'ё', 'е') else '<' || word end;
  end loop;
  return array_to_tsvector(array_remove(array_remove(array_remove(words, '<'), ''), null));
end
$function$
;
CREATE OR REPLACE FUNCTION platform.ensure_month(parent regclass, month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  first date := date_trunc('month', month)::date;
  name text := format('%s_%s', (select relname from pg_class where oid = parent),
    to_char(first, 'YYYY_MM'));
  space text := (select nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.oid = parent);
begin
  if to_regclass(format('%I.%I', space, name)) is null then
    execute format('create table %I.%I partition of %s for values from (%L) to (%L)',
      space, name, parent, first, (first + interval '1 month')::date);
  end if;
end $function$
;

create aggregate payments.total(bigint) (sfunc = int8pl, stype = bigint, combinefunc = int8pl, parallel = safe);

CREATE TRIGGER product_sizes_inserted AFTER INSERT ON catalog.product REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION catalog.keep_sizes();
CREATE TRIGGER product_sizes_updated AFTER UPDATE ON catalog.product REFERENCING OLD TABLE AS old_rows NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION catalog.keep_sizes();
CREATE TRIGGER company_due_inserted AFTER INSERT ON customers.company REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers.due_companies();
CREATE TRIGGER company_due_updated AFTER UPDATE ON customers.company REFERENCING OLD TABLE AS old_rows NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers.due_companies();
CREATE TRIGGER contact_company_follows AFTER INSERT OR UPDATE OF company_id ON customers.contact FOR EACH ROW EXECUTE FUNCTION customers.follow_contact_company();
CREATE TRIGGER contact_due_inserted AFTER INSERT ON customers.contact REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers.due_contacts();
CREATE TRIGGER contact_due_updated AFTER UPDATE ON customers.contact REFERENCING OLD TABLE AS old_rows NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers.due_contacts();
CREATE TRIGGER reach_due_deleted AFTER DELETE ON customers.reach REFERENCING OLD TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers.due_reaches();
CREATE TRIGGER reach_due_inserted AFTER INSERT ON customers.reach REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION customers.due_reaches();

-- column counts of table payments.payment: Written by the rule in payments/payment-rules.ts; a reconciler follows a change of the rule.
