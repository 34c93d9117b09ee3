// Numbers of the lists of a Word document: «2.1.», «а)», a bullet. The text of a document does not
// hold them, and a contract is spoken of by them. Pure.
import { SaxesParser } from 'saxes';
import { ruFiles } from '../../texts/ru-files.ts';
import { feedMarkup } from './feed-markup.ts';

export type Numbering = {
  /** Counts on: the paragraphs are asked in their order. */
  markOf: (numberId: string, depth: number) => string;
  /** The level of the list that belongs to a style. */
  depthOf: (numberId: string, styleId: string) => number | undefined;
};
/** Of a document without lists. */
export const NO_LISTS: Numbering = { markOf: () => '', depthOf: () => undefined };

type Level = { start: number; format: string; text: string; styleId?: string };
type List = { levels: Level[]; counts: number[] };

const LEVELS_MAX = 9;
const ALPHABETS: Record<string, string> = {
  Letter: 'abcdefghijklmnopqrstuvwxyz', russian: ruFiles.lettersOfClauses,
};
const ROMAN: [number, string][] = [
  [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'],
  [1, 'i'],
];

function roman(count: number): string {
  let left = Math.min(count, 999);
  return ROMAN.map(([value, sign]) => {
    const times = Math.floor(left / value);
    left -= times * value;
    return sign.repeat(times);
  }).join('');
}

/** A number as the list writes it; unknown ways are told by plain numbers. */
function written(count: number, format: string): string {
  const [, alphabet] = Object.entries(ALPHABETS).find(([name]) => format.includes(name)) ?? [];
  const small = alphabet ? alphabet[(count - 1) % alphabet.length] ?? ''
    : format.endsWith('Roman') ? roman(count) : String(count);
  return /^upper|Upper$/.test(format) ? small.toUpperCase() : small;
}

function markIn({ levels, counts }: List, depth: number): string {
  const level = levels[depth];
  if (!level || level.format === 'none') return '';
  counts[depth] = (counts[depth] ?? level.start - 1) + 1;
  counts.length = depth + 1;
  // Its own sign is a private letter of a font that nobody has.
  if (level.format === 'bullet') return '•';
  return level.text.replace(/%([1-9])/g, (_, place: string) => {
    const { start = 1, format = 'decimal' } = levels[Number(place) - 1] ?? {};
    return written(counts[Number(place) - 1] ?? start, format);
  });
}

type Found = { schemes: Map<string, Level[]>; lists: Map<string, List> };
type Reader = { found: Found; scheme: Level[]; level: Level; numberId: string };

const READ: Record<string, (reader: Reader, value: string, attributes: Record<string, string>)
  => void> = {
  'w:abstractNum': (reader, _, attributes) => {
    reader.scheme = [];
    reader.found.schemes.set(attributes['w:abstractNumId'] ?? '', reader.scheme);
  },
  'w:lvl': (reader, _, attributes) => {
    const depth = Number(attributes['w:ilvl']);
    reader.level = { start: 1, format: 'decimal', text: '' };
    if (depth >= 0 && depth < LEVELS_MAX) reader.scheme[depth] = reader.level;
  },
  'w:start': ({ level }, value) => {
    level.start = Number(value) || 0;
  },
  'w:pStyle': ({ level }, value) => {
    level.styleId = value;
  },
  'w:numFmt': ({ level }, value) => {
    level.format = value;
  },
  'w:lvlText': ({ level }, value) => {
    level.text = value;
  },
  'w:num': (reader, _, attributes) => {
    reader.numberId = attributes['w:numId'] ?? '';
  },
  'w:abstractNumId': ({ found, numberId }, value) => {
    const levels = found.schemes.get(value) ?? [];
    // Lists of one scheme go on counting one after another.
    const same = [...found.lists.values()].find((list) => list.levels === levels);
    found.lists.set(numberId, { levels, counts: same?.counts ?? [] });
  },
  'w:startOverride': ({ found, numberId }) => {
    const list = found.lists.get(numberId);
    if (list) list.counts = [];
  },
};

/** From the part of the document that describes its lists. */
export async function readNumbering(pieces: AsyncIterable<string>): Promise<Numbering> {
  const found: Found = { schemes: new Map(), lists: new Map() };
  const reader: Reader = {
    found, scheme: [], level: { start: 1, format: 'none', text: '' }, numberId: '',
  };
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) =>
    READ[name]?.(reader, attributes['w:val'] ?? '', attributes));
  await feedMarkup(parser, pieces);
  return {
    markOf: (numberId, depth) => {
      const list = found.lists.get(numberId);
      return list ? markIn(list, depth) : '';
    },
    depthOf: (numberId, styleId) => {
      const levels = found.lists.get(numberId)?.levels ?? [];
      const depth = levels.findIndex((level) => level?.styleId === styleId);
      return depth < 0 ? undefined : depth;
    },
  };
}
