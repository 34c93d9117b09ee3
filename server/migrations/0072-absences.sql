-- Absences planned ahead, each with a deputy of its own. A row is the whole right of the deputy:
-- between its days they act for the person, and not a day longer.
create table staff.absence (
  id bigint generated always as identity primary key,
  employee_id bigint not null,
  deputy_id bigint,
  from_on date not null,
  until_on date not null,
  kind text not null default 'vacation',
  created_by bigint,
  created_at timestamptz not null default now(),
  cancelled_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  constraint absence_employee_fk foreign key (employee_id) references staff.employee,
  constraint absence_deputy_fk foreign key (deputy_id) references staff.employee,
  constraint absence_kind check (kind in ('vacation', 'sick', 'trip', 'other')),
  constraint absence_order check (from_on <= until_on),
  constraint absence_not_oneself check (deputy_id <> employee_id)
);
create index absence_employee_idx on staff.absence (employee_id, from_on);
create index absence_open_idx on staff.absence (until_on)
  where cancelled_at is null and ended_at is null;
