-- «Наши юрлица»: in whose name we sell.
create table customers.own_entity (
  id bigint generated always as identity primary key,
  name text not null,
  full_name text,
  kind text not null default 'legal',
  inn text,
  kpp text,
  ogrn text,
  address text,
  -- 'none': the simplified system, papers without VAT.
  vat_regime text not null default 'vat',
  -- [{bankName, bic, account, corrAccount, isMain}] and [{position, name, basis}]: short lists that
  -- are read and saved whole.
  bank_accounts jsonb not null default '[]',
  signatories jsonb not null default '[]',
  is_default boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  constraint own_entity_name_length check (length(name) between 1 and 300),
  constraint own_entity_kind check (kind in ('legal', 'sole')),
  constraint own_entity_vat_regime check (vat_regime in ('vat', 'none'))
);
create unique index own_entity_default_unique on customers.own_entity (is_default)
  where is_default and archived_at is null;
create unique index own_entity_requisites_unique
  on customers.own_entity (inn, kpp) nulls not distinct
  where inn is not null and archived_at is null;

-- Deals of the department and of those below it are in this name unless somebody says otherwise.
create table customers.own_entity_department (
  department_id bigint primary key,
  own_entity_id bigint not null,
  constraint own_entity_department_department_fk foreign key (department_id)
    references staff.department,
  constraint own_entity_department_entity_fk foreign key (own_entity_id)
    references customers.own_entity
);
create index own_entity_department_entity_idx on customers.own_entity_department (own_entity_id);

-- Orders name the organisation of 1C by words; null waits until a person says whose words they are.
create table customers.own_entity_alias (
  name text primary key,
  own_entity_id bigint,
  seen_at timestamptz not null default now(),
  constraint own_entity_alias_entity_fk foreign key (own_entity_id) references customers.own_entity
);
create index own_entity_alias_entity_idx on customers.own_entity_alias (own_entity_id);

alter table deals.deal
  add column own_entity_id bigint,
  add constraint deal_own_entity_fk foreign key (own_entity_id) references customers.own_entity;
-- The list of one legal entity by freshness, and its exact number.
create index deal_own_entity_idx on deals.deal (own_entity_id, created_at desc, id desc)
  where own_entity_id is not null;

-- Orders that came before their organisation was recognised are found in batches.
create index sales_order_organization_idx on payments.sales_order (organization, deal_id)
  where organization is not null and deal_id is not null;
