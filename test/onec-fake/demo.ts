// `npm run onec-fake -- --demo`: the demo company's own 1C, alive. It finds the database that
// `npm start` runs on, remembers what it has sent, makes itself a key once and goes on from there.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEMO_IB } from '#server/demo/exchange';
import { dealReceiver, takeDeals } from '#modules/commands';
import { createApiKey, type NewKey } from '#platform/auth/api-keys';
import { readConfig } from '#platform/config';
import { inTransaction, one, openDatabase, type Db } from '#platform/database';
import { SILENT_LOG } from '#platform/log';
import { joinPostgres } from '#platform/postgres/open';
import { openSecrets } from '#platform/secrets';
import { createBase } from './base.ts';
import { createRandom } from './random.ts';
import { rememberBase } from './remember.ts';
import { journalOf, openState, type SavedBase } from './state.ts';

export type DemoBase = { saved: SavedBase; key: NewKey };

type Known = { id: number; epoch: string; bornAt: string };

const NONE = 'Демо-компании в этой базе данных нет: запустите npm start на пустой папке данных';

/** Throws in words for a person when there is no demo company. */
export async function openDemo(folder = '.cache'): Promise<DemoBase> {
  const config = readConfig(process.env);
  const postgres = await joinPostgres(config, { log: SILENT_LOG });
  const db = openDatabase(postgres.connection, 2);
  try {
    const known = await findDemo(db);
    if (!known) throw new Error(NONE);
    // Another demo is another base, whatever was remembered of the one before.
    const name = `onec-fake-demo-${Date.parse(known.bornAt)}`;
    const state = join(folder, `${name}.jsonl`);
    if (!existsSync(state)) await remember(db, known, state);
    // The demo itself asks for none, lest deals wait for a base that nobody has started.
    await inTransaction(db, async (tx) => {
      if (await dealReceiver(tx) === undefined) await takeDeals(tx, known.id);
    });
    const saved = openState(state, { ib: DEMO_IB, epoch: known.epoch, seed: 1 });
    return { saved, key: await keyOf(db, config.keyFile, join(folder, `${name}.key.json`)) };
  } finally {
    await db.end();
    await postgres.stop();
  }
}

/** A folder on which no server has ever run has no tables. */
async function findDemo(db: Db): Promise<Known | undefined> {
  const tables = await one<{ base: string | null }>(db, `select to_regclass('onec.base') as base`);
  if (!tables?.base) return undefined;
  return one<Known>(db,
    `select id, epoch, first_seen_at::text as "bornAt" from onec.base where ib = $1`, [DEMO_IB]);
}

async function remember(db: Db, { id, epoch }: Known, path: string): Promise<void> {
  const base = createBase(createRandom(1), { ib: DEMO_IB, epoch });
  const objects = await rememberBase(db, id, base);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, journalOf(base, new Map(objects.map(({ uid, rev }) => [uid, rev]))));
}

async function keyOf(db: Db, keyFile: string, path: string): Promise<NewKey> {
  if (existsSync(path)) {
    const kept = JSON.parse(readFileSync(path, 'utf8')) as NewKey;
    const isLive = await one(db,
      'select from platform.api_key where id = $1 and revoked_at is null', [kept.keyId]);
    if (isLive) return kept;
  }
  const made = await createApiKey(db, openSecrets(dirname(keyFile)),
    { kind: 'onec', name: 'Учебная 1С демо-компании' });
  writeFileSync(path, JSON.stringify(made), { mode: 0o600 });
  return made;
}
