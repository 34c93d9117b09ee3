// The server: environment → PostgreSQL → migrations → demo → listen → one ready line.
import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createApp, type App } from './app.ts';
import { loadDemo } from './demo/load-demo.ts';
import { ensureFirstAdministrator, FIRST_LOGIN } from '#modules/staff';
import { ConfigProblem, isLoopback, readConfig, type Config } from '#platform/config';
import { openDatabase, type Db } from '#platform/database';
import { inTurn } from '#platform/in-turn';
import { createLog, type Log } from '#platform/log';
import { migrate, MigrationProblem } from '#platform/migrate';
import { openPostgres } from '#platform/postgres/open';
import { PostgresProblem } from '#platform/postgres/problem';
import { stopOnSignals, type Shutdown } from './shutdown.ts';

const WEB_DIST = fileURLToPath(new URL('../web/dist', import.meta.url));
// Each keeps its own plans and catalogue, some 20 MiB, and two cores do no more at once. The queues
// ask all in the same second, so as many as there are stay open and warm.
const POOL_CONNECTIONS = Math.min(20, Math.max(10, 4 * availableParallelism()));

/** Why the server did not start, in words for the person who started it. */
class StartProblem extends Error {}

const LISTEN_PROBLEMS: Record<string, (config: Config) => string> = {
  EADDRINUSE: ({ host, port }) => `Port ${port} of ${host} is busy. Stop the other `
    + 'program or choose another port with PORT.',
  EACCES: ({ port }) => `Port ${port} is not allowed to this user. Choose one over 1023 with PORT.`,
  EADDRNOTAVAIL: ({ host }) => `${host} is no address of this machine. Choose one with HOST.`,
  ENOTFOUND: ({ host }) => `${host} is no known name. Choose an address with HOST.`,
};

/** Returns the address that browsers are told. */
async function listen(app: App, config: Config): Promise<string> {
  try {
    await app.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    const words = LISTEN_PROBLEMS[(error as { code?: string }).code ?? ''];
    throw words ? new StartProblem(words(config)) : error;
  }
  const { port } = app.http.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}

async function start(config: Config, log: Log, shutdown: Shutdown): Promise<void> {
  const opening = openPostgres(config, {
    log,
    onLost: (error) => {
      if (shutdown.stopping) return;
      log.fatal({ error }, 'PostgreSQL is gone');
      process.exit(1);
    },
  });
  const postgres = await shutdown.opened(opening, (running) => running.stop());
  const db = openDatabase(postgres.connection, POOL_CONNECTIONS);
  await shutdown.opened(Promise.resolve(db), (pool) => pool.end());
  await migrate(db);
  const { app, welcome } = await inTurn(db, async () => ({
    app: await shutdown.opened(
      createApp({ config, db, log, webDir: WEB_DIST }), (running) => running.stop()),
    welcome: await welcomePeople(config, db, log),
  }));
  const place = config.roles.has('web') ? await listen(app, config) : [...config.roles].join(', ');
  announce(place, welcome);
}

type Welcome = { logins: string[] | null; password: string | null };

const REFUSED_LOGINS = [
  'Demo logins are refused while HOST is reachable from other machines.',
  'Allow them with VERSTAK_DEMO_PUBLIC=1, or make a login of your own: '
    + 'npm run verstak -- user create --login L --role administrator',
];

async function welcomePeople(config: Config, db: Db, log: Log): Promise<Welcome> {
  const logins = config.demo ? await loadDemo({ config, db, log }) : null;
  const password = logins ? null : await ensureFirstAdministrator(db);
  const refused = logins && !config.demoPublic && !isLoopback(config.host);
  return { logins: refused ? REFUSED_LOGINS : logins, password };
}

function announce(place: string, { logins, password }: Welcome): void {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`Verstak is ready: ${place}`);
  if (logins) for (const line of logins) say(line);
  if (password) say(`Administrator: ${FIRST_LOGIN}, password (shown once): ${password}`);
}

function explain(error: unknown): string {
  const known = [ConfigProblem, StartProblem, PostgresProblem, MigrationProblem]
    .some((kind) => error instanceof kind);
  return known ? (error as Error).message : (error as Error)?.stack ?? String(error);
}

const shutdown = stopOnSignals();
try {
  const config = readConfig(process.env);
  await start(config, createLog(config.logLevel), shutdown);
} catch (error) {
  // A start that a signal cut short fails in its own way; the signal's handler ends the process.
  if (!shutdown.stopping) {
    process.stderr.write(`verstak: ${explain(error)}\n`);
    await shutdown.closeAll().catch(() => undefined);
    process.exit(1);
  }
}
