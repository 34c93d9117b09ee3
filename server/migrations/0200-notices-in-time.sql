-- Notices stand in the order in which they were told; a grouped one says which records it is about.
alter table work.notification
  add column records_of text,
  add column record_ids bigint[],
  add constraint notification_records_whole check ((records_of is null) = (record_ids is null));
create index notification_told_idx on work.notification (employee_id, created_at desc, id desc);
create index notification_waiting_idx on work.notification (employee_id, created_at desc, id desc)
  include (kind, in_app) where read_at is null;
drop index work.notification_employee_idx;
drop index work.notification_unread_idx;
-- What a deputy has not read goes back with the person.
create index notification_instead_idx on work.notification (for_employee_id)
  where for_employee_id is not null and read_at is null;
