-- A list of all leads in any order reads a page, not 300,000 rows: directors waited up to a second
-- in the orders of dates. A lead is written a few times in its life; five seconds at 300,000.
create index lead_title_order_idx on leads.lead (title collate "ru-x-icu", id);
create index lead_updated_idx on leads.lead (updated_at, id);
create index lead_stage_changed_idx on leads.lead (stage_changed_at, id);
create index lead_stage_idx on leads.lead (stage_id, id);
create index lead_responsible_order_idx on leads.lead (responsible_id, id);
create index lead_receiver_order_idx on leads.lead (transferred_to_id, id)
  where transferred_to_id is not null;
create index lead_topic_idx on leads.lead (topic_id, id) where topic_id is not null;
create index lead_closed_at_idx on leads.lead (closed_at, id) where closed_at is not null;
create index lead_transferred_at_idx on leads.lead (transferred_at, id)
  where transferred_at is not null;
create index lead_first_response_idx on leads.lead (first_response_at, id)
  where first_response_at is not null;
create index lead_estimate_idx on leads.lead (estimate_kopecks, id) where estimate_kopecks <> 0;
