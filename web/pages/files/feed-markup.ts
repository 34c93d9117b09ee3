import type { SaxesParser } from 'saxes';

/** Markup around the text of a document of sixty pages; a bomb is unpacked no further. */
const MARKUP_MAX = 16 * 1024 * 1024;

/** Feeds all of it, or until it is enough; says whether something was left. */
export async function feedMarkup(
  parser: SaxesParser, pieces: AsyncIterable<string>, isEnough: () => boolean = () => false,
): Promise<boolean> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > MARKUP_MAX || isEnough()) return true;
    parser.write(piece);
  }
  parser.close();
  return false;
}
