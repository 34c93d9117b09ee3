-- A record that changes while it waits for the scan stays in the queue until the change is there to
-- be seen. With "do nothing" a scan took the row of an earlier change in the meantime, looked at
-- the record as it had been, and the later change was never looked at.
create or replace function customers.due_companies() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into customers.duplicate_due (entity, record_id)
    select 'company', n.id from fresh n order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  else
    insert into customers.duplicate_due (entity, record_id)
    select 'company', n.id from fresh n join old_rows o on o.id = n.id
    where (n.name_key, n.inn, n.kpp, n.deleted_at) is distinct from
      (o.name_key, o.inn, o.kpp, o.deleted_at)
    order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  end if;
  return null;
end $$;

create or replace function customers.due_contacts() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into customers.duplicate_due (entity, record_id)
    select 'contact', n.id from fresh n order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  else
    insert into customers.duplicate_due (entity, record_id)
    select 'contact', n.id from fresh n join old_rows o on o.id = n.id
    where (n.name_key, n.company_id, n.deleted_at) is distinct from
      (o.name_key, o.company_id, o.deleted_at)
    order by n.id
    on conflict (entity, record_id) do update set record_id = excluded.record_id;
  end if;
  return null;
end $$;

create or replace function customers.due_reaches() returns trigger language plpgsql as $$
begin
  insert into customers.duplicate_due (entity, record_id)
  select distinct case when n.company_id is null then 'contact' else 'company' end,
    coalesce(n.company_id, n.contact_id)
  from fresh n order by 1, 2
  on conflict (entity, record_id) do update set record_id = excluded.record_id;
  return null;
end $$;
