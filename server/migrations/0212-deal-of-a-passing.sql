-- The way back of an import asks of each deal whether a lead came to it: without this all passings
-- were read for each of 100,000 deals.
create index passing_deal_idx on leads.passing (deal_id) where deal_id is not null;
