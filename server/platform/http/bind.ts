// Binds a route of the contract to its handler: rights, validation and context in one place.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {
  Access, Route, RouteBody, RouteParams, RouteQuery, RouteResponse,
} from '#contract/route';
import { requireRight, SYSTEM, type Actor } from '#platform/actor';
import type { Context, Source, Viewer } from '#platform/context';
import type { Db } from '#platform/database';
import { refuse } from '#platform/refuse';
import { doOnce } from './once.ts';
import { schemaOf } from './openapi.ts';

declare module 'fastify' {
  // Fastify's own way of typing what a route tells its error handler.
  interface FastifyContextConfig {
    readOnly?: readonly string[];
    isStreamed?: boolean;
  }
}

export type Wire = { request: FastifyRequest; reply: FastifyReply };

export type RouteInput<R extends Route> = {
  params: RouteParams<R>;
  query: RouteQuery<R>;
  body: RouteBody<R>;
};

/** Returns the body of the answer; undefined answers 204. `wire` is for cookies and streams. */
export type RouteHandler<R extends Route> = (
  ctx: Context, input: RouteInput<R>, wire: Wire,
) => Promise<RouteResponse<R>>;

export type Bind = <R extends Route>(route: R, handler: RouteHandler<R>) => void;

export type Authenticated = { actor: Actor; source: Source; viewer?: Viewer | null };
export type Authenticate = (request: FastifyRequest) => Promise<Authenticated | null>;

export type BoundRoute = { id: string; method: string; path: string; access: Access };

type BinderOptions = {
  app: FastifyInstance;
  db: Db;
  authenticate: Authenticate;
  now: () => Date;
};

async function authorise(
  route: Route, request: FastifyRequest, authenticate: Authenticate,
): Promise<Authenticated> {
  const { access } = route;
  if (access === 'onec' || access === 'site') return { actor: SYSTEM, source: '1c' };
  const known = await authenticate(request);
  if (access === 'public') return known ?? NOBODY_KNOWN;
  if (!known) throw refuse('session.required');
  if (known.viewer && route.method !== 'GET' && !route.whileViewing) {
    throw refuse('viewing.readOnly');
  }
  if (access !== 'signed') requireRight(known.actor, access.entity, access.action);
  return known;
}

const NOBODY: Actor = {
  kind: 'employee', employeeId: null, name: '', departmentId: null, subtreeIds: [], actsFor: [],
  grants: new Map(), hidden: new Set(), roleIds: [],
};

const NOBODY_KNOWN: Authenticated = { actor: NOBODY, source: 'ui' };

export type Binder = { bind: Bind; bound: BoundRoute[] };

export function createBinder({ app, db, authenticate, now }: BinderOptions): Binder {
  const bound: BoundRoute[] = [];
  const authorised = new WeakMap<FastifyRequest, Authenticated>();
  const bind: Bind = (route, handler) => {
    const { id, method, path, access, readOnly = [], isStreamed = false, once } = route as Route;
    bound.push({ id, method, path, access });
    app.route({
      method,
      url: path,
      schema: schemaOf(route),
      // What streams has no head apart from its body: the answer would never end.
      exposeHeadRoute: (route as Route).response !== undefined,
      config: { readOnly, isStreamed },
      // Rights before validation: a stranger does not even learn which fields a body has.
      preValidation: async (request) => {
        authorised.set(request, await authorise(route, request, authenticate));
      },
      handler: async (request, reply) => {
        const { actor, source, viewer } = authorised.get(request) ?? NOBODY_KNOWN;
        const ctx: Context = { db, actor, source, viewer, requestId: request.id, now };
        const input = { params: request.params, query: request.query, body: request.body };
        const work = (own: Context) => handler(own, input as never, { request, reply });
        const result = await (once ? doOnce(ctx, request, work) : work(ctx));
        if (reply.sent) return reply;
        if (result === undefined) return reply.code(204).send();
        return reply.send(result);
      },
    });
  };
  return { bind, bound };
}
