// What a person may have meant by the typed text: words in both keyboard layouts, without endings,
// and the digits of a phone, an ИНН or a number. Providers turn the plan into SQL of their own.
import { layoutVariants } from '#contract/keyboard-layout';
import { foldedSql, foldText, likePattern } from '#platform/listing/fold-text';
import type { Fragment } from '#platform/listing/fragment';

export type SearchPlan = {
  /** Folded as an index folds it (lower case, ё as е), blanks collapsed. */
  text: string;
  /** Readings of the text; of a reading every LIKE pattern must match. At least one of each. */
  readings: string[][];
  /** Digits alone, when the text is nothing but a number of at least four of them. */
  digits: string | null;
};

export const DIGITS_MIN = 4;
const TEXT_MAX = 200;
const WORDS_MAX = 8;
/** A trigram index finds fragments of three letters; shorter ones only where a word begins. */
const FRAGMENT_MIN = 3;

/** Null when there is nothing to look for: signs alone would be compared with every row. */
export function planSearch(typed: string | undefined): SearchPlan | null {
  const clean = (typed ?? '').slice(0, TEXT_MAX).replaceAll('\0', '').trim();
  const text = foldText(clean).replace(/\s+/g, ' ');
  const readings = layoutVariants(clean.toLowerCase())
    .map((reading) => wordsOf(foldText(reading)))
    .filter((words) => words.some((word) => /[\p{L}\p{N}]/u.test(word)))
    .flatMap(patternsOf);
  return readings.length === 0 ? null : { text, readings, digits: digitsOf(clean) };
}

/** The predicate "the column means what was typed"; an index on the folded column serves it. */
export function textMatches(column: string, plan: SearchPlan): Fragment {
  const folded = foldedSql(column);
  const values: string[] = [];
  const readings = plan.readings.map((patterns) => patterns
    .map((pattern) => `${folded} like $${values.push(pattern)}::text`)
    .join(' and '));
  return { sql: readings.map((reading) => `(${reading})`).join(' or '), values };
}

/** LIKE patterns of stored phones ("+78121234567") that contain the typed digits. */
export function phonePatterns(digits: string): string[] {
  if (/^[78]\d{10}$/.test(digits)) return [`+7${digits.slice(1)}%`];
  // People begin a number with 8, it is kept with +7.
  if (digits.startsWith('8')) return [`%${digits}%`, `+7${digits.slice(1)}%`];
  return [`%${digits}%`];
}

function wordsOf(reading: string): string[] {
  return reading
    .split(/[\s«»"“”„()]+/)
    .map((word) => word.replace(/^[,;:.]+|[,;:.]+$/g, ''))
    .filter(Boolean)
    .slice(0, WORDS_MAX);
}

function patternsOf(words: string[]): string[][] {
  if (words.some((word) => word.length >= FRAGMENT_MIN)) {
    const stems = words.map(withoutEnding);
    const others = stems.map(withFleetingVowel);
    const isSame = others.every((stem, at) => stem === stems[at]);
    return (isSame ? [stems] : [stems, others]).map((reading) =>
      reading.map((stem) => likePattern(stem, 'contains')));
  }
  const begin = likePattern(words.join(' '), 'startsWith');
  return [[begin], [`% ${begin}`]];
}

// Longest first; what is left has at least four letters, so that «насосы», «насосов» and «насосам»
// all look for «насос», while a short name stays whole.
const ENDING = new RegExp('(?<=^[а-я-]{4,})(?:'
  + 'иями|ами|ями|ого|его|ому|ему|ыми|ими|иях|ией|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ам|ям|ах|ях'
  + '|ых|их|ом|ем|ую|юю|ии|ия|а|я|о|е|ы|и|у|ю|ь|й)$');

function withoutEnding(word: string): string {
  return word.replace(ENDING, '');
}

const HISSING = 'жшчщц';

/**
 * «задвижка» and «задвижек», «станки» and «станок»: a vowel comes and goes before «к». Answers with
 * the other stem; one that has none comes back as it is.
 */
function withFleetingVowel(stem: string): string {
  if (/^[а-я-]{2,}[бвгджзлмнпрстфхцчшщ][ое]к$/.test(stem)) return `${stem.slice(0, -2)}к`;
  if (!/^[а-я-]{3,}[бвгджзлмнпрстфхцчшщ]к$/.test(stem)) return stem;
  return `${stem.slice(0, -1)}${HISSING.includes(stem.at(-2)!) ? 'е' : 'о'}к`;
}

/** What stands before a number and after a phone where they are copied from. */
const BEFORE_DIGITS = /^(?:тел(?:ефон)?|моб|т|ф|инн|кпп)[.:]*\s*(?=[\d+(])/i;
const EXTENSION = /[\s,]*(?:доб|вн|ext)\.?\s*\d{1,6}$/i;

function digitsOf(typed: string): string | null {
  const text = typed.replace(BEFORE_DIGITS, '').replace(EXTENSION, '');
  if (!/^[\d\s()+.-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  return digits.length >= DIGITS_MIN ? digits : null;
}
