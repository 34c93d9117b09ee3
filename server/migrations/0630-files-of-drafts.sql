-- A file attached to a comment that is still being written: its author's alone, and no part of the
-- record until the comment is sent. A draft that nobody sends is swept away with its files.
alter table platform.file add column is_draft boolean not null default false;
create index file_draft_idx on platform.file (created_at) where is_draft;
