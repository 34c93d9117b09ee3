-- How each person wants to be told, and the letters that wait for their hour.
alter table work.notification
  add column for_employee_id bigint,
  -- False: told by letter alone, the bell does not show it.
  add column in_app boolean not null default true,
  -- Several news of one kind about one record are one line until it is read.
  add column group_key text,
  add column news_count int not null default 1,
  add constraint notification_for_employee_fk
    foreign key (for_employee_id) references staff.employee;
create unique index notification_group_unique on work.notification (employee_id, group_key)
  where read_at is null;

create table work.notice_choice (
  employee_id bigint not null,
  kind text not null,
  in_app boolean not null,
  email boolean not null,
  constraint notice_choice_pk primary key (employee_id, kind),
  constraint notice_choice_employee_fk foreign key (employee_id) references staff.employee
);

create table work.notice_hours (
  employee_id bigint not null,
  quiet_from text,
  quiet_until text,
  working_only boolean not null,
  digest_at text,
  constraint notice_hours_pk primary key (employee_id),
  constraint notice_hours_employee_fk foreign key (employee_id) references staff.employee
);

-- One row is one letter: the outbox. A digest is one for a person and a day.
create table work.mail (
  id bigint generated always as identity primary key,
  employee_id bigint not null,
  urgent boolean not null default false,
  digest_on date,
  state text not null default 'waiting',
  send_after timestamptz not null,
  tries int not null default 0,
  claimed_at timestamptz,
  sent_at timestamptz,
  error text,
  created_at timestamptz not null,
  constraint mail_employee_fk foreign key (employee_id) references staff.employee,
  constraint mail_state check
    (state in ('waiting', 'sending', 'retry', 'sent', 'failed', 'skipped')),
  constraint mail_digest_unique unique (employee_id, digest_on)
);
create unique index mail_waiting_unique on work.mail (employee_id, urgent)
  where state = 'waiting' and digest_on is null;
create index mail_due_idx on work.mail (send_after) where state in ('waiting', 'sending', 'retry');
create index mail_failed_idx on work.mail (id) where state = 'failed';

create table work.mail_item (
  mail_id bigint not null,
  notification_id bigint not null,
  constraint mail_item_pk primary key (mail_id, notification_id),
  constraint mail_item_mail_fk foreign key (mail_id) references work.mail on delete cascade,
  constraint mail_item_notification_fk foreign key (notification_id)
    references work.notification on delete cascade
);

-- Where letters go out; the password is sealed with the key of the installation.
create table work.mail_server (
  single boolean not null default true,
  host text not null,
  port int not null,
  secure boolean not null,
  login text,
  password_sealed bytea,
  sender text not null,
  -- The address at which people open Verstak, for links in letters.
  address text not null,
  updated_at timestamptz not null,
  constraint mail_server_pk primary key (single),
  constraint mail_server_single check (single)
);
