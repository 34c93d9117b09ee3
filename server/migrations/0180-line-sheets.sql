-- Sections within an offer, the same sheet on a lead, and the columns a person chose for either.
alter table deals.deal_line
  add column is_section boolean not null default false,
  drop constraint deal_line_quantity,
  add constraint deal_line_quantity
    check (quantity < 1000000000 and (quantity > 0 or (is_section and quantity = 0)));

alter table leads.line
  add column is_section boolean not null default false,
  add column row_key text,
  add column discount_kopecks bigint,
  add column vat_kopecks bigint not null default 0,
  add column extra jsonb,
  drop constraint line_quantity,
  add constraint line_quantity
    check (quantity < 1000000000 and (quantity > 0 or (is_section and quantity = 0))),
  add constraint line_discount_sum check (discount_kopecks >= 0);

-- Of one lead: [{code, name, type}]; values stand in line.extra by code.
create table leads.line_column (
  lead_id bigint not null,
  code text not null,
  position int not null,
  name text not null,
  type text not null,
  constraint line_column_pk primary key (lead_id, code),
  constraint line_column_lead_fk foreign key (lead_id) references leads.lead on delete cascade,
  constraint line_column_type check (type in ('text', 'number', 'date'))
);

-- What a person sees of lines: `place` is a pipeline («p12») or the leads («lead»).
create table deals.line_layout (
  employee_id bigint not null,
  place text not null,
  hidden text[] not null default '{}',
  hidden_onec text[] not null default '{}',
  known jsonb not null default '[]',
  constraint line_layout_pk primary key (employee_id, place),
  constraint line_layout_employee_fk foreign key (employee_id) references staff.employee
);
