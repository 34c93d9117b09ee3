-- What 1C says of an order without sending it: the answer of «Обмен с сайтом» that has no lines.
-- Marks of payment and shipment carry no sums, so they are words here and never money.
create table onec.order_state (
  base_id smallint not null,
  uid uuid not null,
  deal_id bigint not null,
  number text,
  ordered_on date,
  status text,
  paid_number text,
  paid_on date,
  shipped_number text,
  shipped_on date,
  cancelled boolean not null,
  deleted boolean not null,
  said_at timestamptz not null,
  constraint order_state_pk primary key (base_id, uid),
  constraint order_state_base_fk foreign key (base_id) references onec.base (id)
);
create index order_state_deal_idx on onec.order_state (deal_id);
