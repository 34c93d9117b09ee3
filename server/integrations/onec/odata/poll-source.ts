// A window of one set as a part of a poll: what 1C refuses for reasons of business is set apart
// with its words, and the other sets go on.
import { saveProgress } from './link.ts';
import { pollWindow } from './poll-window.ts';
import { OdataProblem } from './problem.ts';
import type { ObjectSource } from './profiles/profile.ts';
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
  const { link, inbox, base } = work;
  if (link.refused[source.code] !== undefined) return 0;
  await work.tell(words);
  try {
    return await pollWindow(work, source, window);
  } catch (error) {
    if (!(error instanceof OdataProblem) || error.kind !== 'refused') throw error;
    link.refused[source.code] = `${source.title}: ${error.message}`;
    await saveProgress(inbox.db, base.id, { refused: JSON.stringify(link.refused) });
    return 0;
  }
}
