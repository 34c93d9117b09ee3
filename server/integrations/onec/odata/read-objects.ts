// Reading sets of 1C: light lists by $skip inside a window of dates, whole objects by their guids.
// Pages are sized by the bytes they turned out to weigh: begun with 20 objects, divided by 4 when
// one fails, for a page of 1,000 objects of 5.8 MB fills the disk of the server.
import type { Query } from './address.ts';
import { PAGE_BYTES_MAX, send, type Connection } from './request.ts';
import { jsonEntries } from './json-entries.ts';
import { mayBeTooLarge } from './problem.ts';
import { dayOf, guidOf, textOf, type Entity } from './values.ts';

const PROBE_OBJECTS = 20;
/** Twenty guids in a filter make a request line that web servers still take (IIS: 2,048). */
const KEYS_MAX = 20;
const PAGE_BYTES = 4 * 1024 * 1024;
const LIST_ROWS = 1_000;

/** Sizes that were learnt, by set; one for each poll of a base. */
export type PageSizes = Map<string, number>;

export type Reader = { connection: Connection; sizes: PageSizes };

type Counted = { bytes: number };

async function* counted(
  chunks: AsyncIterable<Uint8Array>, into: Counted,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of chunks) {
    Object.assign(into, { bytes: into.bytes + chunk.length });
    yield chunk;
  }
}

/** What is read of objects, and the property whose guids are given. */
export type ReadWish = {
  select?: readonly string[]; by?: string;
  /** Set of the guids when the property is of several types: without it nothing is ever equal. */
  castTo?: string;
};

/** The name of a set takes 200 bytes of a request line. */
const CAST_KEYS_MAX = 5;

/** Whole objects; one that 1C does not show is absent. */
export async function* readByKeys(
  reader: Reader, set: string, uids: readonly string[], wish: ReadWish = {},
): AsyncGenerator<Entity, void> {
  const sizeKey = wish.select ? `${set}?${wish.by ?? ''}` : set;
  for (let at = 0; at < uids.length;) {
    const size = Math.min(
      wish.castTo ? CAST_KEYS_MAX : KEYS_MAX, reader.sizes.get(sizeKey) ?? PROBE_OBJECTS);
    const keys = uids.slice(at, at + size);
    const count: Counted = { bytes: 0 };
    let page: Entity[];
    try {
      page = await readPage(reader, set, keys, { ...wish, count });
    } catch (error) {
      if (size === 1 || !mayBeTooLarge(error)) throw error;
      reader.sizes.set(sizeKey, Math.max(1, Math.floor(Math.min(size, keys.length) / 4)));
      continue;
    }
    at += keys.length;
    const average = count.bytes / Math.max(1, page.length);
    reader.sizes.set(sizeKey,
      Math.max(1, Math.min(KEYS_MAX, Math.floor(PAGE_BYTES / Math.max(1, average)))));
    yield* page;
  }
}

type PageOptions = ReadWish & { count: Counted };

/**
 * By a filter even when it is one: an empty list says that 1C has no such object, while 404 may
 * mean that the whole base is not published any more.
 */
async function readPage(
  reader: Reader, set: string, keys: readonly string[],
  { select, by = 'Ref_Key', castTo, count }: PageOptions,
): Promise<Entity[]> {
  // Rows of a register have no guid of their own.
  const key = castTo ? [] : ['Ref_Key'];
  const chosen: Query = select ? { $select: [...key, ...select].join(',') } : {};
  const valueOf = (uid: string) => (castTo ? `cast(guid'${uid}','${castTo}')` : `guid'${uid}'`);
  const $filter = keys.map((uid) => `${by} eq ${valueOf(uid)}`).join(' or ');
  const { chunks } = await send(reader.connection, {
    path: set, query: { $format: 'json', $filter, ...chosen }, bytesMax: PAGE_BYTES_MAX,
  });
  const page: Entity[] = [];
  for await (const entity of jsonEntries(counted(chunks, count))) page.push(entity);
  return page;
}

export type ListedObject = { uid: string; dataVersion: string; on: string | null };

/** Half-open window of the dates of documents; null for reference books and open ends. */
export type Window = { from: string | null; to: string | null };

/** What stands in a window, light: guid, version, date. Rows shifted by others' writes may miss. */
export async function listObjects(
  reader: Reader, set: string, window: Window,
): Promise<Map<string, ListedObject>> {
  const listed = new Map<string, ListedObject>();
  const sizeKey = `${set}#`;
  for (let skip = 0; ;) {
    const top = reader.sizes.get(sizeKey) ?? LIST_ROWS;
    let rows: ListedObject[];
    try {
      rows = await readRows(reader, set, { ...listQuery(window), $top: top, $skip: skip });
    } catch (error) {
      if (top === 1 || !mayBeTooLarge(error)) throw error;
      reader.sizes.set(sizeKey, Math.max(1, Math.floor(top / 4)));
      continue;
    }
    // A row that names nothing must not keep the others from being compared.
    for (const row of rows) if (row.uid !== '') listed.set(row.uid, row);
    skip += rows.length;
    if (rows.length < top) return listed;
  }
}

function listQuery({ from, to }: Window): Query {
  const filter = [
    ...(from ? [`Date ge datetime'${from}T00:00:00'`] : []),
    ...(to ? [`Date lt datetime'${to}T00:00:00'`] : []),
  ].join(' and ');
  if (!filter) return { $select: 'Ref_Key,DataVersion', $orderby: 'Ref_Key' };
  // Not the order of guids, but an order: without one pages overlap.
  return { $select: 'Ref_Key,DataVersion,Date', $filter: filter, $orderby: 'Date,Ref_Key' };
}

async function readRows(reader: Reader, set: string, query: Query): Promise<ListedObject[]> {
  const { chunks } = await send(reader.connection, {
    path: set, query: { $format: 'json', ...query }, bytesMax: PAGE_BYTES_MAX,
  });
  const rows: ListedObject[] = [];
  for await (const entity of jsonEntries(chunks)) {
    rows.push({
      uid: guidOf(entity['Ref_Key']) ?? '', dataVersion: textOf(entity['DataVersion']) ?? '',
      on: dayOf(entity['Date']),
    });
  }
  return rows;
}
