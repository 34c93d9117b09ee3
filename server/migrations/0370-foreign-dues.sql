-- Whether anything is open in another currency is asked with every report of money: all 85,000 open
-- parts were read for the answer that there is nothing.
create index due_foreign_idx on payments.due (currency, deal_id) where currency <> 'RUB';
