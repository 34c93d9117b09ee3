-- «Возможные дубли»: what the scan has found and what people have said of it.
create table customers.duplicate_pair (
  id bigint generated always as identity primary key,
  entity text not null,
  a_id bigint not null,
  b_id bigint not null,
  reasons text[] not null,
  -- Percent: how sure the program is.
  confidence smallint not null,
  found_at timestamptz not null,
  -- «Не дубль»: remembered for the two, whatever the scan finds later.
  dismissed_at timestamptz,
  dismissed_by bigint,
  constraint duplicate_pair_unique unique (entity, a_id, b_id),
  constraint duplicate_pair_entity check (entity in ('company', 'contact')),
  constraint duplicate_pair_order check (a_id < b_id),
  constraint duplicate_pair_dismissed_by_fk foreign key (dismissed_by) references staff.employee
);
create index duplicate_pair_open_idx on customers.duplicate_pair (entity, confidence desc, id desc)
  where dismissed_at is null;
create index duplicate_pair_b_idx on customers.duplicate_pair (entity, b_id);

-- Records that the scan must look at (again). Whatever changes them, quiet loads of history too, a
-- trigger is the one place that nobody can forget; a batch of 1C costs one statement.
create table customers.duplicate_due (
  entity text not null,
  record_id bigint not null,
  constraint duplicate_due_pk primary key (entity, record_id)
);

create function customers.due_companies() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into customers.duplicate_due (entity, record_id)
    select 'company', n.id from fresh n order by n.id on conflict do nothing;
  else
    insert into customers.duplicate_due (entity, record_id)
    select 'company', n.id from fresh n join old_rows o on o.id = n.id
    where (n.name_key, n.inn, n.kpp, n.deleted_at) is distinct from
      (o.name_key, o.inn, o.kpp, o.deleted_at)
    order by n.id on conflict do nothing;
  end if;
  return null;
end $$;
create trigger company_due_inserted after insert on customers.company
  referencing new table as fresh
  for each statement execute function customers.due_companies();
create trigger company_due_updated after update on customers.company
  referencing new table as fresh old table as old_rows
  for each statement execute function customers.due_companies();

create function customers.due_contacts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into customers.duplicate_due (entity, record_id)
    select 'contact', n.id from fresh n order by n.id on conflict do nothing;
  else
    insert into customers.duplicate_due (entity, record_id)
    select 'contact', n.id from fresh n join old_rows o on o.id = n.id
    where (n.name_key, n.company_id, n.deleted_at) is distinct from
      (o.name_key, o.company_id, o.deleted_at)
    order by n.id on conflict do nothing;
  end if;
  return null;
end $$;
create trigger contact_due_inserted after insert on customers.contact
  referencing new table as fresh
  for each statement execute function customers.due_contacts();
create trigger contact_due_updated after update on customers.contact
  referencing new table as fresh old table as old_rows
  for each statement execute function customers.due_contacts();

create function customers.due_reaches() returns trigger language plpgsql as $$
begin
  insert into customers.duplicate_due (entity, record_id)
  select distinct case when n.company_id is null then 'contact' else 'company' end,
    coalesce(n.company_id, n.contact_id)
  from fresh n order by 1, 2 on conflict do nothing;
  return null;
end $$;
create trigger reach_due_inserted after insert on customers.reach
  referencing new table as fresh
  for each statement execute function customers.due_reaches();
create trigger reach_due_deleted after delete on customers.reach
  referencing old table as fresh
  for each statement execute function customers.due_reaches();

-- Installations that run begin with everything they have.
insert into customers.duplicate_due (entity, record_id)
select 'company', id from customers.company where deleted_at is null
union all
select 'contact', id from customers.contact where deleted_at is null;

-- Names that may be one with a slip of the finger; the program judges them letter by letter.
create function customers.near_companies(key text)
returns table (id bigint)
language sql stable parallel safe set pg_trgm.similarity_threshold = 0.5 as $$
  select c.id from customers.company c
  where c.name_key % key and key <> '' and c.deleted_at is null
  order by similarity(c.name_key, key) desc, c.id limit 20
$$;
