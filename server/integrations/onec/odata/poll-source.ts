// A window of one set as a part of a poll: what 1C refuses for reasons of business is set apart
// with its words, and the other sets go on.
import { saveProgress } from './link.ts';
import { pollWindow } from './poll-window.ts';
import { OdataProblem } from './problem.ts';
import { REACHES_CODE, type ObjectSource } from './profiles/profile.ts';
import type { Window } from './read-objects.ts';
import type { Work } from './work.ts';

export type SourceWindow = {
  source: ObjectSource;
  window: Window;
  /** What the screen says is being polled. */
  words: string;
};

export async function pollSource(
  work: Work, { source, window, words }: SourceWindow,
): Promise<number> {
  const { link } = work;
  if (link.refused[source.code] !== undefined) return 0;
  await work.tell(words);
  try {
    const count = await pollWindow(work, source, window);
    const silent = work.view.reaches?.refused();
    if (silent) await noteRefused(work, REACHES_CODE, `телефоны и почта: ${silent}`);
    return count;
  } catch (error) {
    if (!(error instanceof OdataProblem) || error.kind !== 'refused') throw error;
    await noteRefused(work, source.code, `${source.title}: ${error.message}`);
    return 0;
  }
}

async function noteRefused(
  { inbox, base, link }: Work, code: number, words: string,
): Promise<void> {
  if (link.refused[code] === words) return;
  link.refused[code] = words;
  await saveProgress(inbox.db, base.id, { refused: JSON.stringify(link.refused) });
}
