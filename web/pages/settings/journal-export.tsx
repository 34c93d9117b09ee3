import { SETTINGS } from '#contract/settings';
import { allows, useSession } from '../../api/session.ts';
import { ExportMenu } from '../../lists/export-menu.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import { eventWords } from '../history/word-book.ts';

const { journal: texts } = ruSettings;

const namedAs = (place: string, words: Record<string, string>) =>
  Object.entries(words).map(([name, text]) => [`${place} ${name}`, text] as const);

/** What the server does not know how to call; the file says it as the screen does. */
const WORDS = Object.fromEntries([
  ...Object.entries(eventWords),
  ...namedAs('source', texts.sources), ...namedAs('entity', texts.entities),
  ...Object.entries(SETTINGS).map(([name, { label }]) => [`field ${name}`, label] as const),
]);

const COLUMNS = Object.entries(texts.columns).map(([field, header]) => ({ field, header }));

/** The journal under its filter as a file, for whoever may carry settings away. */
export function JournalExport({ filter }: { filter: string | undefined }) {
  if (!allows(useSession(), 'setting', 'export')) return null;
  return (
    <ExportMenu
      view={{ noun: 'events', columns: COLUMNS, words: WORDS, ...(filter ? { filter } : {}) }}
      total={undefined}
    />
  );
}
