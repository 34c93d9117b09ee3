-- The offer as a sheet: rows keep a name over saves, a discount may be a sum, columns may be added.
alter table deals.deal_line
  add column row_key text,
  add column discount_kopecks bigint,
  add constraint deal_line_discount_sum check (discount_kopecks >= 0),
  add constraint deal_line_sum check (sum_kopecks >= 0);

-- Of one offer: [{code, name, type}]; values stand in deal_line.extra by code.
create table deals.deal_line_column (
  deal_id bigint not null,
  code text not null,
  position int not null,
  name text not null,
  type text not null,
  constraint deal_line_column_pk primary key (deal_id, code),
  constraint deal_line_column_deal_fk foreign key (deal_id) references deals.deal on delete cascade,
  constraint deal_line_column_type check (type in ('text', 'number', 'date'))
);

-- A pasted article is looked for as typed, then without spaces, dashes, case and alphabet: «ЦНС» in
-- Latin letters is the same article. The expressions stand in catalog/article-key.ts word for word.
create index product_article_key_idx on catalog.product
  (translate(regexp_replace(lower(article), '[^a-zа-яё0-9]', '', 'g'),
    'авекмнорстухё', 'abekmhopctyxe')) where article is not null;
create index product_name_key_idx on catalog.product
  (left(translate(regexp_replace(lower(name), '[^a-zа-яё0-9]', '', 'g'),
    'авекмнорстухё', 'abekmhopctyxe'), 200));
