// The order of a timeline for the eye: days, and one line for a burst of edits of one person.
import type { TimelineItem } from '#contract/timeline';

export type Burst = { items: TimelineItem[] };
export type Day = { key: string; at: string; rows: Burst[] };

/** Fewer are told one by one: that is shorter than to unfold them. */
const BURST_MIN = 3;
/** Edits with longer pauses are told one by one. */
const PAUSE_MS = 15 * 60_000;

const localDay = (at: string) => {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
};

const isEdit = ({ kind }: TimelineItem) => kind.endsWith('.edited');

/** Who, for whom, from where, about what. */
const handOf = ({ actor, onBehalfOf, source, record }: TimelineItem) =>
  [actor?.id, onBehalfOf?.id, source, record?.id].join(' ');

function belongs(burst: Burst, item: TimelineItem): boolean {
  const last = burst.items.at(-1)!;
  return isEdit(last) && isEdit(item) && last.kind === item.kind
    && handOf(last) === handOf(item)
    && Date.parse(last.at) - Date.parse(item.at) <= PAUSE_MS;
}

/** Items come newest first and stay so. */
export function daysOf(items: readonly TimelineItem[]): Day[] {
  const days: Day[] = [];
  for (const item of items) {
    const key = localDay(item.at);
    let day = days.at(-1);
    if (day?.key !== key) {
      day = { key, at: item.at, rows: [] };
      days.push(day);
    }
    const burst = day.rows.at(-1);
    if (burst && belongs(burst, item)) burst.items.push(item);
    else day.rows.push({ items: [item] });
  }
  return days.map((day) => ({
    ...day,
    rows: day.rows.flatMap((row) =>
      (row.items.length < BURST_MIN ? row.items.map((item) => ({ items: [item] })) : [row])),
  }));
}
