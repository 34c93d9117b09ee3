// A route is data that both sides read: the server binds a handler to it, the web's typed client
// calls it, OpenAPI and the permission table are derived from it.
import type { Static, TSchema } from 'typebox';
import type { Action, Entity } from './rights.ts';

/** Who may call: anybody, anybody signed in, or the holder of a right. */
export type Access =
  | 'public'
  | 'signed'
  | 'onec'
  /** The technical user of «Обмен с сайтом»: it signs in within the dialogue. */
  | 'site'
  | { entity: Entity; action: Action };

export type Route = {
  /** Stable name, unique over the product: `deals.list`. */
  id: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `/api/deals/:id` */
  path: string;
  /** One Russian sentence for the API reference. */
  summary: string;
  access: Access;
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  /** The body is bytes of any length, `application/octet-stream`: the handler reads the stream. */
  isStreamed?: boolean;
  /** Fields that 1C owns: a body that names one is refused as 'field.readOnly'. */
  readOnly?: readonly string[];
  /** It makes something: sent again under the same key of ONCE_HEADER, it is not done twice. */
  once?: true;
  /** Lawful while an administrator looks through another's eyes, though it writes. */
  whileViewing?: true;
  /** Absent means 204 without a body. */
  response?: TSchema;
};

/** Says that a request was sent before: same key, same request, done once. */
export const ONCE_HEADER = 'idempotency-key';

/** Keeps the literal types of a definition; the only way routes are declared. */
export function defineRoute<const R extends Route>(route: R): R {
  return route;
}

type Part<S> = S extends TSchema ? Static<S> : undefined;

/** Types of what a route takes and gives. */
export type RouteParams<R extends Route> = Part<R['params']>;
export type RouteQuery<R extends Route> = Part<R['query']>;
export type RouteBody<R extends Route> = Part<R['body']>;
export type RouteResponse<R extends Route> = R['response'] extends TSchema
  ? Static<R['response']>
  : void;
