-- Reports of money read the few deals that owe, wait or stand half-way from small indexes of their
-- own: by the key of 2.4 million deals 46,000 stages of a department took 190,000 page reads.
create index deal_owing_idx on deals.deal (id)
  include (department_id, responsible_id, company_id)
  where receivable_kopecks > 0 or expected_kopecks > 0 or other_currencies is not null;
create index deal_partly_paid_idx on deals.deal (id)
  include (department_id, responsible_id, company_id, amount_kopecks, paid_kopecks)
  where amount_kopecks > 0 and paid_kopecks < amount_kopecks and paid_kopecks > 0;
create index deal_undelivered_idx on deals.deal (id)
  include (department_id, responsible_id, company_id, amount_kopecks, shipped_kopecks)
  where amount_kopecks > 0 and paid_kopecks >= amount_kopecks
    and shipped_kopecks < amount_kopecks;
