// The floor of every load: COPY of the very rows that were loaded into empty tables with the same
// columns, constraints and indexes. Nothing that keeps those indexes can be faster.
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
  const client = await bareClient(site);
  const files: string[] = [];
  let rows = 0;
  try {
    await client.query('drop schema if exists bench_floor cascade; create schema bench_floor');
    for (const table of tables) {
      const name = table.replace('.', '_');
      const file = benchFile(`floor-${process.pid}-${name}.txt`);
      files.push(file);
      await client.query(`create table bench_floor.${name} (like ${table} including all)`);
      const condition = where[table];
      const columns = await writableColumns(client, table);
      await pipeline(client.query(copy.to(
        `copy (select ${columns} from ${table}${condition ? ` where ${condition}` : ''}) to stdout`,
      )), createWriteStream(file));
    }
    await client.query('checkpoint');
    const startedAt = performance.now();
    for (const [index, table] of tables.entries()) {
      const columns = await writableColumns(client, table);
      const into = client.query(copy.from(
        `copy bench_floor.${table.replace('.', '_')} (${columns}) from stdin`));
      await pipeline(createReadStream(files[index] ?? ''), into);
      rows += into.rowCount;
    }
    return { seconds: (performance.now() - startedAt) / 1000, rows };
  } finally {
    await client.query('drop schema if exists bench_floor cascade');
    await client.end();
    for (const file of files) rmSync(file, { force: true });
  }
}

type Client = Awaited<ReturnType<typeof bareClient>>;

async function writableColumns(client: Client, table: string): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table]);
  return rows[0]?.names ?? '*';
}
