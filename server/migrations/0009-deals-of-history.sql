-- History writes orders with the ids that their deals are about to get, sums them, and then writes
-- the deals with their final money and stage: each row once instead of three times.
alter table payments.sales_order
  alter constraint sales_order_deal_fk deferrable initially immediate;
