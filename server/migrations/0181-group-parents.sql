-- What 1C said last of the parent of a group: only a new word of it moves the group, so that a
-- person's own order of groups stays.
alter table catalog.product_group_identity add column parent_uid uuid;
