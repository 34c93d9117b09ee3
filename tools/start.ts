// `npm start`: builds the screens if they are stale, then becomes the server.
import { fileURLToPath } from 'node:url';
import { ConfigProblem, readConfig } from '#platform/config';
import { isServed } from '#platform/postgres/start';
import { PostgresProblem } from '#platform/postgres/problem';
import { isWebStale } from './build-web.ts';
import { runApart } from './run-apart.ts';

/** Then this start is refused, and a build would take the screens from under the running server. */
function isRunning(): boolean {
  try {
    const { databaseUrl, dataDir } = readConfig(process.env);
    return databaseUrl === null && isServed(dataDir);
  } catch (error) {
    // The server says what is wrong with them.
    if (error instanceof ConfigProblem || error instanceof PostgresProblem) return true;
    throw error;
  }
}

// Apart: the bundler keeps what it took from the system, 400 MB of it, while its process lives.
if (!isRunning() && isWebStale()) {
  const code = await runApart(fileURLToPath(new URL('build-web.ts', import.meta.url)));
  if (code !== 0) process.exit(code);
}
await import('#server/main');
