-- A merged source looks for its leads each minute, and the dialog counts them: neither may read all.
create index lead_source_idx on leads.lead (source_id, id) where source_id is not null;
