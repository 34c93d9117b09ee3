-- What a file of history carries, as its lines say it: one row for each portion of lines, type and
-- month, written together with how far the file has come. 36 bytes an object.
create table onec.history_part (
  file_id int not null,
  type smallint not null,
  -- As in onec.month_state: 0 holds reference books and deletions.
  month int not null,
  first_line int not null,
  uids uuid[] not null,
  revs bigint[] not null,
  -- Null is a deletion.
  kopecks bigint[] not null,
  lines int[] not null,
  constraint history_part_pk primary key (file_id, type, month, first_line),
  constraint history_part_file_fk foreign key (file_id) references onec.history_file (id)
);

-- The file against the rows of Verstak, month by month, as it was last counted.
create table onec.history_month (
  file_id int not null,
  type smallint not null,
  month int not null,
  said_count int not null,
  said_kopecks numeric not null,
  held_count int not null,
  held_kopecks numeric not null,
  -- Of the objects of the file: not here, waiting in the quarantine, another sum or month, newer.
  missing int not null,
  waiting int not null,
  differs int not null,
  newer int not null,
  constraint history_month_pk primary key (file_id, type, month),
  constraint history_month_file_fk foreign key (file_id) references onec.history_file (id)
);

-- The objects behind these figures, at most a thousand a month and type.
create table onec.history_fault (
  file_id int not null,
  type smallint not null,
  month int not null,
  uid uuid not null,
  fault text not null,
  line int not null,
  rev bigint not null,
  said_kopecks bigint,
  held_kopecks bigint,
  held_rev bigint,
  -- Of the quarantine.
  item_id bigint,
  constraint history_fault_pk primary key (file_id, type, month, uid),
  constraint history_fault_file_fk foreign key (file_id) references onec.history_file (id),
  constraint history_fault_kind check (fault in ('missing', 'waiting', 'differs', 'newer'))
);

alter table onec.history_file add column proof_asked_at timestamptz;
alter table onec.history_file add column proved_at timestamptz;
