-- Lists of what orders wait for are paged by a key of one number.
alter table payments.due add column id bigint not null generated always as identity;
