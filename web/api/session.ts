// The signed-in person: read once, kept in the query cache, dropped on sign-out or 401.
import { useQuery } from '@tanstack/react-query';
import type { Action, Entity, FieldGroup } from '#contract/rights';
import { sessionClose, sessionOpen, sessionRead } from '#contract/session';
import type { LoginBody, Session } from '#contract/session';
import { ApiProblem, call } from './client.ts';
import { keyOf, queryClient } from './query.ts';

const SESSION_KEY = keyOf(sessionRead);
const SESSION_STALE_MS = 5 * 60_000;

async function readSession(): Promise<Session | null> {
  try {
    shown = await call(sessionRead, {});
    return shown;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

const sessionQuery = {
  queryKey: SESSION_KEY,
  queryFn: readSession,
  staleTime: SESSION_STALE_MS,
};

/** For route guards: the session, or null when nobody is signed in. */
export function loadSession(): Promise<Session | null> {
  return queryClient.ensureQueryData(sessionQuery);
}

/** Whom the shell goes on showing between the end of a session and the login page. */
let shown: Session | null = null;

/** Inside the shell there is always a session; the guard has seen to it. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  const session = data ?? shown;
  if (!session) throw new Error('useSession outside of the signed-in part');
  return session;
}

/** For what is no component: the company's zone, undefined before anybody has signed in. */
export const companyZone = (): string | undefined =>
  (queryClient.getQueryData<Session>(SESSION_KEY) ?? shown)?.timeZone;

export async function signIn(body: LoginBody): Promise<Session> {
  shown = await call(sessionOpen, { body });
  queryClient.setQueryData(SESSION_KEY, shown);
  return shown;
}

/** Leaves nothing of the previous person in memory. */
export async function signOut(): Promise<void> {
  await call(sessionClose, {});
  forgetSession();
}

export function forgetSession(): void {
  queryClient.clear();
  queryClient.setQueryData(SESSION_KEY, null);
}

/** Whether to show an action; the server decides again when it is called. */
export function allows(session: Session, entity: Entity, action: Action): boolean {
  return session.rights.some((right) => right.entity === entity && right.action === action);
}

/** Whether only what one answers for is read: then it is not the company's list but one's own. */
export const readsOwn = (session: Session, entity: Entity): boolean =>
  session.rights.some((right) =>
    right.entity === entity && right.action === 'read' && right.scope === 'own');

export function isHidden(session: Session, group: FieldGroup): boolean {
  return session.hidden.includes(group);
}
