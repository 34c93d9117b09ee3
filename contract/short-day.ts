// A day as people read it: «24 дек». Pure.

export const SHORT_MONTHS = [
  'янв', 'фев', 'мар', 'апр', 'мая', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек',
] as const;

/** Takes YYYY-MM-DD. */
export function shortDay(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${day}\u00a0${SHORT_MONTHS[month! - 1]}`;
}
