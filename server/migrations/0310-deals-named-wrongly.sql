-- An order of 1C names a deal that does not exist; a person has said which one is meant. It holds
-- for every later snapshot that names the same.
create table onec.deal_alias (
  base_id smallint not null,
  crm_deal_id bigint not null,
  deal_id bigint not null,
  decided_by bigint,
  decided_at timestamptz not null,
  constraint deal_alias_pk primary key (base_id, crm_deal_id)
);
