-- What orders still wait for and what is owed: one row for each stage of payment that money has not
-- covered, and one more for what was shipped beyond any stage. Derived from the documents of 1C by
-- recompute, replaced whole for a deal. Dates stand here instead of ages: a new day writes nothing.
create table payments.due (
  deal_id bigint not null,
  base_id smallint not null,
  order_uid uuid not null,
  -- Place of the stage in its order; 0 is what was shipped and no stage asks for.
  position int not null,
  variant text,
  pay_on date,
  -- Since when it ages: the day of payment, else that of the shipment money does not reach.
  aged_on date,
  currency text not null,
  uncovered_kopecks bigint not null,
  receivable_kopecks bigint not null,
  constraint due_pk primary key (deal_id, base_id, order_uid, position),
  constraint due_deal_fk foreign key (deal_id) references deals.deal on delete cascade
);
create index due_pay_idx on payments.due (pay_on);
create index due_aged_idx on payments.due (aged_on) where receivable_kopecks > 0;

-- The day up to which overdue sums of deals are counted: what falls due later is looked for by day.
-- Deals from before these tables are filled from the newest down to none.
create table payments.due_clock (
  only_row boolean primary key default true,
  counted_on date,
  fill_below bigint not null,
  constraint due_clock_single check (only_row)
);
insert into payments.due_clock (fill_below)
select coalesce(max(id), 0) + 1 from deals.deal;

alter table deals.deal
  add column receivable_kopecks bigint not null default 0,
  add column expected_kopecks bigint not null default 0,
  add column next_pay_on date;

-- Filters, pages and totals by money. Equal pairs share an entry, and nearly all deals owe nothing,
-- so each of these is small and cheap to write.
create index deal_overdue_idx on deals.deal (overdue_kopecks desc, department_id);
create index deal_receivable_idx on deals.deal (receivable_kopecks desc, department_id);
create index deal_next_pay_idx on deals.deal (next_pay_on, department_id);
create index deal_balance_idx
  on deals.deal (greatest(amount_kopecks - paid_kopecks, 0) desc, id desc);
create index deal_unpaid_idx on deals.deal (created_at desc, id desc)
  include (department_id, is_open, amount_kopecks, paid_kopecks)
  where amount_kopecks > 0 and paid_kopecks < amount_kopecks;
create index deal_unshipped_idx on deals.deal (created_at desc, id desc)
  include (department_id, is_open, amount_kopecks, shipped_kopecks)
  where amount_kopecks > 0 and paid_kopecks >= amount_kopecks
    and shipped_kopecks < amount_kopecks;

-- A company's debt is read from its few deals that owe.
drop index deals.deal_debt_idx;
create index deal_debt_idx on deals.deal (company_id)
  where receivable_kopecks > 0 or expected_kopecks > 0 or other_currencies is not null;
