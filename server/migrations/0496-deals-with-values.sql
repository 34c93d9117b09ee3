-- A list of all deals in the order of a field of one's own sorts those that have values. The history
-- of 1C brings none, so that the index is small and no load of a history writes it.
create index deal_custom_idx on deals.deal (id) where custom is not null;
