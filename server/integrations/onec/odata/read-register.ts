// An information register from its first row to its last, in pages: it has no guids of its own.
import { jsonEntries } from './json-entries.ts';
import { mayBeTooLarge } from './problem.ts';
import type { NameSource } from './profiles/profile.ts';
import type { Reader } from './read-objects.ts';
import { PAGE_BYTES_MAX, send } from './request.ts';
import type { Entity } from './values.ts';

const PAGE_ROWS = 1_000;

export async function* readAll(
  reader: Reader, { set, select }: NameSource,
): AsyncGenerator<Entity, void> {
  let top = PAGE_ROWS;
  for (let skip = 0; ;) {
    let rows: Entity[];
    try {
      rows = await readRows(reader, set, {
        $select: select.join(','), $orderby: 'Объект,Тип,Вид', $top: top, $skip: skip,
      });
    } catch (error) {
      if (top === 1 || !mayBeTooLarge(error)) throw error;
      top = Math.max(1, Math.floor(top / 4));
      continue;
    }
    yield* rows;
    skip += rows.length;
    if (rows.length < top) return;
  }
}

async function readRows(
  { connection }: Reader, path: string, query: Record<string, string | number>,
): Promise<Entity[]> {
  const { chunks } = await send(connection, {
    path, query: { $format: 'json', ...query }, bytesMax: PAGE_BYTES_MAX,
  });
  const rows: Entity[] = [];
  for await (const entity of jsonEntries(chunks)) rows.push(entity);
  return rows;
}
