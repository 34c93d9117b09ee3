-- A closing stage of leads may demand words: «Не наш профиль» says little by itself.
alter table leads.stage
  add column needs_reason boolean not null default false,
  add constraint stage_needs_reason check (not needs_reason or semantics = 'lost'),
  add constraint stage_name_length check (length(name) between 1 and 80);
