-- When a base last asked for commands: one that has stopped asking leaves them lying, and a person
-- must see that.
alter table commands.receiver add column asked_at timestamptz;
