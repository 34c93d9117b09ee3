-- A key of 1C serves one base. Which of the keys from before serve one alone is told by their next
-- call: until then each may call for any, as it could.
alter table onec.key_base add column settled boolean not null default true;
update onec.key_base set settled = false;
