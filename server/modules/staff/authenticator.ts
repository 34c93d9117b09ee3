// Who sends a request: a person by cookie or a program by bearer key. Actors are kept in memory
// for seconds, and dropped at once when anything about people, departments or roles changes.
import type { FastifyRequest } from 'fastify';
import { findBearerKey } from '#platform/auth/api-keys';
import { touchApiKey } from '#platform/auth/key-register';
import { findSession, touchSession } from '#platform/auth/sessions';
import type { Db } from '#platform/database';
import type { Authenticated } from '#platform/http/bind';
import { SESSION_COOKIE } from '#platform/http/security';
import { loadActor, loadKeyActor } from './load-actor.ts';
import { loadViewed } from './view-as.ts';

const KEPT_MS = 5_000;
const KEPT_MAX = 5_000;
/** Events of these records may change what somebody is or may; a revoked key is a setting. */
const OWN_ENTITIES = new Set(['employee', 'department', 'role', 'setting']);

type Known = Authenticated & { sessionId: number | null; accountId: number | null };
type Kept = { known: Known | null; until: number };

export type Authenticator = {
  authenticate: (request: FastifyRequest) => Promise<Authenticated | null>;
  /** Session and account of a request by cookie; nulls for keys. */
  sessionOf: (request: FastifyRequest) => Promise<{ sessionId: number; accountId: number } | null>;
  /** Called with every batch of the event log; true when somebody may be or may do less now. */
  forget: (events: readonly { entity: string }[]) => boolean;
  clear: () => void;
  /** Whoever holds actors of its own, such as open streams, asks for them anew after a clear. */
  whenCleared: (listener: () => void) => void;
};

type Options = { db: Db; now: () => Date };

function bearerOf(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  return authorization && /^bearer /i.test(authorization) ? authorization.slice(7).trim() : null;
}

async function knownByCookie({ db, now }: Options, token: string): Promise<Known | null> {
  const session = await findSession(db, token, now());
  if (!session) return null;
  const own = await loadActor(db, session.accountId, now());
  if (!own) return null;
  await touchSession(db, session.id, now());
  const known = { source: 'ui', sessionId: session.id, accountId: session.accountId } as const;
  const { viewingAs: employeeId } = session;
  const seen = employeeId === null
    ? null : await loadViewed(db, own, { employeeId, now: now() });
  return seen
    ? { ...known, actor: seen, viewer: { id: own.employeeId!, name: own.name } }
    : { ...known, actor: own };
}

async function knownByKey({ db, now }: Options, bearer: string): Promise<Known | null> {
  const key = await findBearerKey(db, bearer);
  const actor = key && await loadKeyActor(db, key);
  if (!key || !actor) return null;
  await touchApiKey(db, key.keyId, now());
  return { actor, source: 'api', sessionId: null, accountId: null };
}

export function createAuthenticator(options: Options): Authenticator {
  const kept = new Map<string, Kept>();
  // A load that began before a change must not be kept after it.
  let generation = 0;

  const find = async (key: string, load: () => Promise<Known | null>): Promise<Known | null> => {
    const nowMs = options.now().getTime();
    const found = kept.get(key);
    if (found && found.until > nowMs) return found.known;
    const began = generation;
    const known = await load();
    if (generation === began) {
      if (kept.size >= KEPT_MAX) kept.clear();
      kept.set(key, { known, until: nowMs + KEPT_MS });
    }
    return known;
  };

  const identify = async (request: FastifyRequest): Promise<Known | null> => {
    const bearer = bearerOf(request);
    if (bearer) return find(`key ${bearer}`, () => knownByKey(options, bearer));
    const token = request.cookies[SESSION_COOKIE];
    return token ? find(`cookie ${token}`, () => knownByCookie(options, token)) : null;
  };

  const drop = () => {
    generation += 1;
    kept.clear();
  };
  const listeners: (() => void)[] = [];

  return {
    authenticate: async (request) => {
      const known = await identify(request);
      return known && { actor: known.actor, source: known.source, viewer: known.viewer ?? null };
    },
    sessionOf: async (request) => {
      const known = await identify(request);
      if (!known || known.sessionId === null || known.accountId === null) return null;
      return { sessionId: known.sessionId, accountId: known.accountId };
    },
    forget: (events) => {
      const mayDiffer = events.some((event) => OWN_ENTITIES.has(event.entity));
      if (mayDiffer) drop();
      return mayDiffer;
    },
    clear: () => {
      drop();
      for (const listener of listeners) listener();
    },
    whenCleared: (listener) => { listeners.push(listener); },
  };
}
