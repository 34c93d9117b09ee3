-- Views as files. The file itself lies on disk for a day.
create table platform.export (
  id bigint generated always as identity primary key,
  noun text not null,
  format text not null,
  query jsonb not null,
  owner_id bigint not null,
  state text not null default 'waiting',
  file_name text not null,
  rows int not null default 0,
  total int not null,
  reason text,
  created_at timestamptz not null,
  constraint export_state check
    (state in ('waiting', 'running', 'ready', 'failed', 'cancelled'))
);
create index export_owner_idx on platform.export (owner_id, id desc);
create index export_created_idx on platform.export (created_at);

-- How a person keeps a list when no saved view says otherwise.
create table platform.list_layout (
  employee_id bigint not null,
  noun text not null,
  columns text,
  default_view_id bigint,
  constraint list_layout_pk primary key (employee_id, noun),
  constraint list_layout_view_fk foreign key (default_view_id)
    references platform.saved_view on delete set null
);

-- Figures of groups straight from the index: whatever a list is grouped by stands in it.
create index deal_group_idx on deals.deal (department_id, stage_id, responsible_id)
  include (pipeline_id, source_id, company_id, created_at, is_open, amount_kopecks, paid_kopecks);
