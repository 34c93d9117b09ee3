-- Products are filtered by what their attributes say, by price and by stock. Names of attributes
-- get numbers, so that a filter, a column and a saved view can name one whatever is written in it.
create table catalog.attribute (
  id bigint generated always as identity,
  name text not null,
  constraint attribute_pk primary key (id),
  constraint attribute_name_unique unique (name),
  constraint attribute_name_length check (length(name) between 1 and 200)
);
insert into catalog.attribute (name)
select distinct k.name
from catalog.product p cross join jsonb_object_keys(p.attributes || p.own_attributes) as k (name)
where length(k.name) between 1 and 200;

create index product_attributes_idx on catalog.product
  using gin ((attributes || own_attributes)) where deleted_at is null;
create index product_price_idx on catalog.product (price_kopecks, id) where deleted_at is null;

-- What lies in all warehouses together, computed from their rows whenever one of them changes.
alter table catalog.product add column rest_quantity numeric(18,3) not null default 0;
update catalog.product p set rest_quantity = r.quantity
from (select product_id, sum(quantity) as quantity from catalog.product_rest group by 1) r
where r.product_id = p.id;
create index product_rest_quantity_idx on catalog.product (rest_quantity, id)
  where deleted_at is null;
