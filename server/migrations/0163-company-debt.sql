-- What a company owes is the sum of its deals that are shipped further than they are paid: few rows
-- of the few companies that owe, however many deals a company has.
create index deal_debt_idx on deals.deal (company_id)
  include (shipped_kopecks, paid_kopecks, currency) where shipped_kopecks > paid_kopecks;
