-- «Сделки без заказа» and their number: a few thousand rows among 2.4 million.
create index deal_without_order_idx on deals.deal (department_id, created_at desc, id desc)
  include (responsible_id) where is_open and order_numbers = '{}';
