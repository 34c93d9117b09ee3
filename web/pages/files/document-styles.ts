// What the styles of a Word document say of its paragraphs: headings, and the list that a style
// belongs to: a contract is mostly numbered so, its paragraphs name no list themselves. Pure.
import { SaxesParser } from 'saxes';
import { feedMarkup } from './feed-markup.ts';

/** Names of styles are English in every Word, their codes are not. */
const HEADING = /^(heading|title)/i;
/** A style stands on another one, and that on a third. */
const BASES_MAX = 20;

type Style = {
  isHeading: boolean; basedOn: string | undefined;
  numberId: string | undefined; depth: number | undefined;
};
export type NumberOfStyle = { numberId: string; depth: number | undefined; styleId: string };
export type DocumentStyles = {
  isHeading: (styleId: string) => boolean;
  /** The list that paragraphs of this style stand in; undefined for most. */
  numberOf: (styleId: string) => NumberOfStyle | undefined;
};

const READ: Record<string, (style: Style, value: string) => void> = {
  'w:name': (style, value) => {
    style.isHeading = HEADING.test(value);
  },
  'w:basedOn': (style, value) => {
    style.basedOn = value;
  },
  'w:numId': (style, value) => {
    style.numberId = value;
  },
  'w:ilvl': (style, value) => {
    style.depth = Number(value) || 0;
  },
};

function numberOf(
  styles: ReadonlyMap<string, Style>, styleId: string,
): NumberOfStyle | undefined {
  let depth: number | undefined;
  let [id, style] = [styleId, styles.get(styleId)];
  for (let step = 0; style && step < BASES_MAX; step += 1) {
    depth ??= style.depth;
    if (style.numberId !== undefined) return { numberId: style.numberId, depth, styleId: id };
    id = style.basedOn ?? '';
    style = styles.get(id);
  }
  return undefined;
}

/** Of a document without styles; that is one too. */
export const NO_STYLES: DocumentStyles = { isHeading: () => false, numberOf: () => undefined };

/** From the part of the document that describes its styles. */
export async function readStyles(pieces: AsyncIterable<string>): Promise<DocumentStyles> {
  const styles = new Map<string, Style>();
  let style: Style | undefined;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'w:style') {
      style = { isHeading: false, basedOn: undefined, numberId: undefined, depth: undefined };
      styles.set(attributes['w:styleId'] ?? '', style);
    } else if (style) READ[name]?.(style, attributes['w:val'] ?? '');
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'w:style') style = undefined;
  });
  await feedMarkup(parser, pieces);
  return {
    isHeading: (styleId) => styles.get(styleId)?.isHeading ?? false,
    numberOf: (styleId) => numberOf(styles, styleId),
  };
}
