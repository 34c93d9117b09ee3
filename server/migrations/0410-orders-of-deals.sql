-- A list of all deals in any order reads a page, not 2.4 million rows: directors waited 1 to 8 s.
-- Nearly all deals are closed, paid and shipped in full and touched last when they were closed, so
-- four indexes hold all of them and the others the few that differ. One minute at 2.4 million.
create index deal_title_order_idx on deals.deal (title collate "ru-x-icu", id)
  include (department_id) where id > 0;
create index deal_closed_updated_idx on deals.deal (updated_at, id)
  include (department_id, closed_at, last_activity_at) where not is_open;
create index deal_department_idx on deals.deal (department_id, id);
drop index deals.deal_closed_stage_idx;
create index deal_closed_stage_idx on deals.deal (stage_id, id)
  include (department_id) where not is_open;
create index deal_closed_active_idx on deals.deal (last_activity_at, id)
  where not is_open and last_activity_at <> updated_at;
create index deal_closed_moved_idx on deals.deal (stage_changed_at, id)
  where not is_open and stage_changed_at <> created_at;
create index deal_closed_at_idx on deals.deal (closed_at, id)
  where closed_at is not null and (is_open or closed_at <> updated_at);
create index deal_part_paid_idx on deals.deal (paid_percent, id) where paid_percent <> 100;
create index deal_part_shipped_idx on deals.deal (shipped_percent, id)
  where shipped_percent <> 100;
create index deal_paid_sum_idx on deals.deal (paid_kopecks, id)
  where paid_kopecks <> 0 and paid_kopecks <> amount_kopecks;
create index deal_shipped_sum_idx on deals.deal (shipped_kopecks, id)
  where shipped_kopecks <> 0 and shipped_kopecks <> amount_kopecks;
create index deal_estimate_idx on deals.deal (estimate_kopecks, id) where estimate_kopecks <> 0;
create index deal_expected_idx on deals.deal (expected_kopecks, id) where expected_kopecks <> 0;
create index deal_to_ship_idx on deals.deal (greatest(amount_kopecks - shipped_kopecks, 0), id)
  where greatest(amount_kopecks - shipped_kopecks, 0) <> 0;
drop index deals.deal_idle_idx;
create index deal_idle_idx on deals.deal (responsible_id, last_activity_at)
  include (id, department_id, stage_changed_at) where is_open;
