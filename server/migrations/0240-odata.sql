-- Bases of 1C that are asked over OData: where, as whom, what was found there and how far it went.
create table onec.odata_link (
  base_id smallint not null,
  url text not null,
  login text not null,
  password_sealed bytea,
  -- Exchange plan and its node; null: windows of dates are polled.
  plan text,
  node_uid uuid,
  -- First day of documents that are wanted.
  since_on date not null,
  poll_seconds int not null,
  -- Days back from today that are listed at every poll when there is no exchange plan.
  window_days int not null,
  enabled boolean not null default true,
  -- A document older than this that comes for the first time is history and notifies nobody.
  connected_on date not null,
  -- The epoch for which data_version of odata_object stands.
  epoch text not null,
  state text not null default 'new',
  failures int not null default 0,
  error_kind text,
  error text,
  error_at timestamptz,
  next_poll_at timestamptz not null,
  polled_at timestamptz,
  busy text,
  -- Sources that 1C has refused for reasons of business, with its words: not asked again unbidden.
  refused jsonb not null default '{}',
  -- Document of the probe; null: $metadata has not been read yet.
  probe jsonb,
  probed_at timestamptz,
  -- Number of the node as it was seen last: a smaller one means a restored copy.
  seen_received_no bigint not null default 0,
  -- Highest number that was acknowledged, whether 1C has answered or not.
  notified_no bigint not null default 0,
  -- Until then an unanswered SelectChanges may still run in 1C: nothing is acknowledged.
  doubt_until timestamptz,
  packet_no bigint,
  packet_at timestamptz,
  packet_objects int,
  -- The walk over all months: what was done last, when it began and when it ended.
  sweep_month text,
  sweep_source smallint,
  sweep_started_at timestamptz,
  sweep_finished_at timestamptz,
  created_at timestamptz not null default now(),
  created_by bigint,
  constraint odata_link_pk primary key (base_id),
  constraint odata_link_base_fk foreign key (base_id) references onec.base (id),
  constraint odata_link_state check (state in ('new', 'ok', 'failing', 'stopped'))
);

-- The version of every object as it was taken last: what has another one in a list is read anew,
-- what is in no list any more has been deleted in 1C.
create table onec.odata_object (
  base_id smallint not null,
  source smallint not null,
  uid uuid not null,
  data_version text not null,
  dated_on date,
  constraint odata_object_pk primary key (base_id, source, uid)
);
create index odata_object_day_idx on onec.odata_object (base_id, source, dated_on)
  where dated_on is not null;
