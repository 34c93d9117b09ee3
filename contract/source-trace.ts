// Where a request came from: a lead brings it, its deals carry it on.
import Type, { type Static } from 'typebox';

const CLOSED = { additionalProperties: false } as const;
const note = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/**
 * Telephony fills `did`, forms and the chat fill the rest; nothing is required, and what nobody
 * knows is absent.
 */
export const SourceTrace = Type.Object({
  utm: Type.Optional(Type.Object({
    source: note(300), medium: note(300), campaign: note(300), term: note(300), content: note(300),
  }, CLOSED)),
  /** Address that led to the site. */
  referrer: note(2000),
  /** First page of the visit and the page that held the form. */
  firstPage: note(2000),
  landing: note(2000),
  /** Own number that was called, E.164, and the advertising channel it stood for. */
  did: note(40),
  didChannel: note(200),
  /** Name of a counter → the visitor's id in it: `{"yandex": "167…"}`. */
  clientIds: Type.Optional(Type.Record(
    Type.String({ pattern: '^[a-z][a-zA-Z0-9_]{0,39}$' }), Type.String({ maxLength: 200 }))),
  /** Number of the order or request on the site. */
  siteNumber: note(100),
}, CLOSED);
export type SourceTrace = Static<typeof SourceTrace>;
