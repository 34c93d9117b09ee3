-- Product managers read a deal for its own lines ('product') and for the lines of its orders in 1C
-- ('goods'): who keeps one kind of line then takes off exactly the readers it has put on.
alter table deals.deal_reader drop constraint deal_reader_why;
alter table deals.deal_reader add constraint deal_reader_why check
  (why in ('responsible', 'participant', 'giver', 'engineer', 'product', 'goods', 'buyer'));
