// The order of the day: what has a date first, then what stands still, good news at the end. A
// module that has something for the morning offers its section here.
import { daySections } from '#modules/deals';
import { leadDaySection } from '#modules/leads';
import { deferralDaySection, moneyDaySection } from '#modules/payments';
import type { DaySource } from '#modules/work';

export const daySources: readonly DaySource[] = [
  ...daySections.dated, leadDaySection, deferralDaySection, ...daySections.quiet, moneyDaySection,
];
