-- The card of a product shows where it is sold.
create index deal_line_product_idx on deals.deal_line (product_id) where product_id is not null;
create index order_line_product_idx on payments.order_line (product_uid, base_id)
  where product_uid is not null;
