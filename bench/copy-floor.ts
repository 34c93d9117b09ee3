// The floor of every load: COPY of the very rows that were loaded into empty tables with the same
// columns, checks and indexes. `like … including all` takes no foreign keys along: they are added
// for the floor that is COPY into the tables as they are. A pair of lanes shows what a second core
// adds. Each begins after a checkpoint and has the settings of the server.
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import copy from 'pg-copy-streams';
import { bareClient, benchFile, cpuSeconds, type Site } from './site.ts';

/** Tables where a load leaves a thousand rows and more; what is named before who names it. */
const LOADED_TABLES = [
  'customers.company', 'customers.company_identity', 'customers.contact',
  'customers.contact_identity', 'customers.contact_company', 'customers.reach',
  'customers.duplicate_due', 'catalog.product', 'catalog.product_identity',
  'deals.deal', 'deals.deal_reader', 'payments.sales_order', 'payments.order_line',
  'payments.payment_stage', 'payments.invoice', 'payments.payment', 'payments.payment_line',
  'payments.shipment', 'payments.shipment_line', 'payments.due', 'payments.deferral',
  'onec.object', 'onec.month_touch', 'onec.history_part',
];

export type Floor = {
  seconds: number;
  rows: number;
  /** CPU of the backends that copy: the rest is waiting for rows and for the disk. */
  cpuSeconds: number;
};

/** `where` per table limits the rows; absent, all of them. */
export async function copyFloor(
  site: Site, where: Record<string, string> = {}, tables = LOADED_TABLES,
): Promise<Floor> {
  return withRows(site, { where, tables }, (client, halves) => fill([client], tables, [halves]));
}

/**
 * The floor; the same with foreign keys, which every loader pays that leaves none of this schema's
 * promises out; and the rows by two clients at once, each its half of every table: how much of a
 * second core two lanes can have of the same tables.
 */
export async function copyFloors(site: Site): Promise<{ bare: Floor; bound: Floor; pair: Floor }> {
  const tables = LOADED_TABLES;
  return withRows(site, { where: {}, tables }, async (client, halves) => {
    const bare = await fill([client], tables, [halves]);
    await makeTables(client, tables);
    await bindTables(client, tables);
    const bound = await fill([client], tables, [halves]);
    await makeTables(client, tables);
    const second = await bareClient(site);
    try {
      const pair = await fill([client, second], tables, halves.map((half) => [half]));
      return { bare, bound, pair };
    } finally {
      await second.end();
    }
  });
}

type Rows = { where: Record<string, string>; tables: string[] };

/** A file for each table. */
type Files = string[];

/** Empty tables beside files with the rows of the real ones, the first and the second half. */
async function withRows<T>(
  site: Site, { where, tables }: Rows, work: (client: Client, halves: Files[]) => Promise<T>,
): Promise<T> {
  const client = await bareClient(site);
  const halves = ['a', 'b'].map((half) => tables.map((table) =>
    benchFile(`floor-${process.pid}-${table.replace('.', '_')}-${half}.txt`)));
  try {
    await makeTables(client, tables);
    for (const [index, table] of tables.entries()) {
      const columns = await writableColumns(client, table);
      for (const [half, files] of halves.entries()) {
        const middle = `format('(%s,0)', pg_relation_size('${table}') / 8192 / 2)::tid`;
        await pipeline(client.query(copy.to(
          `copy (select ${columns} from ${table} where ctid ${half === 0 ? '<' : '>='} ${middle}
             and (${where[table] ?? 'true'})) to stdout`,
        )), createWriteStream(files[index] ?? ''));
      }
    }
    return await work(client, halves);
  } finally {
    await client.query('drop schema if exists bench_floor cascade');
    await client.end();
    for (const file of halves.flat()) rmSync(file, { force: true });
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

/** Each client copies its files at the same time; of one client those of a table follow in one. */
async function fill(clients: Client[], tables: string[], lanes: Files[][]): Promise<Floor> {
  await clients[0]?.query('checkpoint');
  const pids = await Promise.all(clients.map(async (client) => (await client.query<{ pid: number }>(
    'select pg_backend_pid() as pid')).rows[0]?.pid));
  const used = () => pids.reduce<number>((sum, pid) => sum + cpuSeconds(pid), 0);
  const [cpuBefore, startedAt] = [used(), performance.now()];
  const rows = await Promise.all(clients.map((client, index) =>
    copyAll(client, tables, lanes[index] ?? [])));
  return {
    seconds: (performance.now() - startedAt) / 1000, cpuSeconds: used() - cpuBefore,
    rows: rows.reduce((sum, count) => sum + count, 0),
  };
}

async function copyAll(client: Client, tables: string[], parts: Files[]): Promise<number> {
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    const columns = await writableColumns(client, table);
    const into = client.query(copy.from(`copy ${floorOf(table)} (${columns}) from stdin`));
    await pipeline(bytesOf(parts.map((files) => files[index] ?? '')), into);
    rows += into.rowCount;
  }
  return rows;
}

async function* bytesOf(files: string[]): AsyncGenerator<Buffer> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Buffer>;
}

type Client = Awaited<ReturnType<typeof bareClient>>;

async function writableColumns(client: Client, table: string): Promise<string> {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table]);
  return rows[0]?.names ?? '*';
}
