-- The platform knows accounts, sessions, keys, settings, events and saved views; no business words.
create schema platform;
create extension if not exists pg_trgm;

create table platform.account (
  id bigint generated always as identity primary key,
  login text not null,
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint account_login_unique unique (login),
  constraint account_login_lower check (login = lower(login) and login <> '')
);

-- A session is found by the hash of its token: a stolen dump of this table opens nothing.
create table platform.session (
  id bigint generated always as identity primary key,
  token_hash bytea not null,
  account_id bigint not null references platform.account on delete cascade,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  address text,
  user_agent text,
  constraint session_token_unique unique (token_hash)
);
create index session_account_idx on platform.session (account_id);

create table platform.login_throttle (
  subject text primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz
);

-- kind onec: the HMAC secret must be readable, so it is kept encrypted with the key file.
-- kind api: only the hash of the bearer secret is kept.
create table platform.api_key (
  id text primary key,
  kind text not null constraint api_key_kind check (kind in ('onec', 'api')),
  name text not null,
  role_code text,
  secret_cipher bytea,
  secret_hash bytea,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  used_at timestamptz,
  constraint api_key_secret check ((kind = 'onec') = (secret_cipher is not null))
);

create table platform.nonce (
  key_id text not null,
  nonce text not null,
  at timestamptz not null default now(),
  constraint nonce_pk primary key (key_id, nonce)
);
create index nonce_at_idx on platform.nonce (at);

create table platform.setting (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by bigint
);

-- The event log. Readers follow (tx, id): an id alone is not commit order (see realtime.ts).
create table platform.event (
  id bigint generated always as identity,
  at timestamptz not null default now(),
  tx xid8 not null default pg_current_xact_id(),
  kind text not null,
  entity text not null,
  entity_id bigint not null,
  actor_id bigint,
  source text not null,
  request_id text,
  data jsonb not null default '{}',
  visible_before jsonb,
  constraint event_pk primary key (id, at)
) partition by range (at);
create table platform.event_default partition of platform.event default;
create index event_tx_idx on platform.event (tx, id);
create index event_entity_idx on platform.event (entity, entity_id, id desc);

create table platform.saved_view (
  id bigint generated always as identity primary key,
  noun text not null,
  owner_id bigint not null,
  name text not null,
  colour text not null default 'gray',
  shared boolean not null default false,
  query jsonb not null,
  position int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint saved_view_name_length check (length(name) between 1 and 80)
);
create index saved_view_owner_idx on platform.saved_view (owner_id, noun);

-- Bytes lie on disk under their hash; several rows may name the same ones.
create table platform.file (
  id bigint generated always as identity primary key,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 bytea not null,
  entity text not null,
  entity_id bigint not null,
  created_by bigint,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  deleted_by bigint
);
create index file_entity_idx on platform.file (entity, entity_id);
create index file_sha256_idx on platform.file (sha256);

-- Creates the partition of one month of a table partitioned by a moment; does nothing if present.
create function platform.ensure_month(parent regclass, month date) returns void
language plpgsql as $$
declare
  first date := date_trunc('month', month)::date;
  name text := format('%s_%s', (select relname from pg_class where oid = parent),
    to_char(first, 'YYYY_MM'));
  space text := (select nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.oid = parent);
begin
  if to_regclass(format('%I.%I', space, name)) is null then
    execute format('create table %I.%I partition of %s for values from (%L) to (%L)',
      space, name, parent, first, (first + interval '1 month')::date);
  end if;
end $$;
