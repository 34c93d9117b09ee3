// The history in the words of the screen.
import { wordsOfEvent as tell } from '#contract/event-words';
import type { EventFacts, EventWords, Names } from '#contract/event-words';
import { tongueOf } from '#contract/event-tongue';
import { nameOfField as name, wordsOfValue as write } from '#contract/event-values';
import { formatDay, formatIn, formatMoment, formatPercent } from '../../ui/format.ts';
import { eventWords } from './word-book.ts';

export type { EventWords, Names };

export const screenTongue = tongueOf(eventWords, {
  money: formatIn, percent: formatPercent, day: formatDay, moment: formatMoment,
});

/** Title, who did it and what has changed. */
export const wordsOfEvent = (item: EventFacts, names?: Names): EventWords =>
  tell(screenTongue, item, names);

/** What a field of a record is called. */
export const nameOfField = (entity: string, field: string): string =>
  name(screenTongue, entity, field);

/** A value of a field as a person reads it. */
export const wordsOfValue = (field: string, value: unknown): string =>
  write(screenTongue, field, value);
