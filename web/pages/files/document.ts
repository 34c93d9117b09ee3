// A document of Word as paragraphs and tables of text, read in the browser. Nothing of it is run or
// fetched, and none of its markup comes into the page: what is drawn is made of these texts alone.
import { SaxesParser } from 'saxes';
import { ruFiles } from '../../texts/ru-files.ts';
import { NO_STYLES, readStyles } from './document-styles.ts';
import type { DocumentStyles } from './document-styles.ts';
import { feedMarkup } from './feed-markup.ts';
import { NO_LISTS, readNumbering } from './numbering.ts';
import type { Numbering } from './numbering.ts';
import { textPieces } from './zip-entry.ts';

export type Run = { text: string; isBold: boolean; isItalic: boolean; isStruck: boolean };
export type Paragraph = {
  kind: 'paragraph'; runs: Run[]; isHeading: boolean;
  /** «2.1.» or a bullet; how deep it stands in its list. */
  mark: string; depth: number;
};
export type Cell = { span: number; blocks: Block[] };
export type Table = { kind: 'table'; rows: Cell[][] };
export type Block = Paragraph | Table;
export type ShownDocument = { blocks: Block[]; isCut: boolean };

/** Some sixty pages, as a contract has; the file itself has the rest. */
const LETTERS_MAX = 200_000;
const BLOCKS_MAX = 5000;
/** Tables in tables: nobody's document, and a browser draws them for minutes. */
const DEPTH_MAX = 200;
const SPAN_MAX = 60;
/** What stands twice, for old programs, and what a reviewer has taken out or changed. */
const SKIPPED = new Set([
  'mc:Fallback', 'w:del', 'w:moveFrom', 'w:pPrChange', 'w:rPrChange',
]);

type Attributes = Record<string, string>;
type State = {
  /** Where the next block goes: the document, then the cells that are open. */
  places: Block[][];
  tables: Table[];
  paragraphs: Paragraph[];
  runs: Run[];
  /** What the paragraph says of its list itself; its style says the rest. */
  styleId: string; numberId: string | undefined; depth: number | undefined;
  styles: DocumentStyles;
  numbering: Numbering;
  letters: number; blocks: number;
};

const OFF = new Set<string | undefined>(['0', 'false', 'none']);
const isOn = (attributes: Attributes) => !OFF.has(attributes['w:val']);

function add(state: State, block: Block): void {
  state.places.at(-1)?.push(block);
  state.blocks += 1;
}

function write(state: State, text: string): void {
  const run = state.runs.at(-1);
  if (!run) return;
  run.text += text;
  state.letters += text.length;
}

/** What an element means where it begins; all others mean nothing here. */
const OPENED: Record<string, (state: State, attributes: Attributes) => void> = {
  'w:p': (state) => {
    const begun: Paragraph = { kind: 'paragraph', runs: [], isHeading: false, mark: '', depth: 0 };
    state.paragraphs.push(begun);
    state.styleId = '';
    state.numberId = undefined;
    state.depth = undefined;
    add(state, begun);
  },
  'w:pStyle': (state, attributes) => {
    const begun = state.paragraphs.at(-1);
    state.styleId = attributes['w:val'] ?? '';
    if (begun) begun.isHeading = state.styles.isHeading(state.styleId);
  },
  'w:ilvl': (state, attributes) => {
    state.depth = Number(attributes['w:val']) || 0;
  },
  'w:numId': (state, attributes) => {
    state.numberId = attributes['w:val'] ?? '';
  },
  'w:r': (state) => {
    const run: Run = { text: '', isBold: false, isItalic: false, isStruck: false };
    state.runs.push(run);
    state.paragraphs.at(-1)?.runs.push(run);
  },
  'w:b': ({ runs }, attributes) => Object.assign(runs.at(-1) ?? {}, { isBold: isOn(attributes) }),
  'w:i': ({ runs }, attributes) => Object.assign(runs.at(-1) ?? {}, { isItalic: isOn(attributes) }),
  'w:strike': ({ runs }, attributes) =>
    Object.assign(runs.at(-1) ?? {}, { isStruck: isOn(attributes) }),
  'w:tab': (state) => write(state, '\t'),
  'w:br': (state) => write(state, '\n'),
  'w:cr': (state) => write(state, '\n'),
  'w:noBreakHyphen': (state) => write(state, '\u2011'),
  'w:drawing': (state) => write(state, ruFiles.pictureInText),
  'w:tbl': (state) => {
    const table: Table = { kind: 'table', rows: [] };
    state.tables.push(table);
    add(state, table);
  },
  'w:tr': ({ tables }) => void tables.at(-1)?.rows.push([]),
  'w:tc': (state) => {
    const cell: Cell = { span: 1, blocks: [] };
    state.tables.at(-1)?.rows.at(-1)?.push(cell);
    state.places.push(cell.blocks);
  },
  'w:gridSpan': ({ tables }, attributes) => {
    const cell = tables.at(-1)?.rows.at(-1)?.at(-1);
    if (cell) cell.span = Math.min(SPAN_MAX, Math.max(1, Number(attributes['w:val']) || 1));
  },
};

