-- The calendar of next actions begins with the open tasks of its days, not with the deals.
create index task_open_due_idx on work.task (due_at, entity, entity_id)
  where done_at is null and cancelled_at is null;
