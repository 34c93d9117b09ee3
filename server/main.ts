// The server: environment → PostgreSQL → migrations → demo → listen → one ready line.
import { fileURLToPath } from 'node:url';
import { createApp, type App } from './app.ts';
import { loadDemo } from './demo/load-demo.ts';
import { ensureFirstAdministrator, FIRST_LOGIN } from '#modules/staff';
import { ConfigProblem, readConfig, type Config } from '#platform/config';
import { openDatabase, type Db } from '#platform/database';
import { createLog, type Log } from '#platform/log';
import { migrate, MigrationProblem } from '#platform/migrate';
import { openPostgres, type OpenPostgres } from '#platform/postgres/open';
import { PostgresProblem } from '#platform/postgres/problem';

const WEB_DIST = fileURLToPath(new URL('../web/dist', import.meta.url));
const STOP_TIMEOUT_MS = 9_000;
const POOL_CONNECTIONS = 20;

/** Why the server did not start, in words for the person who started it. */
class StartProblem extends Error {}

type Running = { app: App; db: Db; postgres: OpenPostgres };

async function listen(app: App, config: Config): Promise<void> {
  try {
    await app.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    if ((error as { code?: string }).code === 'EADDRINUSE') {
      throw new StartProblem(`Port ${config.port} of ${config.host} is busy. Stop the other `
        + 'program or choose another port with PORT.');
    }
    throw error;
  }
}

async function start(config: Config, log: Log): Promise<Running> {
  const postgres = await openPostgres(config, {
    log, onLost: (error) => { log.fatal({ error }, 'PostgreSQL is gone'); process.exit(1); },
  });
  const db = openDatabase(postgres.connection, POOL_CONNECTIONS);
  try {
    await migrate(db);
    const app = await createApp({ config, db, log, webDir: WEB_DIST });
    const logins = config.demo ? await loadDemo({ config, db, log }) : null;
    const password = logins ? null : await ensureFirstAdministrator(db);
    if (config.roles.has('web')) await listen(app, config);
    announce(config, logins, password);
    return { app, db, postgres };
  } catch (error) {
    await db.end();
    await postgres.stop();
    throw error;
  }
}

function announce(config: Config, logins: string[] | null, password: string | null): void {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`Verstak is ready: http://${config.host}:${config.port}`);
  if (logins) for (const line of logins) say(line);
  if (password) say(`Administrator: ${FIRST_LOGIN}, password (shown once): ${password}`);
}

async function stop({ app, db, postgres }: Running): Promise<void> {
  await app.stop();
  await db.end();
  await postgres.stop();
}

function stopOnSignals(running: Running, log: Log): void {
  let stopping = false;
  const leave = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    stop(running).then(() => process.exit(0), (error: unknown) => {
      log.error({ error }, 'did not stop cleanly');
      process.exit(1);
    });
  };
  process.on('SIGTERM', () => leave('SIGTERM'));
  process.on('SIGINT', () => leave('SIGINT'));
}

function explain(error: unknown): string {
  const known = [ConfigProblem, StartProblem, PostgresProblem, MigrationProblem]
    .some((kind) => error instanceof kind);
  return known ? (error as Error).message : (error as Error)?.stack ?? String(error);
}

try {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  stopOnSignals(await start(config, log), log);
} catch (error) {
  process.stderr.write(`verstak: ${explain(error)}\n`);
  process.exit(1);
}
