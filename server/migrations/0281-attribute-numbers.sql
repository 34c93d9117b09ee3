-- Attributes whose values are numbers are filtered by ranges and sorted by size. A new name is told
-- by the values it comes with; each night all are counted again.
alter table catalog.attribute add column is_number boolean not null default false;
