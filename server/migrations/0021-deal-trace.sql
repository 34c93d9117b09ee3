-- A deal made of a lead carries on where the request came from (SourceTrace of the contract).
alter table deals.deal add column trace jsonb;
-- Deals of a caller are found by their contact; those of history have none.
create index deal_contact_idx on deals.deal (contact_id) where contact_id is not null;
