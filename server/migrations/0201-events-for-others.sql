-- Whose record it was when a deputy acts for somebody who is away: history says «за …».
alter table platform.event add column on_behalf_id bigint;
