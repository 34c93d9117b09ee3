// What a person may have meant by the typed text: words in both keyboard layouts, without endings,
// and the digits of a phone, an ИНН or a number. Providers turn the plan into SQL of their own.
import { layoutVariants } from '#contract/keyboard-layout';
import { foldedSql, foldText, likePattern } from '#platform/listing/fold-text';
import type { Fragment } from '#platform/listing/fragment';
import {
  formInWords, lookAlike, plainText, withShortForms, wordsOf,
} from './typed-text.ts';

export type SearchPlan = {
  /** Folded as an index folds it (lower case, ё as е), blanks collapsed. */
  text: string;
  /** Readings of the text; of a reading every LIKE pattern must match. At least one of each. */
  readings: string[][];
  /** Digits alone, when the text is nothing but a number of at least four of them. */
  digits: string | null;
  /** ИНН and КПП together, as requisites are copied: one branch is meant. */
  branch?: { inn: string; kpp: string };
};

export const DIGITS_MIN = 4;
const TEXT_MAX = 200;
const WORDS_MAX = 8;
/** A trigram index finds fragments of three letters; shorter ones only where a word begins. */
const FRAGMENT_MIN = 3;

/** Each is asked of every column: what people type has one or two, three at the most. */
const READINGS_MAX = 8;

/** Null when there is nothing to look for: signs alone would be compared with every row. */
export function planSearch(typed: string | undefined): SearchPlan | null {
  const clean = plainText((typed ?? '').slice(0, TEXT_MAX));
  const text = withShortForms(foldText(clean));
  const branch = branchOf(clean);
  const digits = branch?.inn ?? digitsOf(clean);
  const readings = layoutVariants(clean.toLowerCase())
    .map((reading) => wordsOf(withShortForms(foldText(reading)), WORDS_MAX))
    .filter((words) => words.length > 0)
    .flatMap(patternsOf)
    .slice(0, READINGS_MAX);
  if (readings.length === 0) return null;
  return { text, readings, digits, ...(branch ? { branch } : {}) };
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

const ADDRESS = /[\w.-]@|@\w/;
/**
 * A part of an address without its «@»: Latin, and long enough to be in few of them. The host that
 * half of the world writes from is in 58,742 of a bench and finds nobody: 1 s of reading for that.
 */
const PART_OF_ADDRESS = /^(?=.*[a-z])[a-z0-9][a-z0-9._-]{4,}$/;
const PUBLIC_HOST = /^(?:g?mail|yandex|rambler|inbox|outlook|hotmail|icloud)(?:\.[a-z]*)?$/;

const isAddress = (text: string) => ADDRESS.test(text)
  || (PART_OF_ADDRESS.test(text) && !PUBLIC_HOST.test(text));

/** LIKE patterns of stored phones and e-mail addresses; none when the text is neither. */
export function reachPatterns({ text, digits }: SearchPlan): string[] {
  return [
    ...(digits === null ? [] : phonePatterns(digits)),
    ...(isAddress(text) ? [likePattern(text, 'contains')] : []),
  ];
}

function patternsOf(words: string[]): string[][] {
  if (words.some((word) => word.length >= FRAGMENT_MIN)) {
    const stems = words.map(withoutEnding);
    const readings = [stems, ...['-', ' '].map((sign) => withGap(stems, sign)),
      ...[withFleetingVowel, lookAlike, inWords].map((other) => stems.map(other))];
    const different = new Map(readings.map((reading) => [reading.join('\n'), reading]));
    return [...different.values()].map((reading) =>
      reading.map((stem) => likePattern(stem, 'contains')));
  }
  const begin = likePattern(words.join(' '), 'startsWith');
  return [[begin], [`% ${begin}`]];
}

/**
 * Between the letters and the digits of a model: three of the one and two of the other. After fewer
 * stand too many numbers, after a nought those of documents.
 */
const GAP = /(?<=\p{L}{3})(?=[1-9]\d)|(?<=\p{L}{2})(?=[1-9]\d\d)/gu;

/** «цнс180» is kept as «ЦНС-180» or «ЦНС 180», too. */
const withGap = (stems: string[], sign: string): string[] =>
  stems.map((stem) => stem.replace(GAP, sign));

const inWords = (word: string, _at: number, words: string[]): string =>
  (words.length > 1 && formInWords(word)) || word;

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
const BEFORE_DIGITS = /^(?:тел(?:ефон)?|моб|т|ф|инн|кпп|tel|callto)[.:]*\s*(?=[\d+(])/i;
const EXTENSION = /[\s,]*(?:доб|вн|ext)\.?\s*\d{1,6}$/i;

function digitsOf(typed: string): string | null {
  const text = typed.replace(BEFORE_DIGITS, '').replace(EXTENSION, '');
  if (!/^[\d\s()+.-]+$/.test(text)) return null;
  const digits = text.replace(/\D/g, '');
  return digits.length >= DIGITS_MIN ? digits : null;
}

const BRANCH = /^(?:инн|кпп|[\s:;,./\\])*(\d{10})(?:кпп|[\s:;,./\\])+(\d{9})$/i;

/** «7707083893/770701001», «ИНН 7707083893 КПП 770701001». */
function branchOf(typed: string): { inn: string; kpp: string } | undefined {
  const [, inn, kpp] = BRANCH.exec(typed) ?? [];
  return inn && kpp ? { inn, kpp } : undefined;
}
