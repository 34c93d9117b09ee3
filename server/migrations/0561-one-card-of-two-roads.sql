-- A good that comes by two roads of one base of 1C has one guid and gets one card. The identity that
-- made the card is the home of its guid: of two roads that bring a new good at once one waits, and
-- then finds the card. Cards that are there already stay as they are.
alter table catalog.product_identity add column is_home boolean not null default false;
update catalog.product_identity i set is_home = true
where not exists (select from catalog.product_identity o
  where o.uid = i.uid and (o.product_id, o.base_id) < (i.product_id, i.base_id));
create unique index product_identity_home_idx on catalog.product_identity (uid) where is_home;
