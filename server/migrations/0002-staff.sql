create schema staff;

create table staff.department (
  id bigint generated always as identity primary key,
  parent_id bigint,
  name text not null,
  kind text not null default 'sales',
  position int not null default 0,
  archived_at timestamptz,
  constraint department_parent_fk foreign key (parent_id) references staff.department,
  constraint department_kind check (kind in ('sales', 'callcentre', 'support', 'archive')),
  constraint department_name_length check (length(name) between 1 and 120)
);
create unique index department_name_unique on staff.department (coalesce(parent_id, 0), lower(name))
  where archived_at is null;

create table staff.employee (
  id bigint generated always as identity primary key,
  account_id bigint,
  name text not null,
  email text,
  phone text,
  position text,
  department_id bigint not null,
  deputy_id bigint,
  absent_from date,
  absent_until date,
  dismissed_at timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  constraint employee_account_fk foreign key (account_id) references platform.account,
  constraint employee_account_unique unique (account_id),
  constraint employee_department_fk foreign key (department_id) references staff.department,
  constraint employee_deputy_fk foreign key (deputy_id) references staff.employee,
  constraint employee_name_length check (length(name) between 1 and 200)
);
create index employee_department_idx on staff.employee (department_id);
create unique index employee_email_unique on staff.employee (lower(email))
  where email is not null and dismissed_at is null;

-- Who an employee is in a base of 1C. Several guids may stand for one person.
create table staff.employee_identity (
  base_id smallint not null,
  uid uuid not null,
  employee_id bigint not null,
  constraint employee_identity_pk primary key (base_id, uid),
  constraint employee_identity_employee_fk foreign key (employee_id) references staff.employee
);
create index employee_identity_employee_idx on staff.employee_identity (employee_id);

-- A head answers for a department and everything below it.
create table staff.department_head (
  department_id bigint not null,
  employee_id bigint not null,
  constraint department_head_pk primary key (department_id, employee_id),
  constraint department_head_department_fk foreign key (department_id) references staff.department,
  constraint department_head_employee_fk foreign key (employee_id) references staff.employee
);

create table staff.role (
  id bigint generated always as identity primary key,
  code text not null,
  name text not null,
  hidden_fields text[] not null default '{}',
  built_in boolean not null default false,
  constraint role_code_unique unique (code)
);

create table staff.role_grant (
  role_id bigint not null,
  entity text not null,
  action text not null,
  scope text not null,
  constraint role_grant_pk primary key (role_id, entity, action),
  constraint role_grant_role_fk foreign key (role_id) references staff.role on delete cascade,
  constraint role_grant_scope check (scope in ('own', 'department', 'subtree', 'all'))
);

create table staff.employee_role (
  employee_id bigint not null,
  role_id bigint not null,
  constraint employee_role_pk primary key (employee_id, role_id),
  constraint employee_role_employee_fk foreign key (employee_id)
    references staff.employee on delete cascade,
  constraint employee_role_role_fk foreign key (role_id) references staff.role
);
