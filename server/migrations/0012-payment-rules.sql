-- Whether a payment counts depends on a setting (a bank receipt may have to be confirmed by the bank
-- first), so the exchange writes it instead of PostgreSQL generating it.
alter table payments.payment alter column counts drop expression;
comment on column payments.payment.counts is
  'Written by the rule in payments/payment-rules.ts; a reconciler follows a change of the rule.';

-- Receipts that the bank has not confirmed, by whether they count: a change of the rule empties one
-- of the two, and the reconciler that looks at it every minute finds nothing the rest of the time.
create index payment_unconfirmed_counted_idx on payments.payment (base_id, uid)
  where kind = 'bank' and not bank_confirmed and posted and not deleted and not gone and counts;
create index payment_unconfirmed_left_idx on payments.payment (base_id, uid)
  where kind = 'bank' and not bank_confirmed and posted and not deleted and not gone
    and not counts;
