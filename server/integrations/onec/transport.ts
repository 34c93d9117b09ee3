// How a base reaches us, by what it has left here: nobody sets it.
import type { ExchangeBase } from '#contract/exchange';

export type Transport = ExchangeBase['transport'];

/** Of the base `b`. */
export const TRANSPORT = `
  case when exists (select from onec.odata_link l where l.base_id = b.id) then 'odata'
    when b.epoch like 'odata-%' then 'ended'
    when b.epoch = 'commerceml' then 'commerceml'
    when b.extension is not null or exists (select from onec.key_base k where k.ib = b.ib)
      then 'push'
    else 'file' end`;
