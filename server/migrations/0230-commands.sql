create schema commands;

-- Bases of 1C that have ever asked for commands: only for them anything is written.
create table commands.receiver (
  base_id smallint not null,
  since timestamptz not null,
  -- Deals born here go to one base alone, or two of them would make an order each.
  takes_deals boolean not null default false,
  constraint receiver_pk primary key (base_id)
);
create unique index receiver_deals_unique on commands.receiver (takes_deals) where takes_deals;

-- What 1C is asked to do. A row is written with the change that causes it and lives until 1C, or a
-- person, says what became of it.
create table commands.command (
  seq bigint generated always as identity,
  id uuid not null default gen_random_uuid(),
  base_id smallint not null,
  type text not null,
  -- Commands of one object are given one after another: "deal:17", "order:<guid>".
  object_key text not null,
  -- Guid that the object has in 1C, or is to get there: doing it twice makes it once.
  uid uuid not null,
  -- The record whose card shows it.
  entity text not null,
  entity_id bigint not null,
  deal_id bigint,
  asked jsonb not null default '{}',
  asked_by bigint,
  -- Frozen when it is first given: what comes again is the same to the byte.
  body text,
  sha256 text,
  state text not null default 'waiting',
  code text,
  reason text,
  written_at timestamptz not null,
  given_at timestamptz,
  times_given int not null default 0,
  settled_at timestamptz,
  -- When a snapshot of 1C named it as its cause.
  confirmed_at timestamptz,
  constraint command_pk primary key (seq),
  constraint command_id_unique unique (id),
  constraint command_state check
    (state in ('waiting', 'done', 'refused', 'cancelled', 'repeated')),
  constraint command_asked_by_fk foreign key (asked_by) references staff.employee
);
create index command_waiting_idx on commands.command (base_id, seq) where state = 'waiting';
create index command_object_idx on commands.command (object_key, base_id, seq);
create index command_uid_idx on commands.command (base_id, uid);
create index command_entity_idx on commands.command (entity, entity_id, seq);
create index command_deal_idx on commands.command (deal_id, seq) where deal_id is not null;
create index command_refused_idx on commands.command (base_id) where state = 'refused';
create index command_settled_idx on commands.command (settled_at) where state <> 'waiting';

-- A link that a person has set outlives whatever 1C says of the deal of an order.
alter table payments.sales_order add column linked_by bigint;
