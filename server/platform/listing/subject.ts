// A noun as views, exports and mass work see it. Each module registers its own; the platform knows
// none of them by name.
import type { Entity } from '#contract/rights';
import { companyTimeZone } from '#platform/company-time';
import type { Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import { refuse } from '#platform/refuse';
import type { Fragment } from './fragment.ts';
import type { FilterFrame } from './resolve-filter.ts';
import type { CalendarSource } from './run-calendar.ts';
import type { ListSource } from './run-list.ts';

export type ListSubject = {
  /** Plural noun of the route: 'deals'. */
  noun: string;
  entity: Entity;
  /** «Сделки»: names files and windows. */
  title: string;
  source: (ctx: Context, q: string | undefined, filter?: string) => ListSource;
  /** Years of rows that nobody counts to the end: an export counts no further than it may hold. */
  isEndless?: true;
  /** What a file says of rows that SQL alone cannot: fewer rows, where one is not to be told. */
  told?: {
    /** Fields that it reads, whatever columns were asked for. */
    needs: readonly string[];
    tell: (
      ctx: Context, rows: Record<string, unknown>[], words: Readonly<Record<string, string>>,
    ) => Promise<Record<string, unknown>[]>;
  };
  /** Of the rows that are read those that may be carried away, from platform/visibility. */
  exportable: (actor: Actor) => Fragment;
  /** Dates that the noun stands in a calendar by, named as the catalogue's fields. */
  calendars?: Readonly<Record<string, CalendarSource>>;
  /** SQL that names one record for a person: `d.number || ' · ' || d.title`. */
  rowTitle: string;
};

export type Subjects<S extends ListSubject = ListSubject> = Readonly<Record<string, S>>;

/** The subject, or the refusal of a noun that nobody has registered. */
export function requireSubject<S extends ListSubject>(subjects: Subjects<S>, noun: string): S {
  const subject = Object.hasOwn(subjects, noun) ? subjects[noun] : undefined;
  if (!subject) throw refuse('record.missing', 'Такого списка нет.');
  return subject;
}

export function listFrame(ctx: Context): FilterFrame {
  return { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() };
}
