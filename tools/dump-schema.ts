// Writes server/schema.sql, the shape that all migrations together make:
// `node tools/run.mjs tools/dump-schema.ts`. A test compares the file with a fresh database.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '#platform/config';
import { describeSchema } from '#platform/describe-schema';
import { closeTestDatabases, createTestDatabase } from '#test/database';

const FILE = join(CHECKOUT, 'server', 'schema.sql');
const HEADER = `-- The shape of the database after all migrations, for reading and for diffs.
-- Written by tools/dump-schema.ts; never edited and never run.

`;

try {
  const { db } = await createTestDatabase();
  const text = HEADER + await describeSchema(db);
  const before = readFileSync(FILE, { encoding: 'utf8', flag: 'a+' });
  writeFileSync(FILE, text);
  console.log(before === text ? 'server/schema.sql is current' : 'server/schema.sql is rewritten');
} finally {
  await closeTestDatabases();
}
