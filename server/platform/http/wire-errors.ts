// What goes wrong before a request is a request: broken HTTP, headers without end, a path that is
// no text. These never reach a route, and are answered in the same form as everything else.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#contract/errors';
import { refuse } from '#platform/refuse';
import { knownProblem, unknownRoute } from './problem.ts';

const CODES: Record<string, 'headers.tooLarge' | 'request.timeout'> = {
  HPE_HEADER_OVERFLOW: 'headers.tooLarge',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.timeout',
};
const REASONS: Record<number, string> = {
  400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large',
};

function writeProblem(socket: Socket, problem: Problem): void {
  const body = JSON.stringify(problem);
  socket.write([
    `HTTP/1.1 ${problem.status} ${REASONS[problem.status] ?? 'Error'}`,
    'content-type: application/problem+json; charset=utf-8',
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close', '', body,
  ].join('\r\n'));
}

/** Fastify's `clientErrorHandler`. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  // Told of every further chunk until the socket is closed: each would wait for its end anew.
  if (error.code === 'ECONNRESET' || socket.destroyed || socket.writableEnded) return;
  const code = CODES[error.code ?? ''] ?? 'request.invalid';
  const problem = knownProblem(refuse(code), randomUUID());
  // With an answer under way more bytes would be taken for its body.
  const answering = (socket as { _httpMessage?: { headersSent?: boolean } | null })._httpMessage;
  if (socket.writable && !answering?.headersSent && problem) writeProblem(socket, problem);
  socket.destroySoon();
}

/** Fastify's `frameworkErrors`: an address that does not decode, a parameter without end. */
export function answerBadAddress(
  error: { code?: string }, request: FastifyRequest, reply: FastifyReply,
): void {
  const problem = error.code === 'FST_ERR_BAD_URL'
    ? knownProblem(refuse('request.invalid', 'Адрес записан с ошибкой: проверьте знаки %.'),
      request.id)!
    : unknownRoute(request.id);
  reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
