-- An administrator looks through the eyes of this employee; every write is refused meanwhile.
alter table platform.session add column viewing_as bigint;
-- The audit log is read by who and by what over years; by record there is event_entity_idx.
create index event_actor_idx on platform.event (actor_id, id desc) where actor_id is not null;
create index event_kind_idx on platform.event (kind, id desc);
