-- What was taken of an object at its version, so that 1C's side of a month is known here without
-- asking 1C again, and damage of our own revision shows. Null: no object of ours: a folder, a loan.
alter table onec.odata_object add column taken_sha256 bytea;
alter table onec.odata_object add column taken_kopecks bigint;

-- Bases that were connected before: what is applied is what was taken.
update onec.odata_object v set taken_sha256 = o.sha256, taken_kopecks = o.total_kopecks
from onec.object o
where o.base_id = v.base_id and o.uid = v.uid and not o.deleted and o.type = case
  when v.source between 10 and 19 then 3 when v.source between 20 and 29 then 4
  when v.source = 30 then 5 when v.source = 31 then 8 when v.source = 32 then 7
  when v.source = 33 then 6 else v.source end;

-- When a whole month of a set was listed last; month 0 holds a reference book.
create table onec.odata_slice (
  base_id smallint not null,
  source smallint not null,
  month int not null,
  listed_at timestamptz not null,
  constraint odata_slice_pk primary key (base_id, source, month)
);

-- What 1C has said so far in a reconciliation that its poller answers: a restart goes on from here.
create table onec.reconcile_said (
  reconcile_id bigint not null,
  type smallint not null,
  month int not null,
  count int not null,
  sum_kopecks numeric not null,
  hash text not null,
  constraint reconcile_said_pk primary key (reconcile_id, type, month)
);
