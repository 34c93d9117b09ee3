// The floor of every load: COPY of the very rows that were loaded into empty tables with the same
// columns, checks and indexes. Nothing that keeps those indexes can be faster. `like … including
// all` takes no foreign keys along: the second floor has them too.
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import copy from 'pg-copy-streams';
import { bareClient, benchFile, type Site } from './site.ts';

/** Tables of the load; reference books are few rows and left out of both sides of the ratio. */
export const LOADED_TABLES = [
  'deals.deal', 'deals.deal_reader', 'payments.sales_order', 'payments.order_line',
  'payments.payment_stage', 'payments.invoice', 'payments.payment', 'payments.payment_line',
  'payments.shipment', 'payments.shipment_line', 'onec.object',
];

export type Floor = { seconds: number; rows: number };

/** `where` per table limits the rows; absent, all of them. */
export async function copyFloor(
  site: Site, where: Record<string, string> = {}, tables = LOADED_TABLES,
): Promise<Floor> {
  return withRows(site, { where, tables }, (client, files) => fill(client, tables, files));
}

/**
 * The floor, and the same with foreign keys: what every loader pays that leaves none of this
 * schema's promises out.
 */
export async function copyFloors(site: Site): Promise<{ bare: Floor; bound: Floor }> {
  const tables = LOADED_TABLES;
  return withRows(site, { where: {}, tables }, async (client, files) => {
    const bare = await fill(client, tables, files);
    await makeTables(client, tables);
    await bindTables(client, tables);
    return { bare, bound: await fill(client, tables, files) };
  });
}

type Rows = { where: Record<string, string>; tables: string[] };

/** Empty tables beside files with the rows of the real ones. */
async function withRows<T>(
  site: Site, { where, tables }: Rows, work: (client: Client, files: string[]) => Promise<T>,
): Promise<T> {
  const client = await bareClient(site);
  const files = tables.map((table) =>
    benchFile(`floor-${process.pid}-${table.replace('.', '_')}.txt`));
  try {
    await makeTables(client, tables);
    for (const [index, table] of tables.entries()) {
      const condition = where[table];
      const columns = await writableColumns(client, table);
      await pipeline(client.query(copy.to(
        `copy (select ${columns} from ${table}${condition ? ` where ${condition}` : ''}) to stdout`,
      )), createWriteStream(files[index] ?? ''));
    }
    return await work(client, files);
  } finally {
    await client.query('drop schema if exists bench_floor cascade');
    await client.end();
    for (const file of files) rmSync(file, { force: true });
  }
}

const floorOf = (table: string): string => `bench_floor.${table.replace('.', '_')}`;

async function makeTables(client: Client, tables: string[]): Promise<void> {
  await client.query('drop schema if exists bench_floor cascade; create schema bench_floor');
  for (const table of tables) {
    await client.query(`create table ${floorOf(table)} (like ${table} including all)`);
  }
}

/** Foreign keys between the loaded tables stay between them, the others lead to the real rows. */
async function bindTables(client: Client, tables: string[]): Promise<void> {
  for (const table of tables) {
    const { rows } = await client.query<{ name: string; text: string; target: string }>(
      `select quote_ident(conname) as name, pg_get_constraintdef(oid) as text,
         confrelid::regclass::text as target
       from pg_constraint where conrelid = $1::regclass and contype = 'f'`, [table]);
    for (const { name, text, target } of rows) {
      const own = tables.includes(target)
        ? text.replace(`REFERENCES ${target}(`, `REFERENCES ${floorOf(target)}(`) : text;
      await client.query(`alter table ${floorOf(table)} add constraint ${name} ${own}`);
    }
  }
}

async function fill(client: Client, tables: string[], files: string[]): Promise<Floor> {
  await client.query('checkpoint');
  let rows = 0;
  const startedAt = performance.now();
  for (const [index, table] of tables.entries()) {
    const columns = await writableColumns(client, table);
    const into = client.query(copy.from(`copy ${floorOf(table)} (${columns}) from stdin`));
    await pipeline(createReadStream(files[index] ?? ''), into);
    rows += into.rowCount;
  }
  return { seconds: (performance.now() - startedAt) / 1000, rows };
}

type Client = Awaited<ReturnType<typeof bareClient>>;

async function writableColumns(client: Client, table: string): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table]);
  return rows[0]?.names ?? '*';
}
