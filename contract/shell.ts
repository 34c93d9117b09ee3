// The figures that stand around every screen: counts of the navigation and the health of 1C.
import Type, { type Static } from 'typebox';
import { Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

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
    /** never: no base has called yet · live · lost: silent longer than it should be. */
    state: Type.Union([Type.Literal('never'), Type.Literal('live'), Type.Literal('lost')]),
    lastContactAt: nullable(Moment),
  }),
});
export type ShellFacts = Static<typeof ShellFacts>;

export const shellFacts = defineRoute({
  id: 'shell.facts', method: 'GET', path: '/api/shell',
  summary: 'Счётчики навигации и состояние связи с 1С', access: 'signed',
  response: ShellFacts,
});
