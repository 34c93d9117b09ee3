// The security baseline of every answer, and the check that a write comes from our own pages.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '#platform/refuse';

export const SESSION_COOKIE = 'verstak_session';

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  // React and Mantine set style attributes; no inline script is ever allowed.
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export function securityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  // The API reference page brings its own policy with hashes of its scripts.
  if (!request.url.startsWith('/api/docs')) reply.header('content-security-policy', POLICY);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('x-frame-options', 'DENY');
  reply.header('referrer-policy', 'same-origin');
  reply.header('cross-origin-opener-policy', 'same-origin');
  reply.header('x-request-id', request.id);
  if (request.protocol === 'https') {
    reply.header('strict-transport-security', 'max-age=31536000');
  }
  if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Where it is known that pages come by TLS, one of the same host without it is not ours: whoever
 * sits on the line writes it. Plain HTTP says nothing: a proxy that ends TLS may stand before it
 * and not be trusted, so that its word is not read.
 */
function sameOrigin(origin: string, { host, protocol }: FastifyRequest): boolean {
  try {
    const from = new URL(origin);
    return from.host === host && (protocol !== 'https' || from.protocol === 'https:');
  } catch {
    return false;
  }
}

/** A write that a browser sends with a cookie must come from a page of this host. */
export function checkOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin } = request.headers;
  if (origin === undefined) {
    // Programs send no Origin; a browser always says where a cross-site request comes from.
    const site = request.headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none') return;
    throw refuse('origin.foreign');
  }
  if (!sameOrigin(origin, request)) throw refuse('origin.foreign');
}
