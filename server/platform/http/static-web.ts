// Serves the built screens: hashed files for a year, every other address is the application.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const YEAR_SECONDS = 31_536_000;

/** `folder` is web/dist; nothing is served when it has not been built. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const hashed = path.includes(join(folder, 'assets'));
      reply.header('cache-control',
        hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  // A route and not a second not-found handler: the server's own one answers the rest.
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const page = !request.url.startsWith('/api/')
      && !/\.[a-z0-9]{2,5}$/i.test(request.url.split('?')[0] ?? '');
    if (!page) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html', folder);
  });
}
