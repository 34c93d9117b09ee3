-- The day of a person reads open tasks alone; closed ones pile up for years.
create index task_open_idx on work.task (assignee_id, due_at, id)
  where done_at is null and cancelled_at is null;
create index deal_deferred_responsible_idx on deals.deal (responsible_id, deferred_until)
  where deferred_until is not null;

alter table work.task
  add column priority text not null default 'normal',
  -- [{text, done}], whole: a checklist is short and is written by one hand at a time.
  add column checklist jsonb not null default '[]',
  -- Minutes before the deadline at which the assignee is reminded.
  add column reminders int[] not null default '{}',
  -- {every, interval, until, left}: what makes the next task of a series.
  add column recurrence jsonb,
  add column series_id bigint,
  add column series_number int,
  -- Who asked for it is told that the work is taken, or gets it back with a reason.
  add column accepted_at timestamptz,
  -- Whose task a deputy has while that person is away.
  add column for_employee_id bigint,
  add constraint task_for_employee_fk foreign key (for_employee_id) references staff.employee,
  add constraint task_priority check (priority in ('low', 'normal', 'high')),
  add constraint task_checklist_array check (jsonb_typeof(checklist) = 'array'),
  add constraint task_series_unique unique (series_id, series_number);
create index task_series_due_idx on work.task (due_at)
  where recurrence is not null and cancelled_at is null;
create index task_for_employee_idx on work.task (for_employee_id) where for_employee_id is not null;

create table work.task_watcher (
  employee_id bigint not null,
  task_id bigint not null,
  constraint task_watcher_pk primary key (employee_id, task_id),
  constraint task_watcher_task_fk foreign key (task_id) references work.task on delete cascade,
  constraint task_watcher_employee_fk foreign key (employee_id) references staff.employee
);
create index task_watcher_task_idx on work.task_watcher (task_id);

-- Reminders that wait: written with the task, renewed when its deadline moves.
create table work.reminder (
  task_id bigint not null,
  remind_at timestamptz not null,
  constraint reminder_pk primary key (task_id, remind_at),
  constraint reminder_task_fk foreign key (task_id) references work.task on delete cascade
);
create index reminder_due_idx on work.reminder (remind_at);
