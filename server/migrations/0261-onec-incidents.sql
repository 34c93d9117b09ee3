-- When administrators were told of an alarm, and of its end.
alter table onec.alarm add column told_at timestamptz;
alter table onec.alarm add column end_told_at timestamptz;
update onec.alarm set told_at = raised_at, end_told_at = cleared_at where cleared_at is not null;
create index alarm_untold_idx on onec.alarm (id)
  where told_at is null or cleared_at is not null and end_told_at is null;

-- The last word over the wire; files say nothing of whether 1C is there.
alter table onec.base add column live_at timestamptz;
update onec.base set live_at = last_contact_at;
-- A base that is not used any more may be silent.
alter table onec.base add column watched boolean not null default true;

create index quarantine_money_idx on onec.quarantine (base_id)
  where state = 'rejected' and lane = 'money';

-- Which base has called with a key first: a copy of it carries the same key.
create table onec.key_base (
  key_id text not null,
  ib text not null,
  constraint key_base_pk primary key (key_id)
);
