-- What a name sounds like whoever typed it: without the legal form, quotes and ё, Latin letters as
-- Cyrillic, doubled letters as one. Two spellings of one company have near keys.
create function customers.name_key(name text) returns text
language sql immutable parallel safe strict as $$
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
$$;

alter table customers.company
  add column name_key text not null generated always as (customers.name_key(name)) stored,
  -- What the company is to us; several at once are normal.
  add column relations text[] not null default '{}',
  add column tags text[] not null default '{}',
  add constraint company_relations check (relations <@
    array['customer', 'supplier', 'dealer', 'manufacturer', 'partner', 'competitor']),
  add constraint company_tags check (cardinality(tags) <= 30);
create index company_name_key_trgm on customers.company using gin (name_key gin_trgm_ops)
  where deleted_at is null;

alter table customers.contact
  add column name_key text not null generated always as (customers.name_key(name)) stored;
create index contact_name_key_trgm on customers.contact using gin (name_key gin_trgm_ops)
  where deleted_at is null;
create index contact_created_idx on customers.contact (created_at desc, id desc)
  where deleted_at is null;

-- A number that no plan of numbering knows is kept as it was written, and said to be doubtful.
alter table customers.reach
  add column type text,
  add column is_valid boolean not null default true,
  add constraint reach_type check (type in ('mobile', 'work', 'home', 'fax', 'other'));
create index reach_value_idx on customers.reach (value, kind);

-- A person may work for several companies. contact.company_id names the first of them and follows
-- 1C; every company of the person, that one too, is a row here.
create table customers.contact_company (
  contact_id bigint not null,
  company_id bigint not null,
  -- Null: the position that stands on the contact itself.
  position text,
  -- Whom one calls first in this company.
  is_main boolean not null default false,
  created_at timestamptz not null default now(),
  constraint contact_company_pk primary key (contact_id, company_id),
  constraint contact_company_contact_fk foreign key (contact_id) references customers.contact,
  constraint contact_company_company_fk foreign key (company_id) references customers.company
);
create index contact_company_company_idx on customers.contact_company (company_id);
create unique index contact_company_main_unique on customers.contact_company (company_id)
  where is_main;
insert into customers.contact_company (contact_id, company_id)
select id, company_id from customers.contact where company_id is not null;

-- Six statements write contact.company_id, most of them in batches of 1C: a trigger is the one
-- place that none of them can forget.
create function customers.follow_contact_company() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.company_id is not null
    and old.company_id is distinct from new.company_id then
    delete from customers.contact_company
    where contact_id = new.id and company_id = old.company_id;
  end if;
  if new.company_id is not null then
    insert into customers.contact_company (contact_id, company_id)
    values (new.id, new.company_id) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger contact_company_follows
  after insert or update of company_id on customers.contact
  for each row execute function customers.follow_contact_company();

create table customers.address (
  id bigint generated always as identity primary key,
  company_id bigint not null,
  kind text not null,
  value text not null,
  constraint address_company_fk foreign key (company_id) references customers.company
    on delete cascade,
  constraint address_kind check (kind in ('actual', 'delivery', 'postal', 'other')),
  constraint address_value_length check (length(value) between 1 and 1000)
);
create index address_company_idx on customers.address (company_id);

create table customers.bank_account (
  id bigint generated always as identity primary key,
  company_id bigint not null,
  bank_name text not null,
  bic text not null,
  account text not null,
  corr_account text,
  is_main boolean not null default false,
  constraint bank_account_company_fk foreign key (company_id) references customers.company
    on delete cascade
);
create index bank_account_company_idx on customers.bank_account (company_id);

update customers.reach set is_valid = false where kind = 'phone' and value not like '+%';
update customers.reach set type = 'mobile' where kind = 'phone' and value like '+79%';

-- The nearest names. A threshold of its own belongs to the function: the session's one stays.
create function customers.similar_companies(typed text)
returns table (id bigint, closeness real)
language sql stable parallel safe set pg_trgm.similarity_threshold = 0.5 as $$
  select c.id, similarity(c.name_key, customers.name_key(typed)) from customers.company c
  where c.name_key % customers.name_key(typed) and c.deleted_at is null
  order by 2 desc, c.id limit 20
$$;
create function customers.similar_contacts(typed text)
returns table (id bigint, closeness real)
language sql stable parallel safe set pg_trgm.similarity_threshold = 0.6 as $$
  select k.id, similarity(k.name_key, customers.name_key(typed)) from customers.contact k
  where k.name_key % customers.name_key(typed) and k.deleted_at is null
  order by 2 desc, k.id limit 20
$$;
