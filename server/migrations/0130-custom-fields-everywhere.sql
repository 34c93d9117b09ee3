-- Custom fields of leads and tasks too; lead stages ask for fields as deal stages do; a text field
-- may be found by search.
alter table leads.lead add column custom jsonb;
alter table work.task add column custom jsonb;

alter table leads.stage add column required_fields text[] not null default '{}';

alter table fields.field add column is_searched boolean not null default false;
alter table fields.field add constraint field_searched_text
  check (not is_searched or kind = 'text');
