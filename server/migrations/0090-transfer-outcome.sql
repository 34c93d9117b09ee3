-- How a transfer ended: accepted, returned with a reason, or overtaken by the next one; and which
-- open tasks went along, so that a return brings them back.
alter table deals.transfer
  add column accepted_by bigint,
  add column returned_at timestamptz,
  add column returned_by bigint,
  add column return_reason text,
  add column superseded_at timestamptz,
  add column head_told_at timestamptz,
  add column passed_task_ids bigint[] not null default '{}',
  add constraint transfer_one_outcome check
    (num_nonnulls(accepted_at, returned_at, superseded_at) <= 1),
  add constraint transfer_return_reason check
    ((returned_at is null) = (return_reason is null)
      and (return_reason is null or length(return_reason) between 1 and 2000));

-- At most one transfer of a deal waits for an answer; those of before are overtaken or answered.
update deals.transfer t set accepted_at = k.done_at, accepted_by = k.done_by
from work.task k where k.id = t.task_id and k.done_at is not null;
update deals.transfer t set superseded_at = t.created_at
where t.accepted_at is null
  and exists (select from deals.transfer n where n.deal_id = t.deal_id and n.id > t.id);
create unique index transfer_waiting_unique on deals.transfer (deal_id)
  where accepted_at is null and returned_at is null and superseded_at is null;
create index transfer_due_idx on deals.transfer (accept_until)
  where accepted_at is null and returned_at is null and superseded_at is null
    and head_told_at is null;
create index transfer_from_employee_idx on deals.transfer (from_employee_id, id desc);
create index transfer_from_department_idx on deals.transfer (from_department_id, id desc);
create index transfer_created_by_idx on deals.transfer (created_by, id desc);
create index transfer_to_employee_idx on deals.transfer (to_employee_id, id desc);
create index transfer_to_department_idx on deals.transfer (to_department_id, id desc);
create index transfer_task_idx on deals.transfer (task_id) where task_id is not null;
