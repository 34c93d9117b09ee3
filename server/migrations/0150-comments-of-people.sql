-- Replies, mentions, pinned words and files of a comment; every earlier wording of it is kept.
alter table timeline.comment
  add column reply_to_id bigint,
  -- [{id, name}] as the name stood in the text on the day.
  add column mentions jsonb not null default '[]',
  add column file_ids bigint[] not null default '{}',
  add column pinned_at timestamptz,
  add column pinned_by bigint,
  add constraint comment_reply_fk foreign key (reply_to_id) references timeline.comment,
  add constraint comment_pinned_by_fk foreign key (pinned_by) references staff.employee;
create index comment_reply_idx on timeline.comment (reply_to_id, id)
  where reply_to_id is not null;
create index comment_pinned_idx on timeline.comment (entity, entity_id)
  where pinned_at is not null;

create table timeline.comment_version (
  id bigint generated always as identity primary key,
  comment_id bigint not null,
  body text not null,
  written_at timestamptz not null,
  constraint comment_version_comment_fk foreign key (comment_id) references timeline.comment
);
create index comment_version_comment_idx on timeline.comment_version (comment_id, id);
