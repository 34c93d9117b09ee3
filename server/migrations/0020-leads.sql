create schema leads;

create table leads.stage (
  id bigint generated always as identity primary key,
  code text not null,
  name text not null,
  position int not null,
  semantics text not null default 'open',
  colour text not null default 'gray',
  constraint stage_code_unique unique (code),
  constraint stage_semantics check (semantics in ('open', 'won', 'lost'))
);

-- «По какому вопросу»: administrators edit the list; a topic may demand words beside it.
create table leads.topic (
  id bigint generated always as identity primary key,
  name text not null,
  position int not null default 0,
  needs_text boolean not null default false,
  archived_at timestamptz,
  constraint topic_name_unique unique (name),
  constraint topic_name_length check (length(name) between 1 and 200)
);

create table leads.lead (
  id bigint generated always as identity (start with 100001) primary key,
  number text not null generated always as ('Л-' || id) stored,
  title text not null,
  stage_id bigint not null,
  is_open boolean not null default true,
  -- Who called and from where, as heard; the links below say who it really is.
  person_name text,
  company_name text,
  company_id bigint,
  contact_id bigint,
  channel text not null,
  source_id bigint,
  -- Where the request came from: SourceTrace of contract/leads.ts.
  trace jsonb,
  topic_id bigint,
  topic_text text,
  department_id bigint,
  responsible_id bigint,
  transferred_to_id bigint,
  -- The department of that person at the moment of passing: later moves do not rewrite reports.
  transferred_department_id bigint,
  transferred_at timestamptz,
  comment text,
  estimate_kopecks bigint not null default 0,
  lost_reason text,
  first_response_at timestamptz,
  -- A site repeats its order under the same key; the same key is the same lead.
  external_key text,
  created_by bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  stage_changed_at timestamptz not null default now(),
  closed_at timestamptz,
  version int not null default 1,
  constraint lead_stage_fk foreign key (stage_id) references leads.stage,
  constraint lead_company_fk foreign key (company_id) references customers.company,
  constraint lead_contact_fk foreign key (contact_id) references customers.contact,
  constraint lead_source_fk foreign key (source_id) references deals.source,
  constraint lead_topic_fk foreign key (topic_id) references leads.topic,
  constraint lead_department_fk foreign key (department_id) references staff.department,
  constraint lead_responsible_fk foreign key (responsible_id) references staff.employee,
  constraint lead_transferred_fk foreign key (transferred_to_id) references staff.employee,
  constraint lead_transferred_department_fk
    foreign key (transferred_department_id) references staff.department,
  constraint lead_external_key_unique unique (external_key),
  constraint lead_channel check (channel in ('call', 'letter', 'site', 'chat', 'manual')),
  constraint lead_title_length check (length(title) between 1 and 500)
);
-- Everybody who sees a part of the leads walks the newest ones; all four owners stand in the index,
-- so that pages and totals of any scope are read from it alone.
create index lead_created_idx on leads.lead (created_at desc, id desc)
  include (department_id, transferred_department_id, responsible_id, transferred_to_id,
    estimate_kopecks);
create index lead_board_idx on leads.lead (stage_id, updated_at desc, id desc)
  include (department_id, transferred_department_id, responsible_id, transferred_to_id,
    estimate_kopecks) where is_open;
create index lead_open_idx on leads.lead (updated_at desc, id desc)
  include (department_id, transferred_department_id, responsible_id, transferred_to_id,
    estimate_kopecks) where is_open;
create index lead_department_idx on leads.lead (department_id, created_at desc, id desc);
create index lead_transferred_department_idx
  on leads.lead (transferred_department_id, created_at desc, id desc)
  where transferred_department_id is not null;
create index lead_responsible_idx on leads.lead (responsible_id, created_at desc, id desc);
create index lead_transferred_idx on leads.lead (transferred_to_id, created_at desc, id desc)
  where transferred_to_id is not null;
create index lead_company_idx on leads.lead (company_id, id desc) where company_id is not null;
create index lead_contact_idx on leads.lead (contact_id) where contact_id is not null;
create index lead_title_trgm on leads.lead
  using gin (replace(lower(title), 'ё', 'е') gin_trgm_ops);
create index lead_person_trgm on leads.lead
  using gin (replace(lower(person_name), 'ё', 'е') gin_trgm_ops);
create index lead_company_name_trgm on leads.lead
  using gin (replace(lower(company_name), 'ё', 'е') gin_trgm_ops);

-- Phones and e-mails of a lead. One number on many leads of many departments is normal.
create table leads.reach (
  id bigint generated always as identity primary key,
  lead_id bigint not null,
  kind text not null,
  value text not null,
  extension text,
  raw text not null,
  is_valid boolean not null default true,
  constraint reach_kind check (kind in ('phone', 'email')),
  constraint reach_lead_fk foreign key (lead_id) references leads.lead on delete cascade,
  constraint reach_unique unique nulls not distinct (lead_id, kind, value, extension)
);
create index reach_value_idx on leads.reach (value, lead_id);
create index reach_value_trgm on leads.reach using gin (value gin_trgm_ops);

-- What the customer asked for; an order of a site brings lines with prices.
create table leads.line (
  id bigint generated always as identity primary key,
  lead_id bigint not null,
  position int not null,
  product_id bigint,
  article text,
  name text not null,
  unit text,
  quantity numeric(18, 3) not null,
  price numeric(18, 4) not null default 0,
  discount_percent numeric(7, 4) not null default 0,
  vat_rate text not null,
  vat_included boolean not null default true,
  sum_kopecks bigint not null default 0,
  constraint line_lead_fk foreign key (lead_id) references leads.lead on delete cascade,
  constraint line_product_fk foreign key (product_id) references catalog.product,
  constraint line_quantity check (quantity > 0 and quantity < 1000000000),
  constraint line_price check (price >= 0),
  constraint line_discount check (discount_percent >= 0 and discount_percent <= 100)
);
create index line_lead_idx on leads.line (lead_id, position);

-- Each time a lead was passed to somebody: who was asked, who got it and why, what deal was made,
-- and whether it came back as «не моё».
create table leads.passing (
  id bigint generated always as identity primary key,
  lead_id bigint not null,
  deal_id bigint not null,
  asked_employee_id bigint not null,
  employee_id bigint not null,
  department_id bigint not null,
  why text not null,
  task_id bigint,
  created_by bigint,
  created_at timestamptz not null default now(),
  accepted_at timestamptz,
  returned_at timestamptz,
  return_reason text,
  constraint passing_lead_fk foreign key (lead_id) references leads.lead on delete cascade,
  constraint passing_deal_fk foreign key (deal_id) references deals.deal on delete cascade,
  constraint passing_asked_fk foreign key (asked_employee_id) references staff.employee,
  constraint passing_employee_fk foreign key (employee_id) references staff.employee,
  constraint passing_department_fk foreign key (department_id) references staff.department,
  constraint passing_deal_unique unique (deal_id),
  constraint passing_why check (why in ('self', 'deputy', 'head', 'administrator')),
  constraint passing_reason_length check (length(return_reason) between 1 and 2000)
);
create index passing_lead_idx on leads.passing (lead_id, id desc);
create index passing_employee_idx on leads.passing (employee_id, created_at desc);
create index passing_task_idx on leads.passing (task_id) where task_id is not null;
