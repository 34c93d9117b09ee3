-- «Обмен с сайтом» of 1C: who comes, what each session brought and took.
create table onec.site_account (
  id smallint generated always as identity primary key,
  login text not null,
  password_hash text not null,
  -- Name of the base that its files belong to.
  ib text not null,
  -- Addresses and networks that may come; empty lets everybody in.
  addresses text[] not null default '{}',
  takes_zip boolean not null default true,
  encoding text not null default 'windows-1251',
  -- Stages whose deals are given to 1C as orders; empty gives none.
  stage_ids bigint[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  constraint site_account_login_unique unique (login),
  constraint site_account_ib_unique unique (ib),
  constraint site_account_login_form check (login ~ '^[[:graph:]]{3,60}$' and login !~ ':'),
  constraint site_account_ib_length check (length(ib) between 1 and 100),
  constraint site_account_encoding check (encoding in ('windows-1251', 'utf-8'))
);

create table onec.site_session (
  id integer generated always as identity primary key,
  account_id smallint not null,
  kind text not null,
  token_hash bytea not null,
  address text not null,
  user_agent text,
  schema_version text,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  ended_at timestamptz,
  request_count integer not null default 0,
  given_count integer not null default 0,
  confirmed_count integer not null default 0,
  withdrawn_count integer,
  -- What 1C was answered last when it was not «success», in Russian.
  error text,
  constraint site_session_account_fk foreign key (account_id) references onec.site_account,
  constraint site_session_kind check (kind in ('catalog', 'sale')),
  constraint site_session_token_unique unique (token_hash)
);
create index site_session_open_idx on onec.site_session (seen_at) where ended_at is null;

-- Files of sessions are files of the exchange like any other, in the order of their arrival.
alter table onec.history_file
  add column session_id integer,
  add column archive_id integer,
  -- An archive asked for by its own name: everything in it is to be taken.
  add column takes_all boolean not null default false,
  add column tries integer not null default 0,
  -- A whole catalogue, read without a gap: what is absent from it may be withdrawn.
  add column is_full boolean not null default false,
  add constraint history_file_session_fk foreign key (session_id) references onec.site_session,
  drop constraint history_file_state,
  add constraint history_file_state
    check (state in ('receiving', 'queued', 'running', 'done', 'failed', 'skipped'));
create index history_file_session_idx on onec.history_file (session_id)
  where session_id is not null;
create index history_file_live_idx on onec.history_file (state)
  where session_id is not null and state in ('receiving', 'queued', 'running');

create table onec.site_chunk (
  file_id integer not null,
  place integer not null,
  sha256 bytea not null,
  size_bytes bigint not null,
  upload text not null,
  constraint site_chunk_pk primary key (file_id, place),
  constraint site_chunk_file_fk foreign key (file_id) references onec.history_file
);

-- A deal as the order that 1C knows by this guid, and what of it 1C has confirmed. The deal may be
-- withdrawn and the guid still stands for it in 1C: no foreign key.
create table onec.site_order (
  account_id smallint not null,
  deal_id bigint not null,
  uid uuid not null,
  -- Version of the deal that was looked at last: unchanged since means nothing to say.
  seen_version integer,
  confirmed_sha256 bytea,
  confirmed_at timestamptz,
  constraint site_order_pk primary key (account_id, deal_id),
  constraint site_order_uid_unique unique (uid),
  constraint site_order_account_fk foreign key (account_id) references onec.site_account
);

create table onec.site_query (
  session_id integer not null,
  deal_id bigint not null,
  sha256 bytea not null,
  deal_version integer not null,
  constraint site_query_pk primary key (session_id, deal_id),
  constraint site_query_session_fk foreign key (session_id) references onec.site_session
);

-- Products that the full catalogue of a session names.
create table onec.site_seen (
  session_id integer not null,
  uid uuid not null,
  constraint site_seen_pk primary key (session_id, uid),
  constraint site_seen_session_fk foreign key (session_id) references onec.site_session
);

-- What one file says once and later ones refer to by id: groups, properties, units, warehouses.
create table onec.commerceml_name (
  base_id smallint not null,
  kind text not null,
  id text not null,
  name text not null,
  texts jsonb,
  constraint commerceml_name_pk primary key (base_id, kind, id),
  constraint commerceml_name_kind check (kind in ('group', 'property', 'unit', 'warehouse'))
);
