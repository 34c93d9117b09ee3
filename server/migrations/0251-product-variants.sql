-- Characteristics of products («220 В», «размер 42»): 1C counts stock and sets prices for each. Lines
-- of offers go on naming the product.
create table catalog.product_variant (
  id bigint generated always as identity primary key,
  product_id bigint not null,
  name text not null,
  article text,
  attributes jsonb not null default '{}',
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  constraint product_variant_product_fk foreign key (product_id) references catalog.product,
  constraint product_variant_name_length check (length(name) between 1 and 1000)
);
create index product_variant_product_idx on catalog.product_variant (product_id);

-- «guid#guid»: the characteristic is unique within its product.
create table catalog.product_variant_identity (
  base_id smallint not null,
  product_uid uuid not null,
  uid uuid not null,
  variant_id bigint not null,
  constraint product_variant_identity_pk primary key (base_id, product_uid, uid),
  constraint product_variant_identity_variant_fk foreign key (variant_id)
    references catalog.product_variant
);

create table catalog.variant_price (
  variant_id bigint not null,
  price_type_id bigint not null,
  starts_on date not null,
  price numeric(18, 4) not null,
  currency text not null,
  constraint variant_price_pk primary key (variant_id, price_type_id, starts_on),
  constraint variant_price_variant_fk foreign key (variant_id)
    references catalog.product_variant,
  constraint variant_price_type_fk foreign key (price_type_id) references catalog.price_type,
  constraint variant_price_sign check (price >= 0)
);

create table catalog.variant_rest (
  variant_id bigint not null,
  warehouse text not null,
  quantity numeric(18, 3) not null,
  updated_at timestamptz not null,
  constraint variant_rest_pk primary key (variant_id, warehouse),
  constraint variant_rest_variant_fk foreign key (variant_id) references catalog.product_variant
);

-- Prices and stock that came before their product: nothing that arrives is dropped.
create table onec.waiting_offer (
  base_id smallint not null,
  product_uid uuid not null,
  -- «guid#guid» or the product alone, and whether it tells prices or stock.
  offer_key text not null,
  offer jsonb not null,
  day date not null,
  constraint waiting_offer_pk primary key (base_id, product_uid, offer_key)
);
