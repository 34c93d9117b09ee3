// Serves the built screens: hashed files for a year, every other address is the application.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const YEAR_SECONDS = 31_536_000;

/**
 * Whether somebody means the API, however oddly it is written: a program that asks `//api/deals` or
 * `/api%2Fdeals` is to hear that there is no such address, not to read a page with a 200.
 */
function isOfApi(path: string): boolean {
  const plain = path.replace(/%25/g, '%').replace(/%([0-7][0-9a-f])/gi,
    (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  // A base and a leading slash of its own: `//api` would be read as the name of a host.
  const { pathname } = new URL(`/${plain.replace(/[\\/]+/g, '/')}`.replace('//', '/'), 'http://x');
  return /^\/api(\/|$)/i.test(pathname);
}

/**
 * What tells one build from another: the address of the script that a page begins with, for its
 * hash covers the names of all others. Null when there are no screens.
 */
export async function screensBuild(folder: string): Promise<string | null> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => '');
  return /<script type="module"[^>]* src="([^"]+)"/.exec(page)?.[1] ?? null;
}

/** A file of the build is in its folder or in `assets`, and has an ending. */
const FILE = /^\/(assets\/)?[\w-][\w.-]*\.[a-z0-9]{2,5}$/i;

/** `folder` is web/dist; nothing is served when it has not been built. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    // Files are looked for when they are asked for: an update may replace them under the server,
    // and a list made at the start knows none of the new ones.
    serve: false,
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
    const path = request.url.split('?')[0] ?? '';
    if (!isOfApi(path) && FILE.test(path)) return reply.sendFile(path, folder);
    if (isOfApi(path) || /\.[a-z0-9]{2,5}$/i.test(path)) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html', folder);
  });
}
