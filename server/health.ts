// GET /healthz for the watchdog, GET /metrics for Prometheus.
import type { FastifyInstance } from 'fastify';
import { one, type Db } from '#platform/database';
import { registry } from '#platform/metrics';

type HealthOptions = { db: Db; version: string };

const ANSWER_TIMEOUT_MS = 3_000;

const STATE = { type: 'object', additionalProperties: true } as const;
const HEALTH = {
  operationId: 'health.read', summary: 'Жив ли сервер: 503 и причина, если нет', tags: ['health'],
  security: [], response: { 200: STATE, 503: STATE },
};
const METRICS = {
  operationId: 'metrics.read', summary: 'Показатели для Prometheus', tags: ['health'],
  security: [], produces: ['text/plain'], response: { 200: { type: 'string' } },
};

async function databaseProblem(db: Db): Promise<string | null> {
  const timeout = new Promise<string>((resolve) => {
    setTimeout(() => resolve('database does not answer'), ANSWER_TIMEOUT_MS).unref();
  });
  const asked = one(db, 'select 1').then(() => null, (error: Error) => error.message);
  return Promise.race([asked, timeout]);
}

export function bindHealth(app: FastifyInstance, { db, version }: HealthOptions): void {
  app.get('/healthz', { schema: HEALTH }, async (_request, reply) => {
    const problem = await databaseProblem(db);
    if (problem) return reply.code(503).send({ status: 'failing', database: problem, version });
    return reply.send({ status: 'ok', database: 'ok', version });
  });
  app.get('/metrics', { schema: METRICS }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()));
}
