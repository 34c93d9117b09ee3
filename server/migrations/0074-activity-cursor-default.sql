-- A restored database counts transactions anew: like the log's own, this place is not carried over.
alter table deals.activity_cursor alter column tx set default pg_current_xact_id();
