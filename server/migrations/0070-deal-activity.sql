-- When something last happened to a deal, so that the ones that stand still are found by an index.
alter table deals.deal add column last_activity_at timestamptz not null default now();
update deals.deal set last_activity_at = updated_at;
create index deal_idle_idx on deals.deal (responsible_id, last_activity_at) where is_open;

-- A deal stands still after so many working days without an event and without an open task;
-- idle_before is the moment this comes to today, renewed by the clock.
alter table deals.stage
  add column idle_days smallint not null default 5,
  add column idle_before timestamptz,
  add constraint stage_idle_days check (idle_days between 1 and 250);

-- How far the event log has been read for the activity of deals.
create table deals.activity_cursor (
  single boolean not null default true,
  tx xid8 not null,
  event_id bigint not null,
  constraint activity_cursor_pk primary key (single),
  constraint activity_cursor_single check (single)
);
insert into deals.activity_cursor (tx, event_id) values (pg_current_xact_id(), 0);
