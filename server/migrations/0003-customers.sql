create schema customers;

create table customers.company (
  id bigint generated always as identity primary key,
  name text not null,
  full_name text,
  inn text,
  kpp text,
  ogrn text,
  kind text not null default 'legal',
  address text,
  responsible_id bigint,
  department_id bigint,
  -- 1C owns name and requisites of a linked company.
  from_onec boolean not null default false,
  -- Money of payments that no order claims yet.
  advance_kopecks bigint not null default 0,
  extra jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  version int not null default 1,
  constraint company_kind check (kind in ('legal', 'sole', 'person')),
  constraint company_responsible_fk foreign key (responsible_id) references staff.employee,
  constraint company_department_fk foreign key (department_id) references staff.department,
  constraint company_name_length check (length(name) between 1 and 500)
);
-- Serves both the match of a 1C company (inn, kpp) and a typed beginning of ИНН, in any collation.
create index company_inn_idx on customers.company (inn text_pattern_ops, kpp) where inn is not null;
create index company_name_trgm on customers.company
  using gin (replace(lower(name), 'ё', 'е') gin_trgm_ops);
create index company_name_order_idx on customers.company (name collate "ru-x-icu", id)
  where deleted_at is null;
create index company_created_idx on customers.company (created_at desc, id desc)
  where deleted_at is null;
create index company_responsible_idx on customers.company (responsible_id);

create table customers.company_identity (
  base_id smallint not null,
  uid uuid not null,
  company_id bigint not null,
  constraint company_identity_pk primary key (base_id, uid),
  constraint company_identity_company_fk foreign key (company_id) references customers.company
);
create index company_identity_company_idx on customers.company_identity (company_id);

create table customers.contact (
  id bigint generated always as identity primary key,
  name text not null,
  position text,
  company_id bigint,
  responsible_id bigint,
  department_id bigint,
  from_onec boolean not null default false,
  extra jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  version int not null default 1,
  constraint contact_company_fk foreign key (company_id) references customers.company,
  constraint contact_responsible_fk foreign key (responsible_id) references staff.employee,
  constraint contact_department_fk foreign key (department_id) references staff.department,
  constraint contact_name_length check (length(name) between 1 and 300)
);
create index contact_company_idx on customers.contact (company_id);
create index contact_responsible_idx on customers.contact (responsible_id);
create index contact_name_trgm on customers.contact
  using gin (replace(lower(name), 'ё', 'е') gin_trgm_ops);
create index contact_name_order_idx on customers.contact (name collate "ru-x-icu", id)
  where deleted_at is null;

-- company_uid waits here until its company arrives; then company_id of the contact heals.
create table customers.contact_identity (
  base_id smallint not null,
  uid uuid not null,
  contact_id bigint not null,
  company_uid uuid,
  constraint contact_identity_pk primary key (base_id, uid),
  constraint contact_identity_contact_fk foreign key (contact_id) references customers.contact
);
create index contact_identity_company_idx on customers.contact_identity (base_id, company_uid);
create index contact_identity_contact_idx on customers.contact_identity (contact_id);

-- Phones and e-mails. One number on several people and companies is normal, never an error.
create table customers.reach (
  id bigint generated always as identity primary key,
  company_id bigint,
  contact_id bigint,
  kind text not null,
  value text not null,
  extension text,
  raw text not null,
  constraint reach_kind check (kind in ('phone', 'email')),
  constraint reach_owner check (num_nonnulls(company_id, contact_id) = 1),
  constraint reach_company_fk foreign key (company_id) references customers.company on delete cascade,
  constraint reach_contact_fk foreign key (contact_id) references customers.contact on delete cascade,
  constraint reach_unique unique nulls not distinct (company_id, contact_id, kind, value, extension)
);
create index reach_contact_idx on customers.reach (contact_id) where contact_id is not null;
create index reach_value_trgm on customers.reach using gin (value gin_trgm_ops);
