import type { HeldState } from './use-exchange.ts';

export type ExchangeSearch = { state?: HeldState; item?: number; object?: string };

const STATES: readonly string[] = ['open', 'parked', 'rejected', 'settled'];

/** Which part of the quarantine is shown and which item is open stand in the address. */
export function readExchangeSearch(search: Record<string, unknown>): ExchangeSearch {
  const item = Number(search.item);
  return {
    ...(STATES.includes(String(search.state)) ? { state: search.state as HeldState } : {}),
    ...(Number.isSafeInteger(item) && item > 0 ? { item } : {}),
    ...(typeof search.object === 'string' ? { object: search.object } : {}),
  };
}
