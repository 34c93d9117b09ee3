-- A merged record stays as it was, out of sight; everything that named it names the other one.
alter table customers.company
  add column merged_into_id bigint,
  add constraint company_merged_fk foreign key (merged_into_id) references customers.company,
  add constraint company_merged_gone check (merged_into_id is null or deleted_at is not null);
create index company_merged_idx on customers.company (merged_into_id)
  where merged_into_id is not null;
alter table customers.contact
  add column merged_into_id bigint,
  add constraint contact_merged_fk foreign key (merged_into_id) references customers.contact,
  add constraint contact_merged_gone check (merged_into_id is null or deleted_at is not null);
create index contact_merged_idx on customers.contact (merged_into_id)
  where merged_into_id is not null;

-- Several guids of one record: whose snapshots write its name and requisites. What the others say
-- is kept beside them, so that a merge can be undone to what 1C says at that day.
alter table customers.company_identity
  add column is_main boolean not null default true,
  add column keeps_said boolean not null default false,
  add column said jsonb,
  add column said_at timestamptz,
  add column gone_at timestamptz;
alter table customers.contact_identity
  add column is_main boolean not null default true,
  add column keeps_said boolean not null default false,
  add column said jsonb,
  add column said_at timestamptz,
  add column gone_at timestamptz;

create table customers.merge (
  id bigint generated always as identity primary key,
  entity text not null,
  survivor_id bigint not null,
  loser_id bigint not null,
  -- What undoing needs: fields before and after, and what went over, by noun.
  before jsonb not null,
  after jsonb not null,
  moved jsonb not null,
  merged_by bigint,
  merged_at timestamptz not null,
  undone_by bigint,
  undone_at timestamptz,
  constraint merge_entity check (entity in ('company', 'contact')),
  constraint merge_two check (survivor_id <> loser_id),
  constraint merge_merged_by_fk foreign key (merged_by) references staff.employee,
  constraint merge_undone_by_fk foreign key (undone_by) references staff.employee
);
create index merge_survivor_idx on customers.merge (entity, survivor_id, id desc);
create unique index merge_loser_unique on customers.merge (entity, loser_id)
  where undone_at is null;

-- The link to a merged company stays with it for the day of an undo.
create or replace function customers.follow_contact_company() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.company_id is not null
    and old.company_id is distinct from new.company_id then
    delete from customers.contact_company l using customers.company c
    where l.contact_id = new.id and l.company_id = old.company_id and c.id = l.company_id
      and c.merged_into_id is null;
  end if;
  if new.company_id is not null then
    insert into customers.contact_company (contact_id, company_id)
    values (new.id, new.company_id) on conflict do nothing;
  end if;
  return null;
end $$;

-- Administrators of running installations get the new right; new ones have it from the start.
insert into staff.role_grant (role_id, entity, action, scope)
select r.id, e.entity, 'merge', 'all' from staff.role r, (values ('company'), ('contact')) e (entity)
where r.code = 'administrator' on conflict do nothing;
