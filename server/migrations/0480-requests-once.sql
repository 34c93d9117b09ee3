-- What a request that makes something has answered, under the key that its sender chose: asked
-- again after a lost answer, it is not done a second time.
create table platform.request_once (
  sender bytea not null,
  key text not null,
  asked bytea not null,
  answer jsonb,
  at timestamptz not null,
  primary key (sender, key)
);
create index request_once_at on platform.request_once (at);
