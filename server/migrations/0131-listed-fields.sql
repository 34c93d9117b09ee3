-- Whether a list shows the field before anybody has chosen columns.
alter table fields.field add column is_listed boolean not null default true;
