-- Sellers on the simplified system charge 5 or 7 % since 2025, or nothing.
alter table customers.own_entity
  drop constraint own_entity_vat_regime,
  add constraint own_entity_vat_regime check (vat_regime in ('vat', 'usn5', 'usn7', 'none'));
