// Which methods an address has: a known address asked in a wrong way is 405 with the right ones,
// and OPTIONS answers them. No other origin is ever allowed, so there is nothing to say about CORS.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export type MethodsOf = (path: string) => string[];

/** Collects routes as they are added; call before the first of them. */
export function collectMethods(app: FastifyInstance): MethodsOf {
  const known = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    // The screens answer every address there is; asking for their methods says nothing.
    if (url === '/*') return;
    const text = url.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replace(/:\w+/g, '[^/]+').replace('*', '.*');
    const entry = known.get(url) ?? { pattern: new RegExp(`^${text}$`), methods: new Set() };
    for (const name of [method].flat()) entry.methods.add(name);
    known.set(url, entry);
  });
  return (path) => {
    const methods = new Set<string>();
    for (const entry of known.values()) {
      if (entry.pattern.test(path)) for (const name of entry.methods) methods.add(name);
    }
    return [...methods].sort();
  };
}

/** Answers OPTIONS and says `allow` for a wrong method; false when the address is unknown. */
export function sayMethods(
  methodsOf: MethodsOf, request: FastifyRequest, reply: FastifyReply,
): 'answered' | 'wrongMethod' | 'unknown' {
  const methods = methodsOf(request.url.split('?')[0] ?? '');
  if (methods.length === 0) return 'unknown';
  reply.header('allow', [...methods, 'OPTIONS'].join(', '));
  if (request.method !== 'OPTIONS') return 'wrongMethod';
  reply.code(204).send();
  return 'answered';
}
