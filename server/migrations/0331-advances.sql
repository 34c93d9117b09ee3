-- Money that no order claims, payment by payment: what a company's advance is made of, in every
-- currency. Derived from payments and their lines; most payments are claimed whole and have no row.
create table payments.advance (
  base_id smallint not null,
  payment_uid uuid not null,
  company_id bigint not null,
  currency text not null,
  paid_on date,
  -- Money that went back is below zero.
  kopecks bigint not null,
  -- Lists are paged by a key of one number.
  id bigint not null generated always as identity,
  constraint advance_pk primary key (base_id, payment_uid),
  constraint advance_company_fk foreign key (company_id) references customers.company,
  constraint advance_some check (kopecks <> 0)
);
create index advance_company_idx on payments.advance (company_id);

-- Payments of before this table are looked through once.
alter table payments.due_clock add column advances_filled boolean not null default false;
