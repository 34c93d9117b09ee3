import { readConditions, withCondition, writeConditions } from '../ui/filter/conditions.ts';

/** The filter of a list that shows one day of a calendar. */
export function filterOfDay(filter: string | undefined, by: string, day: string) {
  const condition = { field: by, operator: 'eq' as const, value: day };
  return writeConditions(withCondition(readConditions(filter) ?? [], condition));
}
