create schema catalog;

create table catalog.product_group (
  id bigint generated always as identity primary key,
  name text not null,
  constraint product_group_name_length check (length(name) between 1 and 300)
);

create table catalog.product_group_identity (
  base_id smallint not null,
  uid uuid not null,
  group_id bigint not null,
  constraint product_group_identity_pk primary key (base_id, uid),
  constraint product_group_identity_group_fk foreign key (group_id) references catalog.product_group
);

-- A product manager reads every deal that sells a product of their groups.
create table catalog.product_group_owner (
  group_id bigint not null,
  employee_id bigint not null,
  constraint product_group_owner_pk primary key (group_id, employee_id),
  constraint product_group_owner_group_fk foreign key (group_id) references catalog.product_group,
  constraint product_group_owner_employee_fk foreign key (employee_id) references staff.employee
);

create table catalog.product (
  id bigint generated always as identity primary key,
  article text,
  name text not null,
  unit text,
  vat_rate text,
  group_id bigint,
  price_kopecks bigint,
  attributes jsonb not null default '{}',
  from_onec boolean not null default false,
  extra jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  version int not null default 1,
  constraint product_group_fk foreign key (group_id) references catalog.product_group,
  constraint product_name_length check (length(name) between 1 and 1000)
);
create index product_article_idx on catalog.product
  (replace(lower(article), 'ё', 'е') text_pattern_ops) where article is not null;
create index product_article_trgm on catalog.product
  using gin (replace(lower(article), 'ё', 'е') gin_trgm_ops) where article is not null;
create index product_group_idx on catalog.product (group_id);
create index product_name_trgm on catalog.product
  using gin (replace(lower(name), 'ё', 'е') gin_trgm_ops);
create index product_name_order_idx on catalog.product (name collate "ru-x-icu", id)
  where deleted_at is null;

create table catalog.product_identity (
  base_id smallint not null,
  uid uuid not null,
  product_id bigint not null,
  constraint product_identity_pk primary key (base_id, uid),
  constraint product_identity_product_fk foreign key (product_id) references catalog.product
);
create index product_identity_product_idx on catalog.product_identity (product_id);
