-- Deals from before payments.due that have something open: one reading of the documents names them
-- (62,000 of 2.4 million, 75 s), and only they are counted, some hundreds at a time.
create table payments.due_unfilled (
  deal_id bigint not null,
  constraint due_unfilled_pk primary key (deal_id),
  constraint due_unfilled_deal_fk foreign key (deal_id) references deals.deal on delete cascade
);
