-- What a stage asks of a deal that a person moves into it: fields that must be filled (names as the
-- API has them, `custom.CODE` for custom ones), and payment in full or the word of a head.
alter table deals.stage
  add column required_fields text[] not null default '{}',
  add column needs_payment boolean not null default false,
  add constraint stage_needs_payment check (not needs_payment or semantics = 'won');

-- A person asks a head to let a deal into a stage that its rule closes.
create table deals.stage_approval (
  id bigint generated always as identity primary key,
  deal_id bigint not null,
  stage_id bigint not null,
  asked_by bigint not null,
  asked_of bigint not null,
  note text,
  task_id bigint,
  state text not null default 'open',
  answer text,
  decided_by bigint,
  decided_at timestamptz,
  created_at timestamptz not null default now(),
  constraint stage_approval_deal_fk foreign key (deal_id) references deals.deal on delete cascade,
  constraint stage_approval_stage_fk foreign key (stage_id) references deals.stage,
  constraint stage_approval_asked_by_fk foreign key (asked_by) references staff.employee,
  constraint stage_approval_asked_of_fk foreign key (asked_of) references staff.employee,
  constraint stage_approval_decided_by_fk foreign key (decided_by) references staff.employee,
  constraint stage_approval_state check (state in ('open', 'approved', 'refused', 'withdrawn'))
);
create unique index stage_approval_open_unique on deals.stage_approval (deal_id)
  where state = 'open';

-- Heads decide on deals of their people; an administrator may change the cell.
insert into staff.role_grant (role_id, entity, action, scope)
  select id, 'deal', 'decide', 'subtree' from staff.role where code = 'head'
  on conflict do nothing;
alter table work.task drop constraint task_kind;
alter table work.task add constraint task_kind
  check (kind in ('task', 'call', 'letter', 'deferral', 'acceptance', 'approval'));
