-- Who looks at which record just now. Unlogged: it is worth nothing after a crash, and a heartbeat
-- writes no WAL.
create unlogged table platform.presence (
  tab text not null,
  employee_id bigint not null,
  entity text not null,
  entity_id bigint not null,
  field text,
  expires_at timestamptz not null,
  constraint presence_pk primary key (tab),
  constraint presence_tab_length check (length(tab) between 8 and 64)
) with (fillfactor = 50);
create index presence_record_idx on platform.presence (entity, entity_id);
