create schema onec;

create table onec.base (
  id smallint generated always as identity primary key,
  ib text not null,
  epoch text not null,
  -- Another epoch means the base was restored or copied: nothing is applied until confirmed.
  pending_epoch text,
  accepted boolean not null default true,
  name text,
  configuration text,
  configuration_version text,
  platform text,
  extension text,
  time_zone text not null,
  first_seen_at timestamptz not null default now(),
  last_contact_at timestamptz,
  constraint base_ib_unique unique (ib)
);

-- The applied revision of every object of every base: the heart of idempotence.
create table onec.object (
  base_id smallint not null,
  type smallint not null,
  uid uuid not null,
  rev bigint not null,
  sha256 bytea not null,
  deleted boolean not null,
  -- "YYYY-MM" as months since year 0 of the document date, null for references: digest key.
  month int,
  total_kopecks bigint not null default 0,
  applied_at timestamptz not null default now(),
  -- Backfilled objects keep file and line instead of the raw body.
  origin_file_id int,
  origin_line int,
  constraint object_pk primary key (base_id, type, uid)
);

create table onec.history_file (
  id int generated always as identity primary key,
  -- Null until the first line of an upload has been read.
  base_id smallint,
  path text not null,
  size_bytes bigint not null,
  lines_done bigint not null default 0,
  bytes_done bigint not null default 0,
  state text not null,
  counts jsonb not null default '{}',
  totals jsonb not null default '{}',
  garbled bigint not null default 0,
  error text,
  -- Name in VERSTAK_DATA/uploads; null when a command reads the file in place.
  upload text,
  uploaded_by bigint,
  created_at timestamptz not null default now(),
  started_at timestamptz default now(),
  touched_at timestamptz,
  finished_at timestamptz,
  constraint history_file_state check (state in ('queued', 'running', 'done', 'failed')),
  constraint history_file_base check (base_id is not null or upload is not null)
);

-- Raw bodies of the last 90 days, by month; retention drops whole partitions.
create table onec.message (
  id bigint generated always as identity,
  received_at timestamptz not null default now(),
  base_id smallint,
  lane text,
  type text,
  uid text,
  rev bigint,
  message_id text,
  cause text,
  status text not null,
  lag_ms int,
  raw text,
  constraint message_pk primary key (id, received_at)
) partition by range (received_at);
create table onec.message_default partition of onec.message default;
create index message_object_idx on onec.message (uid, id desc);
create index message_received_idx on onec.message (received_at desc);

-- What could not be applied waits here, where a person sees it, until it is settled.
create table onec.quarantine (
  id bigint generated always as identity primary key,
  base_id smallint,
  ib text,
  state text not null,
  lane text,
  type text,
  uid text,
  rev bigint,
  message_id text,
  code text not null,
  reason text not null,
  field text,
  -- What the parked item waits for, e.g. "manager:<guid>": its arrival retries the item.
  waits_for text,
  file text,
  line int,
  raw text not null,
  received_at timestamptz not null default now(),
  tries int not null default 1,
  last_tried_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by bigint,
  settlement text,
  constraint quarantine_state check (state in ('parked', 'rejected', 'settled')),
  constraint quarantine_settlement check
    (settlement in ('applied', 'superseded', 'dismissed', 'stale'))
);
create index quarantine_open_idx on onec.quarantine (id desc) where state <> 'settled';
create index quarantine_object_idx on onec.quarantine (base_id, type, uid) where state <> 'settled';
create index quarantine_waits_idx on onec.quarantine (base_id, waits_for) where state = 'parked';

create table onec.alarm (
  id bigint generated always as identity primary key,
  base_id smallint,
  kind text not null,
  detail text not null,
  raised_at timestamptz not null default now(),
  cleared_at timestamptz,
  cleared_by bigint
);
create index alarm_open_idx on onec.alarm (base_id) where cleared_at is null;

-- Files of a configured exchange that were refused as a whole are counted per key and reason.
create table onec.refusal (
  key_id text not null,
  code text not null,
  on_day date not null,
  count bigint not null,
  last_at timestamptz not null,
  constraint refusal_pk primary key (key_id, code, on_day)
);
