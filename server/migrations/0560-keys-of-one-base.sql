-- A key of 1C may be bound to one base by an administrator. Without that the row says only who has
-- called with it first, so that a copy of the base is known by the key it has carried off.
alter table onec.key_base add column is_bound boolean not null default false;
