// OpenAPI 3.1 of every route, from the same schemas that check requests.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { ONCE_HEADER, type Access, type Route } from '#contract/route';

type Document = Record<string, unknown> & {
  paths?: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
  components?: { schemas?: Record<string, unknown> };
};

const PROBLEM = {
  type: 'object',
  description: 'Отказ: код из закрытого списка, слова для человека, номер запроса.',
  required: ['code', 'title', 'status', 'detail', 'requestId'],
  properties: {
    code: { type: 'string', examples: ['filter.invalid'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'reason'],
        properties: { field: { type: 'string' }, reason: { type: 'string' } },
      },
    },
    record: {
      type: 'object',
      description: 'Чем стала запись, которую объединили с другой.',
      required: ['entity', 'id'],
      properties: { entity: { type: 'string' }, id: { type: 'integer' } },
    },
    requestId: { type: 'string' },
  },
};

const REFUSAL = {
  description: 'Отказ',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Who may call, as OpenAPI says it; absent means what the whole document says. */
function securityOf(access: Access): Record<string, never[]>[] | undefined {
  if (access === 'public') return [];
  if (access === 'site') return [{ site: [] }];
  return access === 'onec' ? [{ onec: [] }] : undefined;
}

/** A route without a schema of its answer has no body, or streams it. */
function responseOf({ response, method }: Route): Record<string, unknown> {
  if (response) return { 200: response };
  if (method !== 'GET') return { 204: { type: 'null', description: 'Сделано, тела нет' } };
  return { 200: { description: 'Поток', content: { '*/*': { schema: { type: 'string' } } } } };
}

/**
 * A misspelt parameter would be left out in silence, and a filter that nobody applied looks like an
 * answer. 1C and its shops add parameters of their own to what is agreed.
 */
function queryOf({ query, access }: Route): Record<string, unknown> {
  if (!query) return {};
  const isAgreed = access !== 'onec' && access !== 'site';
  return { querystring: isAgreed ? { ...query, additionalProperties: false } : query };
}

const ONCE = {
  type: 'object',
  properties: {
    [ONCE_HEADER]: {
      type: 'string', pattern: '^[\\w-]{8,100}$',
      description: 'Свой ключ запроса: посланный снова с тем же ключом в течение суток, он не '
        + 'выполняется второй раз, а получает прежний ответ.',
    },
  },
};

/** Schemas of a route as Fastify checks them and OpenAPI shows them. */
export function schemaOf(route: Route): Record<string, unknown> {
  const security = securityOf(route.access);
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.id.split('.')[0] ?? route.id],
    ...(route.params ? { params: route.params } : {}),
    ...queryOf(route),
    ...(route.body ? { body: route.body } : {}),
    ...(route.once ? { headers: ONCE } : {}),
    ...(security ? { security } : {}),
    response: responseOf(route),
  };
}

/** Every operation may refuse; saying so in each route would be said nowhere in the end. */
export function completeDocument(document: Document): Document {
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => [
      method, { ...operation, responses: { ...operation.responses, default: REFUSAL } },
    ])),
  ] as const);
  const { components } = document;
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...components, schemas: { ...components?.schemas, Problem: PROBLEM } },
  };
}

// Swagger UI sets style attributes; it loads nothing from elsewhere and is framed by nobody.
const REFERENCE_POLICY = "default-src 'self'; img-src 'self' data:; script-src 'self'; "
  + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; "
  + "frame-ancestors 'none'";

export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Верстак', version, description: 'API открытой CRM «Верстак»' },
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: 'verstak_session' },
          bearer: {
            type: 'http', scheme: 'bearer', description: 'Ключ программы: keyId.secret',
          },
          onec: {
            type: 'apiKey', in: 'header', name: 'X-Verstak-Key',
            description: 'Ключ 1С; запрос подписан HMAC, см. docs/integrations',
          },
          site: {
            type: 'http', scheme: 'basic', description: 'Пользователь обмена с сайтом',
          },
        },
      },
      security: [{ cookie: [] }, { bearer: [] }],
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: REFERENCE_POLICY,
    // The badge of validator.swagger.io would tell a foreign host about every installation.
    uiConfig: { validatorUrl: null },
    transformSpecification: (document) => completeDocument(document as Document),
  });
  app.get('/api/openapi.json', { schema: { hide: true } },
    async () => completeDocument(app.swagger() as unknown as Document));
}
