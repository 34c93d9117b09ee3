// $metadata as a stream: tens of megabytes for a real base, of which only the names of sets and
// their properties are wanted.
import { SaxesParser } from 'saxes';
import { readErrorBody } from './error-body.ts';
import { OdataProblem } from './problem.ts';
import { judgeError, send, type Connection } from './request.ts';

/** Entity set or row type of a table part → names of its properties. */
export type Metadata = ReadonlyMap<string, ReadonlySet<string>>;

/** Types that profiles may ask about; other registers and the rest are skipped. */
const WANTED = /^(?:Document|Catalog|ExchangePlan)_|^InformationRegister_КонтактнаяИнформация$/;
const START_CHARS = 4096;

/** `chunks` of the document; throws OdataProblem when it is no EDMX or is cut. */
export async function readMetadata(chunks: AsyncIterable<Uint8Array>): Promise<Metadata> {
  const types = new Map<string, Set<string>>();
  const sets = new Set<string>();
  let current: Set<string> | null = null;
  let closed = false;
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.slice(name.indexOf(':') + 1);
    const said = attributes['Name'] ?? '';
    if (local === 'EntitySet') sets.add(said);
    if ((local === 'EntityType' || local === 'ComplexType') && WANTED.test(said)) {
      current = new Set();
      types.set(said, current);
    }
    if (local === 'Property' || local === 'NavigationProperty') current?.add(said);
  });
  parser.on('closetag', ({ name }) => {
    const local = name.slice(name.indexOf(':') + 1);
    if (local === 'EntityType' || local === 'ComplexType') current = null;
    if (local === 'Edmx') closed = true;
  });
  let start = '';
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of chunks) {
      const text = decoder.decode(chunk, { stream: true }).replace(/^\uFEFF/, '');
      if (start.length < START_CHARS) start += text.slice(0, START_CHARS);
      if (!start.trimStart().startsWith('<') || /^\s*<(?:!doctype|html)/i.test(start)) break;
      parser.write(text);
    }
  } catch (error) {
    if (error instanceof OdataProblem) throw error;
    throw new OdataProblem('cut', `Описание базы не разобрать: ${(error as Error).message}`);
  }
  if (!closed && sets.size === 0) throw judgeError(200, readErrorBody(start));
  if (!closed) throw new OdataProblem('cut', 'Описание базы пришло не целиком');
  // A type that is not published has no set of its own, and neither have rows of table parts.
  return new Map([...types].filter(([name]) => sets.has(name) || name.endsWith('_RowType')));
}

export async function probeMetadata(connection: Connection): Promise<Metadata> {
  const { chunks } = await send(connection, { path: '$metadata' });
  return readMetadata(chunks);
}
