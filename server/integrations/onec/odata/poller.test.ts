// Many bases at once: however many of them do not answer, the database stays open to people.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { systemContext } from '#platform/context';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase } from '#test/database';
import { connectOdata } from './connect-base.ts';
import { startOdata } from './poller.ts';

/** More than the pool of a test has connections. */
const BASES = 12;

test('bases that never answer leave connections of the database to others', async () => {
  const { db, drop } = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'verstak-odata-silent-'));
  const secrets = openSecrets(dataDir);
  let asked = 0;
  const silent = createServer(() => { asked += 1; });
  await new Promise<void>((done) => { silent.listen(0, '127.0.0.1', done); });
  const { port } = silent.address() as AddressInfo;
  for (let index = 0; index < BASES; index += 1) {
    await connectOdata(systemContext(db, 'ui'), secrets, {
      ib: `silent-${index}`, url: `http://127.0.0.1:${port}/base`, login: 'u', password: 'p',
      plan: null, nodeUid: null, sinceOn: '2026-03-01', pollSeconds: 30, windowDays: 10,
    });
  }
  const poller = startOdata({ db, now: () => new Date(), secrets, tickMs: 20, onError: () => {} });
  try {
    // Every query comes by the pool that the polls hold: without a connection left it fails.
    while (asked < 3) await db.query('select pg_sleep(0.05)');
    const { rows } = await db.query<{ held: number }>(
      `select count(*)::int as held from pg_locks
       where locktype = 'advisory' and database = (
         select oid from pg_database where datname = current_database())`);
    assert.ok(rows[0]!.held >= 3 && rows[0]!.held < BASES, `${rows[0]!.held} held`);
  } finally {
    silent.closeAllConnections();
    silent.close();
    await poller.stop();
    await drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
