-- A document that a file of history has named and Verstak does not hold is looked for in 1C by its
-- number and day: 12 bytes an object, before compression. Null in parts of earlier loads.
alter table onec.history_part add column names text[];
alter table onec.history_part add column days date[];
alter table onec.history_fault add column name text;
alter table onec.history_fault add column dated_on date;

-- How far the clock of the base is behind ours, negative when it is ahead; null: never measured.
alter table onec.base add column clock_skew_ms int;
