-- Fields of one's own: what an administrator adds to records without a restart.
create schema fields;

create table fields.field (
  id bigint generated always as identity primary key,
  entity text not null,
  -- The name of the value in the API and in the record's jsonb; never changes.
  code text not null,
  name text not null,
  kind text not null,
  hint text,
  section text,
  position int not null,
  -- [{code, name, colour, archived}] of a list.
  options jsonb not null default '[]',
  -- Null: everybody. Ids of roles that are gone let nobody in.
  reader_role_ids bigint[],
  editor_role_ids bigint[],
  is_frequent boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  constraint field_code_unique unique (entity, code),
  constraint field_code_form check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint field_name_length check (length(name) between 1 and 80),
  constraint field_kind check (kind in ('text', 'number', 'money', 'date', 'list', 'multiList',
    'employee', 'company', 'file', 'flag'))
);
create unique index field_name_unique on fields.field (entity, lower(name))
  where archived_at is null;

-- Values by code, in the record itself: docs/decisions/0015 says what was measured.
alter table deals.deal add column custom jsonb;
alter table customers.company add column custom jsonb;
alter table customers.contact add column custom jsonb;
alter table catalog.product add column custom jsonb;
