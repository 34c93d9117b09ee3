// The real server with the built screens on a database of its own, filled with the demo company.
// The company is loaded once a run, into a template that every file of stories copies.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createApp, prepareDatabase } from '#server/app';
import { loadDemo } from '#server/demo/load-demo';
import { createApiKey } from '#platform/auth/api-keys';
import { readConfig } from '#platform/config';
import { openDatabase, type Connection, type Db } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { migrate } from '#platform/migrate';
import { openSecrets } from '#platform/secrets';
import { testServer } from '#test/postgres';

export type DemoServer = {
  url: string;
  db: Db;
  /** A key of 1C as an administrator makes it. */
  onecKey: { keyId: string; secret: string };
  /** The server ends and begins again at the same address, as an update does it. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
};

const TEMPLATE = 'e2e_demo';
/** Held by a session, so it ends with the process. */
const TEMPLATE_LOCK = 7_263_911;
export const SCREENS = process.env['VERSTAK_E2E_SCREENS']
  ?? fileURLToPath(new URL('../../web/dist', import.meta.url));
const POOL_SIZE = 12;

/** Starts the server and stops it after the last story of the file; `screens`: another build. */
export async function startDemoServer(screens = SCREENS): Promise<DemoServer> {
  const server = await testServer();
  await ensureTemplate(server);
  const name = `e2e_${process.pid}`;
  await asAdministrator(server, (client) =>
    client.query(`create database ${name} template ${TEMPLATE}`));
  const db = openDatabase({ ...server, database: name }, POOL_SIZE);
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-e2e-'));
  const config = readConfig({ VERSTAK_DATA: dataDir, VERSTAK_LOG_LEVEL: 'silent' });
  const begin = () => createApp({ config, db, log: SILENT_LOG, webDir: screens });
  let app = await begin();
  const url = await app.http.listen({ port: 0, host: '127.0.0.1' });
  const restart = async () => {
    await app.stop();
    app = await begin();
    await app.http.listen({ port: Number(new URL(url).port), host: '127.0.0.1' });
  };
  const onecKey = await createApiKey(
    db, openSecrets(dataDir), { kind: 'onec', name: 'Управление торговлей' });
  const close = async () => {
    await app.stop();
    await db.end();
    await asAdministrator(server, (client) => client.query(`drop database ${name} with (force)`));
    rmSync(dataDir, { recursive: true, force: true });
  };
  after(close);
  return { url, db, onecKey, restart, close };
}

/** One file of stories makes it, those that start beside it wait. */
function ensureTemplate(server: Connection): Promise<void> {
  return asAdministrator(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (found.rowCount) return;
    const draft = `${TEMPLATE}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft} template template0`);
    await fill({ ...server, database: draft });
    await client.query(`alter database ${draft} rename to ${TEMPLATE}`);
  });
}

async function fill(draft: Connection): Promise<void> {
  const db = openDatabase(draft, POOL_SIZE);
  try {
    await migrate(db);
    await prepareDatabase(db, new Date());
    await loadDemo({ config: readConfig({}), db, log: SILENT_LOG });
  } finally {
    await db.end();
  }
}

async function asAdministrator<T>(
  server: Connection, work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
