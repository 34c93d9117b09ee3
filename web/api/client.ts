// The typed client: a route definition of contract/ in, its answer out. Nothing is generated.
import type { FieldProblem, Problem } from '#contract/errors';
import { ONCE_HEADER } from '#contract/route';
import type {
  Route, RouteBody, RouteParams, RouteQuery, RouteResponse,
} from '#contract/route';
import { randomPart } from './random-part.ts';
import { ru } from '../texts/ru.ts';
import { frameBefore } from './paint-first.ts';

type Needs<Name extends string, Value> = [Value] extends [undefined]
  ? { [K in Name]?: undefined }
  : { [K in Name]: Value };

export type CallArgs<R extends Route> = Needs<'params', RouteParams<R>>
  & Needs<'body', RouteBody<R>>
  & { query?: RouteQuery<R>; signal?: AbortSignal };

type AnyArgs = {
  params?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal | undefined;
};

/** A refusal of the server, or `offline` when no answer came at all. */
export class ApiProblem extends Error {
  readonly code: Problem['code'] | 'offline';
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly fields: FieldProblem[];
  readonly requestId: string | null;

  constructor(problem: Partial<Omit<Problem, 'code'>> & { code: ApiProblem['code'] }) {
    super(problem.detail || problem.title || problem.code);
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status ?? 0;
    this.title = problem.title ?? ru.errors.unknown;
    this.detail = problem.detail ?? '';
    this.fields = problem.fields ?? [];
    this.requestId = problem.requestId ?? null;
  }
}

let onSignedOut: () => void = () => undefined;

/** The session module says here what happens when the server answers 401. */
export function whenSignedOut(handler: () => void): void {
  onSignedOut = handler;
}

/** `/api/deals/:id` + {id: 5} + {limit: '50'} → `/api/deals/5?limit=50`; undefined is left out. */
export function urlOf(path: string, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for :${name} of ${path}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    const body = (await response.json().catch(() => null)) as Problem | null;
    if (body?.code) return new ApiProblem(body);
  }
  return new ApiProblem({ code: 'server.failed', status: response.status });
}

/** The refusal that an answer says; an ended session leads to the login page. */
export async function refusalOf(response: Response): Promise<ApiProblem> {
  const problem = await problemOf(response);
  if (problem.code === 'session.required') onSignedOut();
  return problem;
}

/**
 * Keys of requests that made something, perhaps: their answer was not read to its end. Sent again,
 * they keep their key; what was refused has made nothing, and is tried anew under the same one.
 */
const unheard = new Map<string, string>();

const askedOf = (route: Route, { params, body }: AnyArgs): string =>
  JSON.stringify([route.id, params, body]);

function onceKey(asked: string): string {
  const key = unheard.get(asked) ?? `${randomPart()}-${randomPart()}`;
  unheard.set(asked, key);
  return key;
}

async function send(route: Route, args: AnyArgs): Promise<Response> {
  const hasBody = args.body !== undefined;
  try {
    await frameBefore();
    return await fetch(urlOf(route.path, args.params, args.query), {
      method: route.method,
      credentials: 'same-origin',
      headers: {
        ...(hasBody ? { 'content-type': 'application/json' } : {}),
        ...(route.once ? { [ONCE_HEADER]: onceKey(askedOf(route, args)) } : {}),
      },
      body: hasBody ? JSON.stringify(args.body) : null,
      signal: args.signal ?? null,
    });
  } catch (error) {
    if (args.signal?.aborted) throw error;
    throw new ApiProblem({
      code: 'offline', title: ru.errors.offlineTitle, detail: ru.errors.offlineDetail,
    });
  }
}

/** Calls a route; throws ApiProblem on refusal; `undefined` for routes that answer 204. */
export async function call<R extends Route>(
  route: R,
  args: CallArgs<R>,
): Promise<RouteResponse<R>> {
  const response = await send(route, args);
  if (!response.ok) throw await refusalOf(response);
  const answer = (response.status === 204 ? undefined : await response.json()) as RouteResponse<R>;
  if (route.once) unheard.delete(askedOf(route, args));
  return answer;
}
