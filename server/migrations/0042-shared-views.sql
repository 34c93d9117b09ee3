-- A view is a person's own, their department's with everything below it, or everybody's.
alter table platform.saved_view
  add column shared_with text not null default 'nobody',
  add column department_id bigint,
  add constraint saved_view_shared_with check (shared_with in ('nobody', 'department', 'everybody'));
update platform.saved_view set shared_with = 'everybody' where shared;
alter table platform.saved_view drop column shared;
create index saved_view_shared_idx on platform.saved_view (shared_with) where shared_with <> 'nobody';
