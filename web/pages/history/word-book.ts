// Every word that the history is told in, by its place. A file of the journal takes the book along.
import type { Words } from '#contract/event-tongue';
import { ruCommands } from '../../texts/ru-commands.ts';
import { ruEvents } from '../../texts/ru-events.ts';
import { ruSettingEvents } from '../../texts/ru-setting-events.ts';

const placed = (place: string, words: object): [string, string][] =>
  Object.entries(words).map(([name, text]) => [`${place}${name}`, String(text)]);

export const eventWords: Words = Object.fromEntries([
  ...placed('kind ', ruEvents.kinds), ...placed('field ', ruEvents.fields),
  ...placed('value ', ruEvents.values),
  ...placed('field ', ruSettingEvents.fields), ...placed('value ', ruSettingEvents.values),
  ...placed('command ', ruCommands.types),
  ...placed('text ', ruEvents.sentences),
  ...Object.entries(ruEvents.documents).flatMap(([type, noun]) => placed(`text ${type}.`, noun)),
]);
