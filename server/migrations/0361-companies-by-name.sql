-- Deals in the order of their companies' names are read company by company: a head of 1.2 million
-- deals waited 4 to 9 s for a page. Companies that 1C has deleted keep their deals, so the order
-- has them, too.
drop index customers.company_name_order_idx;
create index company_name_order_idx on customers.company (name collate "ru-x-icu", id);
