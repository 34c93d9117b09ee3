-- Pipelines and stages are edited by administrators while deals stand in them.
alter table deals.pipeline
  add column version int not null default 1,
  add column is_default boolean not null default false,
  -- Null: what the setting of the installation says.
  add column acceptance_hours smallint,
  add constraint pipeline_name_length check (length(name) between 1 and 80),
  add constraint pipeline_acceptance_hours check (acceptance_hours between 1 and 80);
update deals.pipeline set is_default = true where code = 'quick';
create unique index pipeline_default_unique on deals.pipeline (is_default) where is_default;

-- Who may begin a deal in the pipeline; no rows: everybody.
create table deals.pipeline_department (
  pipeline_id bigint not null,
  department_id bigint not null,
  constraint pipeline_department_pk primary key (pipeline_id, department_id),
  constraint pipeline_department_pipeline_fk foreign key (pipeline_id) references deals.pipeline,
  constraint pipeline_department_department_fk foreign key (department_id)
    references staff.department
);

alter table deals.stage
  add column archived_at timestamptz,
  -- Where the deals of a stage that is being archived go; nobody enters it from then on.
  add column moves_to_id bigint,
  add constraint stage_name_length check (length(name) between 1 and 80),
  add constraint stage_moves_to_fk foreign key (moves_to_id) references deals.stage;

-- How many deals a closed stage holds, and which: open ones have the index of the board.
create index deal_closed_stage_idx on deals.deal (stage_id) where not is_open;

-- The deals of an archived stage on their way to another one.
create table deals.stage_move (
  id bigint generated always as identity primary key,
  from_stage_id bigint not null,
  to_stage_id bigint not null,
  total int not null,
  moved int not null default 0,
  created_by bigint,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint stage_move_from_fk foreign key (from_stage_id) references deals.stage,
  constraint stage_move_to_fk foreign key (to_stage_id) references deals.stage
);
create index stage_move_waiting_idx on deals.stage_move (id) where finished_at is null;

-- Why deals are lost: of one pipeline, or of all when it is null.
create table deals.loss_reason (
  id bigint generated always as identity primary key,
  pipeline_id bigint,
  name text not null,
  position int not null default 0,
  needs_text boolean not null default false,
  archived_at timestamptz,
  constraint loss_reason_pipeline_fk foreign key (pipeline_id) references deals.pipeline,
  constraint loss_reason_name_length check (length(name) between 1 and 200)
);
create unique index loss_reason_name_unique
  on deals.loss_reason (coalesce(pipeline_id, 0), lower(name)) where archived_at is null;
-- The words stay in lost_reason, those of old deals too; this is what reports count by.
alter table deals.deal
  add column loss_reason_id bigint,
  add constraint deal_loss_reason_fk foreign key (loss_reason_id) references deals.loss_reason;
create index deal_loss_reason_idx on deals.deal (loss_reason_id)
  where loss_reason_id is not null;

-- A source stands in a channel; a merged one points at what its deals are counted by.
alter table deals.source
  add column parent_id bigint,
  add column position int not null default 0,
  add column merged_into_id bigint,
  add constraint source_parent_fk foreign key (parent_id) references deals.source,
  add constraint source_merged_fk foreign key (merged_into_id) references deals.source,
  add constraint source_name_length check (length(name) between 1 and 120);
update deals.source set position = id;
create unique index source_name_unique
  on deals.source (coalesce(parent_id, 0), lower(name)) where archived_at is null;
create index deal_source_idx on deals.deal (source_id);
