// Entries of an Atom answer one by one: the form in which live bases answer SelectChanges. Values
// come as text; an object that was deleted physically comes as a tombstone of RFC 6721.
import { SaxesParser } from 'saxes';
import { OdataProblem } from './problem.ts';
import { guidOf, type Entity } from './values.ts';

export type AtomEntry =
  | { kind: 'entity'; set: string | null; entity: Entity }
  | { kind: 'gone'; set: string; uid: string };

type Node = Record<string, unknown>;

type Reading = {
  ready: AtomEntry[];
  /** Names of open elements without prefixes. */
  path: string[];
  /** Values of the entry under way: its properties, then rows of a table part and so on. */
  stack: { name: string; value: Node | Node[]; text: string; filled: boolean }[];
  set: string | null;
  deletedRef: string | null;
  closed: boolean;
};

const CATEGORY = 'StandardODATA.';

/** Throws OdataProblem when the feed is cut or is no Atom. */
export async function* atomEntries(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<AtomEntry, void> {
  const reading: Reading = {
    ready: [], path: [], stack: [], set: null, deletedRef: null, closed: false,
  };
  const parser = parserInto(reading);
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of chunks) {
      parser.write(decoder.decode(chunk, { stream: true }).replace(/^\uFEFF/, ''));
      yield* reading.ready.splice(0);
    }
    if (!reading.closed) throw new OdataProblem('cut', 'Ответ 1С оборван: конца нет');
    parser.close();
  } catch (error) {
    if (error instanceof OdataProblem) throw error;
    throw new OdataProblem('cut', `Ответ 1С не разобрать: ${(error as Error).message}`);
  }
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1);

function parserInto(reading: Reading) {
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => {
    open(reading, localOf(name), attributes);
  });
  parser.on('text', (text) => {
    const top = reading.stack.at(-1);
    if (top) top.text += text;
  });
  parser.on('closetag', ({ name }) => close(reading, localOf(name)));
  return parser;
}

function open(reading: Reading, name: string, attributes: Record<string, string>): void {
  reading.path.push(name);
  if (name === 'entry') reading.set = null;
  if (name === 'deleted-entry') reading.deletedRef = attributes['ref'] ?? '';
  if (reading.stack.length === 0) {
    const term = attributes['term'];
    if (name === 'category' && term?.startsWith(CATEGORY)) {
      reading.set = term.slice(CATEGORY.length);
    }
    if (name === 'properties') {
      reading.stack.push({ name, value: {}, text: '', filled: false });
    }
    return;
  }
  const isList = Object.entries(attributes)
    .some(([key, value]) => localOf(key) === 'type' && value.startsWith('Collection('));
  const isRow = name === 'element';
  reading.stack.push({ name, value: isList ? [] : {}, text: '', filled: isList || isRow });
}

function close(reading: Reading, name: string): void {
  reading.path.pop();
  if (name === 'deleted-entry') {
    const gone = goneOf(reading.deletedRef ?? '');
    if (gone) reading.ready.push(gone);
    reading.deletedRef = null;
  }
  if (reading.path.length === 0) reading.closed = true;
  const done = reading.stack.pop();
  if (!done) return;
  const above = reading.stack.at(-1);
  if (!above) {
    const entity = done.value as Node;
    reading.ready.push({ kind: 'entity', set: reading.set, entity });
    return;
  }
  const value = done.filled ? done.value : done.text;
  above.filled = true;
  if (Array.isArray(above.value)) above.value.push(value as Node);
  else above.value[done.name] = value;
}

/** `…/Document_ЗаказКлиента(guid'…')` → its set and guid, percent-encoded or not. */
export function goneOf(ref: string): AtomEntry | null {
  let plain = ref;
  try {
    plain = decodeURIComponent(ref);
  } catch {
    // Not encoded, with a stray percent sign: as it is.
  }
  const found = /([^/]+)\(guid'([0-9a-f-]{36})'\)\/?$/i.exec(plain);
  const uid = guidOf(found?.[2]);
  return found?.[1] && uid ? { kind: 'gone', set: found[1], uid } : null;
}
