-- When the money made the task of a deferral needless: it comes back with the debt when the payment
-- is cancelled, and not when a person had closed it.
alter table payments.deferral add column dropped_at timestamptz;
