-- Who owes is whom the order of 1C names, and its deal may be of another client: a dealer's, or one
-- to which the order was moved by hand. Null while 1C names nobody we know.
alter table payments.due add column payer_id bigint;
update payments.due x set payer_id = c.company_id
from payments.sales_order o
  join customers.company_identity c on c.base_id = o.base_id and c.uid = o.company_uid
where o.base_id = x.base_id and o.uid = x.order_uid;
create index due_payer_idx on payments.due (payer_id);