const CLOSED: Record<string, (state: State) => void> = {
  'w:p': ({ paragraphs }) => void paragraphs.pop(),
  'w:r': ({ runs }) => void runs.pop(),
  'w:tbl': ({ tables }) => void tables.pop(),
  'w:tc': ({ places }) => void (places.length > 1 && places.pop()),
  'w:pPr': (state) => {
    const begun = state.paragraphs.at(-1);
    if (begun) Object.assign(begun, placeInList(state));
  },
};

const DEPTH_OF_LIST_MAX = 8;

/** By the paragraph's own words, else by its style's; a list tells the depth of its styles. */
function placeInList(
  { styleId, numberId, depth, styles, numbering }: State,
): Pick<Paragraph, 'mark' | 'depth'> {
  const ofStyle = styles.numberOf(styleId);
  const list = numberId ?? ofStyle?.numberId;
  if (list === undefined) return { mark: '', depth: 0 };
  const told = depth
    ?? (ofStyle && (numbering.depthOf(list, styleId) ?? ofStyle.depth
      ?? numbering.depthOf(list, ofStyle.styleId)));
  const at = Math.min(DEPTH_OF_LIST_MAX, Math.max(0, told ?? 0));
  return { mark: numbering.markOf(list, at), depth: at };
}

/** A reader that fills the state, element by element. */
function parserOf(state: State): SaxesParser {
  const parser = new SaxesParser();
  const open: string[] = [];
  let skipped = 0;
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name);
    if (open.length > DEPTH_MAX) throw new Error('too deep');
    if (SKIPPED.has(name)) skipped += 1;
    if (skipped === 0) OPENED[name]?.(state, attributes);
  });
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (skipped === 0) CLOSED[name]?.(state);
    if (SKIPPED.has(name)) skipped -= 1;
  });
  parser.on('text', (text) => {
    if (skipped === 0 && open.at(-1) === 'w:t') write(state, text);
  });
  parser.on('error', (error) => {
    throw error;
  });
  return parser;
}

/** Throws for what is no document of Word. */
export async function readDocument(bytes: ArrayBuffer): Promise<ShownDocument> {
  const blocks: Block[] = [];
  const state: State = {
    places: [blocks], tables: [], paragraphs: [], runs: [], letters: 0, blocks: 0,
    styleId: '', numberId: undefined, depth: undefined,
    // A document without styles or lists is one too.
    styles: await readStyles(textPieces(bytes, 'word/styles.xml')).catch(() => NO_STYLES),
    numbering: await readNumbering(textPieces(bytes, 'word/numbering.xml'))
      .catch(() => NO_LISTS),
  };
  const isCut = await feedMarkup(parserOf(state), textPieces(bytes, 'word/document.xml'),
    () => state.letters > LETTERS_MAX || state.blocks > BLOCKS_MAX);
  return { blocks, isCut };
}
