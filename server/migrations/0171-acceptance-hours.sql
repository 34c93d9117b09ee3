-- The term of an acceptance is counted anew when the calendar changes; null is a term of before.
alter table deals.transfer add column accept_hours smallint;
