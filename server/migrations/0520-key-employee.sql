-- Whose records count as own for a program: a key of a role with the scopes own, department or
-- subtree had no ground of its own and could do nothing.
alter table platform.api_key add column employee_id bigint;
