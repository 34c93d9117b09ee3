-- What a refused row of mass work lacks and a person can add, such as the reason of a lost deal:
-- names of fields. The screen asks for them once and tries these rows again.
alter table platform.mass_row add column asks text[];
