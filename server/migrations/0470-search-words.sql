-- What people type into the search and no index answered: words of product attributes, a number of
-- an order written another way, an order that 1C has only spoken of, the КПП of a branch.

-- Name, article and what the attributes say, as one text: «насос чугун» is a word of each. Of a
-- «да» the word is the name of the attribute.
create function catalog.words_of_product(
  name text, article text, attributes jsonb, own_attributes jsonb
) returns text language sql immutable parallel safe as $$
  select coalesce(article || ' ', '') || name || coalesce(' ' || (
    select string_agg(case when lower(v.value) in ('да', 'есть', 'true', 'yes') then v.key
      else v.value end, ' ' order by v.key)
    from jsonb_each_text(attributes || own_attributes) v
    where v.value <> '' and lower(v.value) not in ('нет', 'false', 'no')), '')
$$;

-- Kept, for the index asks again about each row that it finds. A product without attributes has no
-- words but its name and its article, and these have indexes.
alter table catalog.product add column words text generated always as (
  case when attributes <> '{}' or own_attributes <> '{}'
    then catalog.words_of_product(name, article, attributes, own_attributes) end) stored;
create index product_words_trgm on catalog.product
  using gin (replace(lower(words), 'ё', 'е') gin_trgm_ops) where words is not null;

-- «УТ-000123», «ут 123» and «УT123» with a Latin letter are one number: its letters in one alphabet
-- and its digits without leading zeros, by hyphens.
create function deals.number_key(number text) returns text
language sql immutable parallel safe as $$
  select trim('-' from regexp_replace(regexp_replace(regexp_replace(
    translate(lower(left(number, 200)), 'авекмнорстухё', 'abekmhopctyxe'),
    '[^a-zа-я0-9]+', '-', 'g'),
    '(?<=[a-zа-я])(?=[0-9])|(?<=[0-9])(?=[a-zа-я])', '-', 'g'),
    '(?<![0-9])0+(?=[0-9])', '', 'g'))
$$;

-- Orders that 1C has answered by number and not sent: «Обмен с сайтом» tells so of what it was given.
create table deals.told_order (
  base_id smallint not null,
  uid uuid not null,
  deal_id bigint not null,
  number text not null,
  constraint told_order_pk primary key (base_id, uid),
  constraint told_order_deal_fk foreign key (deal_id) references deals.deal (id) on delete cascade
);
create index told_order_deal_idx on deals.told_order (deal_id);
create index told_order_words_idx on deals.told_order
  using gin (deals.order_words(array[number]));
insert into deals.told_order (base_id, uid, deal_id, number)
  select s.base_id, s.uid, s.deal_id, s.number from onec.order_state s
  where s.number is not null and exists (select from deals.deal d where d.id = s.deal_id);

create or replace function deals.deals_of_orders(words tsquery) returns setof bigint
language sql stable parallel safe rows 20
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
  select d.id from deals.deal d
  where deals.order_words(d.order_numbers) @@ words and d.order_numbers <> '{}'
  union all
  select t.deal_id from deals.told_order t where deals.order_words(array[t.number]) @@ words
$$;

-- The same of numbers that are one of these, however they are written.
create function deals.deals_of_numbers(words tsquery, numbers text[]) returns setof bigint
language sql stable parallel safe rows 20
set enable_seqscan = off
set max_parallel_workers_per_gather = 0
as $$
  with key as materialized (select array_agg(deals.number_key(n)) as keys from unnest(numbers) n)
  select d.id from deals.deal d, key
  where deals.order_words(d.order_numbers) @@ words and d.order_numbers <> '{}'
    and exists (select from unnest(d.order_numbers) n where deals.number_key(n) = any(key.keys))
  union all
  select t.deal_id from deals.told_order t, key
  where deals.order_words(array[t.number]) @@ words
    and deals.number_key(t.number) = any(key.keys)
$$;

create index company_kpp_idx on customers.company (kpp) where kpp is not null;
