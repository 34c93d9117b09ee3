// How long a message was on its way, for people: alarms, the monitor and versions of an object.
import { plural } from './plural.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Two of the greater unit are told in it: 90 minutes say more than 2 hours. */
const ENOUGH = 2;
/** What the log of messages holds at most, 24.8 days in 32 bits: nobody knows how much longer. */
export const LAG_MAX_MS = 2_147_483_647;

/** «515 мс», «1,2 с», «35 мин», «5 ч», «3 дня», «больше 24 дней». */
export function lagWords(lagMs: number): string {
  if (lagMs >= LAG_MAX_MS) return `больше ${Math.floor(LAG_MAX_MS / DAY_MS)} дней`;
  if (lagMs < SECOND_MS) return `${lagMs} мс`;
  if (lagMs < MINUTE_MS) return `${(lagMs / SECOND_MS).toFixed(1).replace('.', ',')} с`;
  if (lagMs < ENOUGH * HOUR_MS) return `${Math.round(lagMs / MINUTE_MS)} мин`;
  if (lagMs < ENOUGH * DAY_MS) return `${Math.round(lagMs / HOUR_MS)} ч`;
  const days = Math.round(lagMs / DAY_MS);
  return `${days} ${plural(days, 'день', 'дня', 'дней')}`;
}
