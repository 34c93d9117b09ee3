// The figures that stand around every screen: counts of the navigation and the health of 1C.
import Type, { type Static } from 'typebox';
import { Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

/** The same health as a signal of the stream, when it changes. */
export const ONEC_SIGNAL = 'onec';

export const ShellFacts = Type.Object({
  counts: Type.Object({
    /** Open deals where the reader is responsible. */
    deals: Type.Optional(Type.Integer()),
    /** Open leads that are the reader's, as operator or as receiver. */
    leads: Type.Optional(Type.Integer()),
    /** Open tasks of the reader due today or earlier. */
    tasks: Type.Optional(Type.Integer()),
    /** Messages of 1C that wait for a person; only for those who may read the exchange. */
    quarantine: Type.Optional(Type.Integer()),
  }),
  onec: Type.Object({
    /**
     * never: no base has called yet · live · late: money comes late · lost: silent longer than it
     * should be · resting: silent, outside the hours in which it is watched · held: a base names
     * another epoch, and nothing of that is applied until an administrator has said what it is.
     */
    state: Type.Enum(['never', 'live', 'late', 'lost', 'resting', 'held']),
    lastContactAt: nullable(Moment),
    /** The moment of the server: clocks of screens differ. */
    at: Moment,
  }),
});
export type ShellFacts = Static<typeof ShellFacts>;

export const shellFacts = defineRoute({
  id: 'shell.facts', method: 'GET', path: '/api/shell',
  summary: 'Счётчики навигации и состояние связи с 1С', access: 'signed',
  response: ShellFacts,
});
