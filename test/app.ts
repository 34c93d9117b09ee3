// A whole server for tests: the real application on a database of its own, on a free port.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App } from '#server/app';
import { createApiKey } from '#platform/auth/api-keys';
import { readConfig } from '#platform/config';
import type { Db } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase } from '#test/database';

export type TestApp = {
  db: Db;
  app: App;
  url: string;
  dataDir: string;
  /** A key of 1C, as `key create --kind 1c` makes it. */
  onecKey: { keyId: string; secret: string };
  close: () => Promise<void>;
};

export type TestAppOptions = {
  /** Screens are served from here; absent, only the API is. */
  webDir?: string;
  now?: () => Date;
  /** Fills the database before anybody comes in. */
  prepare?: (db: Db) => Promise<void>;
  roles?: string;
};

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-app-'));
  const config = readConfig({
    VERSTAK_DATA: dataDir, DATABASE_URL: database.url, VERSTAK_LOG_LEVEL: 'silent',
    VERSTAK_ROLES: options.roles ?? 'web,worker,connectors',
  });
  await options.prepare?.(database.db);
  const app = await createApp({
    config, db: database.db, log: SILENT_LOG,
    webDir: options.webDir ?? join(dataDir, 'no-screens'),
    ...(options.now ? { now: options.now } : {}),
  });
  const url = await app.http.listen({ port: 0, host: '127.0.0.1' });
  const onecKey = await createApiKey(
    database.db, openSecrets(dataDir), { kind: 'onec', name: 'Тестовая база' });
  return {
    db: database.db, app, url, dataDir, onecKey,
    close: async () => {
      await app.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Signs in and returns the cookie header. */
export async function signIn(url: string, login: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!response.ok) throw new Error(`Sign-in of ${login}: ${response.status}`);
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return cookie;
}
