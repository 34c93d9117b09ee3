// The HTTP server: limits, headers, errors, OpenAPI. Knows no route of its own.
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import Fastify, { LogController, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { httpSeconds } from '#platform/metrics';
import { drain } from './drain.ts';
import { collectMethods, sayMethods } from './methods.ts';
import { describeApi } from './openapi.ts';
import { failure, knownProblem, unknownRoute, wrongMethod } from './problem.ts';
import { checkOrigin, securityHeaders } from './security.ts';
import { useSerialization } from './serialization.ts';
import { acceptStreams, limitBodyTime } from './streamed-body.ts';
import { useValidation } from './validation.ts';
import { answerBadAddress, answerBrokenRequest } from './wire-errors.ts';

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
const HEADERS_TIMEOUT_MS = 30_000;
// A filter of 20,000 signs, written as Cyrillic in an address, takes six times as many bytes.
const HEADERS_BYTES_MAX = 160 * 1024;

export type HttpOptions = { log: Logger; trustProxy: boolean | string[]; version: string };

function answerErrors(app: FastifyInstance): void {
  const methodsOf = collectMethods(app);
  app.setErrorHandler(async (error, request, reply) => {
    const problem = knownProblem(error, request.id, request.routeOptions.config.readOnly);
    if (!problem || problem.status >= 500) request.log.error({ err: error }, 'request failed');
    const body = problem ?? failure(request.id);
    await drain(request.raw);
    return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
  });
  app.setNotFoundHandler((request, reply) => {
    const found = sayMethods(methodsOf, request, reply);
    if (found === 'answered') return reply;
    const body = (found === 'unknown' ? unknownRoute : wrongMethod)(request.id);
    return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
  });
}

function measure(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    httpSeconds.observe(
      { route, method: request.method, status: String(reply.statusCode) },
      reply.elapsedTime / 1000);
  });
}

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustProxy,
    // Uploads may take long; other bodies are limited by `limitBodyTime`.
    requestTimeout: 0,
    connectionTimeout: 0,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    http: { maxHeaderSize: HEADERS_BYTES_MAX },
    clientErrorHandler: answerBrokenRequest as never,
    frameworkErrors: answerBadAddress as never,
  }) as unknown as FastifyInstance;
  app.server.headersTimeout = HEADERS_TIMEOUT_MS;
  // JSON is all that is spoken here; text is also what a foreign page may send without asking.
  app.removeContentTypeParser('text/plain');
  answerErrors(app);
  useValidation(app);
  useSerialization(app);
  acceptStreams(app);
  limitBodyTime(app);
  await app.register(cookie);
  await describeApi(app, options.version);
  app.addHook('onRequest', async (request, reply) => {
    securityHeaders(request, reply);
    checkOrigin(request);
  });
  measure(app);
  return app;
}
