-- Price lists: types («Розничная», «Закупочная»), and what a product costs from a day on.
create table catalog.price_type (
  id bigint generated always as identity primary key,
  name text not null,
  currency text not null default 'RUB',
  -- What we pay ourselves: read only by those who may see margin.
  is_cost boolean not null default false,
  -- The one that rows of an offer are filled with.
  is_main boolean not null default false,
  from_onec boolean not null default false,
  archived_at timestamptz,
  constraint price_type_name_length check (length(name) between 1 and 200),
  constraint price_type_one_use check (not (is_cost and is_main)),
  constraint price_type_currency check (currency ~ '^[A-Z]{3}$')
);
create unique index price_type_main_unique on catalog.price_type (is_main) where is_main;

create table catalog.price_type_identity (
  base_id smallint not null,
  uid uuid not null,
  price_type_id bigint not null,
  constraint price_type_identity_pk primary key (base_id, uid),
  constraint price_type_identity_type_fk foreign key (price_type_id) references catalog.price_type
);

create table catalog.product_price (
  product_id bigint not null,
  price_type_id bigint not null,
  starts_on date not null,
  price numeric(18, 4) not null,
  currency text not null,
  unit text,
  from_onec boolean not null default false,
  constraint product_price_pk primary key (product_id, price_type_id, starts_on),
  constraint product_price_product_fk foreign key (product_id) references catalog.product,
  constraint product_price_type_fk foreign key (price_type_id) references catalog.price_type,
  constraint product_price_sign check (price >= 0)
);
create index product_price_starts_idx on catalog.product_price (starts_on, product_id);

-- Stock as the exchange told it last; null warehouse is a total without places.
create table catalog.product_rest (
  product_id bigint not null,
  warehouse text not null,
  quantity numeric(18, 3) not null,
  updated_at timestamptz not null,
  constraint product_rest_pk primary key (product_id, warehouse),
  constraint product_rest_product_fk foreign key (product_id) references catalog.product
);

-- price_kopecks and cost_kopecks are today's prices of the main and the cost type, in roubles:
-- lists filter and sort by them. A product without such rows keeps the price that people gave it.
alter table catalog.product
  add column cost_kopecks bigint,
  add column own_attributes jsonb not null default '{}';

alter table catalog.product_group
  add column parent_id bigint,
  add constraint product_group_parent_fk foreign key (parent_id) references catalog.product_group,
  add constraint product_group_not_own_parent check (parent_id <> id);
create index product_group_parent_idx on catalog.product_group (parent_id);
