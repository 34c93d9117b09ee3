-- A row of mass work may have an input of its own (cells pasted from a sheet), and a row that the
-- program itself fails on is tried a few times and then left, so that the job ends.
alter table platform.mass_row
  add column input jsonb,
  add column attempts smallint not null default 0,
  drop constraint mass_row_status,
  add constraint mass_row_status check
    (status in ('waiting', 'done', 'refused', 'unchanged', 'skipped', 'failed'));
