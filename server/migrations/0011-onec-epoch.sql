-- When a person confirmed the epoch of a base: what was applied before has revisions of another
-- count, for a restored base goes on from an older number.
alter table onec.base add column epoch_since timestamptz;
