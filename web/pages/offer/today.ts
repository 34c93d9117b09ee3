import { companyZone } from '../../api/session.ts';

/** `YYYY-MM-DD` of a moment in a zone; without one by the clock of the browser. */
export function dayIn(timeZone: string | undefined, moment: Date): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', { ...parts, ...(timeZone ? { timeZone } : {}) })
    .format(moment);
}

/** Today of the company: its offers are dated alike, whichever clock the browser has. */
export const today = (): string => dayIn(companyZone(), new Date());
