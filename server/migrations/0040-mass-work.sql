-- One action over many records. Which records is settled at the start; each row is done in one
-- transaction with its result, so a killed worker neither loses a row nor does it twice.
create table platform.mass_job (
  id bigint generated always as identity primary key,
  noun text not null,
  action text not null,
  input jsonb not null,
  -- The filter or the number of marked records, for the audit.
  scope jsonb not null,
  owner_id bigint not null,
  state text not null default 'waiting',
  undo_of bigint,
  created_at timestamptz not null,
  finished_at timestamptz,
  constraint mass_job_state check (state in ('waiting', 'running', 'finished', 'cancelled')),
  constraint mass_job_undo_once unique (undo_of),
  constraint mass_job_undo_fk foreign key (undo_of) references platform.mass_job on delete cascade
);
create index mass_job_owner_idx on platform.mass_job (owner_id, id desc);

create table platform.mass_row (
  job_id bigint not null,
  position int not null,
  record_id bigint not null,
  title text not null,
  status text not null default 'waiting',
  reason text,
  -- What the action changed, in its own words: enough to take it back.
  undo jsonb,
  -- Whom the row would have told; told once for the whole job when it ends.
  notices jsonb,
  constraint mass_row_pk primary key (job_id, position),
  constraint mass_row_job_fk foreign key (job_id) references platform.mass_job on delete cascade,
  constraint mass_row_status check
    (status in ('waiting', 'done', 'refused', 'unchanged', 'skipped'))
);
create index mass_row_status_idx on platform.mass_row (job_id, status, position);
