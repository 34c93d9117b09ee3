// Serves the built screens: hashed files for a year, every other address is the application.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { unknownRoute } from './problem.ts';

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
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/')
      && !/\.[a-z0-9]{2,5}$/i.test(request.url.split('?')[0] ?? '');
    if (page) return reply.header('cache-control', 'no-cache').sendFile('index.html', folder);
    const body = unknownRoute(request.id);
    return reply.code(404).type('application/problem+json').send(JSON.stringify(body));
  });
}
