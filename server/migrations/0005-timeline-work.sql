create schema timeline;

create table timeline.comment (
  id bigint generated always as identity primary key,
  entity text not null,
  entity_id bigint not null,
  author_id bigint not null,
  body text not null,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  constraint comment_author_fk foreign key (author_id) references staff.employee,
  constraint comment_body_length check (length(body) between 1 and 20000)
);
create index comment_entity_idx on timeline.comment (entity, entity_id, id desc);

create schema work;

create table work.task (
  id bigint generated always as identity primary key,
  title text not null,
  kind text not null default 'task',
  entity text,
  entity_id bigint,
  assignee_id bigint not null,
  author_id bigint,
  due_at timestamptz,
  done_at timestamptz,
  done_by bigint,
  cancelled_at timestamptz,
  note text,
  -- What may exist once carries its name here: a repeated reconciler makes no second task.
  once_key text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version int not null default 1,
  constraint task_assignee_fk foreign key (assignee_id) references staff.employee,
  constraint task_author_fk foreign key (author_id) references staff.employee,
  constraint task_once_unique unique (once_key),
  constraint task_kind check (kind in ('task', 'call', 'letter', 'deferral', 'acceptance')),
  constraint task_title_length check (length(title) between 1 and 500)
);
-- Whole, not only of open tasks: lists filter by a computed state, which no partial index serves.
create index task_assignee_idx on work.task (assignee_id, due_at, id);
create index task_author_idx on work.task (author_id) where author_id is not null;
create index task_entity_idx on work.task (entity, entity_id, due_at);

create table work.notification (
  id bigint generated always as identity primary key,
  employee_id bigint not null,
  kind text not null,
  entity text,
  entity_id bigint,
  title text not null,
  body text,
  once_key text,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  constraint notification_employee_fk foreign key (employee_id) references staff.employee,
  constraint notification_once_unique unique (employee_id, once_key)
);
create index notification_employee_idx on work.notification (employee_id, id desc);
create index notification_unread_idx on work.notification (employee_id) where read_at is null;
