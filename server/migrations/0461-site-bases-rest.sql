-- A base of «Обмен с сайтом» calls by its own schedule, and its silence is no news. Goods that a
-- whole catalogue had left out made it look like one that calls every minute.
update onec.base set live_at = null where epoch = 'commerceml';
update onec.alarm set cleared_at = now() from onec.base b
where b.id = base_id and b.epoch = 'commerceml' and kind = 'contact.lost' and cleared_at is null;
