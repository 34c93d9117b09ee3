// The walk over everything: reference books, then months of documents from the newest to the first
// one wanted. The first walk loads the history; later ones find what no poll could see, such as an
// old document that was corrected or deleted. It goes on where it stopped.
import { saveProgress } from './link.ts';
import { monthsOf, nextMonth, type Slice } from './months.ts';
import { pollSource } from './poll-source.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { noteListed } from './remembered-month.ts';
import type { Work } from './work.ts';

/** Between the end of a walk and the beginning of the next one. */
export const SWEEP_PAUSE_MS = 24 * 60 * 60_000;

const REFS: ReadonlySet<string> = new Set(['company', 'contact', 'product', 'employee']);
export const isReference = ({ type }: Pick<ObjectSource, 'type'>): boolean => REFS.has(type);

/** Month of reference books in the walk: they have no dates. */
const ALL = 'all';

/** All slices of a walk in order; documents dated ahead belong to the newest month. */
export function slicesOf(
  sources: readonly ObjectSource[], sinceOn: string, today: string,
): Slice[] {
  const months = monthsOf(sinceOn, today);
  const newest = months[0];
  return [
    ...sources.filter(isReference)
      .map((source) => ({ month: ALL, source, window: { from: null, to: null } })),
    ...months.flatMap((month) => sources.filter((source) => !isReference(source))
      .map((source) => ({
        month, source,
        window: {
          from: month === sinceOn.slice(0, 7) ? sinceOn : `${month}-01`,
          to: month === newest ? null : `${nextMonth(month)}-01`,
        },
      }))),
  ];
}

export type SweepState = { done: number; total: number };

/** How far the walk has come, for the screen. */
export function sweepState(
  slices: readonly { month: string; source: ObjectSource }[],
  at: { month: string | null; source: number | null },
): SweepState {
  if (at.month === null) return { done: 0, total: slices.length };
  const last = slices.findIndex(({ month, source }) =>
    month === at.month && source.code === at.source);
  return { done: last + 1, total: slices.length };
}

/** Walks up to `count` slices; true while there is more to walk now. */
export async function sweep(work: Work, today: string, count: number): Promise<boolean> {
  const { link, inbox, base } = work;
  const now = inbox.now();
  if (link.sweepStartedAt === null) {
    const finishedMs = link.sweepFinishedAt ? Date.parse(link.sweepFinishedAt) : 0;
    if (now.getTime() - finishedMs < SWEEP_PAUSE_MS) return false;
    Object.assign(link, { sweepStartedAt: now.toISOString(), sweepMonth: null });
    await saveProgress(inbox.db, base.id, { sweep_started_at: now, sweep_month: null });
  }
  const slices = slicesOf(work.sources, link.sinceOn, today);
  const { done } = sweepState(slices, { month: link.sweepMonth, source: link.sweepSource });
  for (const slice of slices.slice(done, done + count)) {
    const { month, source, window } = slice;
    const words = month === ALL ? source.title : `${source.title}, ${month}`;
    const listedAt = inbox.now();
    await pollSource(work, { source, window, words });
    if (link.refused[source.code] === undefined) await noteListed(work, slice, listedAt);
    Object.assign(link, { sweepMonth: month, sweepSource: source.code });
    await saveProgress(inbox.db, base.id, { sweep_month: month, sweep_source: source.code });
  }
  if (done + count < slices.length) return true;
  Object.assign(link, { sweepStartedAt: null, sweepFinishedAt: inbox.now().toISOString() });
  await saveProgress(inbox.db, base.id, {
    sweep_started_at: null, sweep_finished_at: inbox.now(), sweep_month: null, sweep_source: null,
  });
  return false;
}
