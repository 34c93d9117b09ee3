// Signing in and out, and what one may do about the own sessions.
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  ownSessionEnd, ownSessionsList, passwordChange, sessionClose, sessionOpen, sessionEnd,
  sessionRead, sessionsList, viewingEnd, viewingStart,
} from '#contract/session';
import { sessionsOf } from '#platform/auth/own-sessions';
import { closeSession, SESSION_DAYS } from '#platform/auth/sessions';
import type { Bind } from '#platform/http/bind';
import { SESSION_COOKIE } from '#platform/http/security';
import { refuse } from '#platform/refuse';
import type { Authenticator } from './authenticator.ts';
import { changePassword } from './change-password.ts';
import { endSession } from './end-session.ts';
import { loadActor } from './load-actor.ts';
import { readSession } from './read-session.ts';
import { endAnySession, listSessions } from './sessions-register.ts';
import { signIn } from './sign-in.ts';
import { endViewing, startViewing } from './view-as.ts';

export type SessionDeps = { authenticator: Authenticator; demoAllowed: boolean };

const SECONDS_A_DAY = 86_400;

function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: SESSION_DAYS * SECONDS_A_DAY,
  });
}

export function sessionRoutes(bind: Bind, { authenticator, demoAllowed }: SessionDeps): void {
  const ownSession = async (request: FastifyRequest) => {
    const session = await authenticator.sessionOf(request);
    if (!session) throw refuse('session.required', 'У ключа API нет сеанса.');
    return session;
  };

  bind(sessionOpen, async (ctx, { body }, { request, reply }) => {
    const userAgent = request.headers['user-agent'] ?? null;
    const { token, accountId } = await signIn(
      ctx, { ...body, address: request.ip, userAgent, demoAllowed });
    const actor = await loadActor(ctx.db, accountId, ctx.now());
    if (!actor) throw refuse('login.failed');
    setSessionCookie(request, reply, token);
    return readSession(ctx.db, actor);
  });

  bind(sessionRead, async (ctx) => readSession(ctx.db, ctx.actor, ctx.viewer));

  bind(sessionClose, async (ctx, _input, { request, reply }) => {
    const token = request.cookies[SESSION_COOKIE];
    if (token) await closeSession(ctx.db, token);
    authenticator.clear();
    reply.clearCookie(SESSION_COOKIE, { path: '/' });
  });

  bind(ownSessionsList, async (ctx, _input, { request }) => {
    const { accountId, sessionId } = await ownSession(request);
    const rows = await sessionsOf(ctx.db, accountId, ctx.now());
    return { items: rows.map((row) => ({ ...row, current: row.id === sessionId })) };
  });

  bind(ownSessionEnd, async (ctx, { params }, { request }) => {
    const { accountId } = await ownSession(request);
    await endSession(ctx, { accountId, sessionId: params.id });
    authenticator.clear();
  });

  bind(viewingStart, async (ctx, { body }, { request }) => {
    const { sessionId } = await ownSession(request);
    await startViewing(ctx, { sessionId, ...body });
    authenticator.clear();
  });

  bind(viewingEnd, async (ctx, _input, { request }) => {
    await endViewing(ctx, await ownSession(request));
    authenticator.clear();
  });

  bind(sessionsList, (ctx) => listSessions(ctx));

  bind(sessionEnd, async (ctx, { params }) => {
    await endAnySession(ctx, params.id);
    authenticator.clear();
  });

  bind(passwordChange, async (ctx, { body }, { request }) => {
    const session = await ownSession(request);
    await changePassword(ctx, { ...session, ...body });
    authenticator.clear();
  });
}
