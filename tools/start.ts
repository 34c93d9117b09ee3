// `npm start`: builds the screens if they are stale, then becomes the server.
import { ConfigProblem, readConfig } from '#platform/config';
import { isServed } from '#platform/postgres/start';
import { PostgresProblem } from '#platform/postgres/problem';
import { buildWeb } from './build-web.ts';

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

if (!isRunning()) await buildWeb();
await import('#server/main');
