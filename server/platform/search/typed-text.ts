// What people type and paste, made plain before it is read: signs that look alike become one, what
// cannot be seen goes, a pasted name of a legal form becomes its letters.
import { CYRILLIC, LATIN } from './look-alikes.ts';

/** Dashes of Word and minus signs; a hyphen is what names and numbers are kept with. */
const DASHES = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g;
/** Soft hyphens, joiners and marks of direction come along from Excel, PDF and messengers. */
const UNSEEN = /[\0\u00AD\u200B-\u200F\u2028-\u202E\u2060\uFEFF]/g;
const APOSTROPHES = /['’‘ʼ′`´]/;

export function plainText(typed: string): string {
  return typed.toWellFormed().replace(UNSEEN, '').replace(DASHES, '-').replace(/\s+/g, ' ').trim();
}

type LegalForm = { short: string; long: RegExp; words: string };

/** The longer ones first: «публичное акционерное общество» has «акционерное общество» in it. */
const LEGAL_FORMS: readonly LegalForm[] = [
  ['ооо', 'общество с ограниченной ответственностью', 'ограниченной ответственностью'],
  ['пао', 'публичное акционерное общество', 'публичное акционерное общество'],
  ['зао', 'закрытое акционерное общество', 'закрытое акционерное общество'],
  ['оао', 'открытое акционерное общество', 'открытое акционерное общество'],
  ['ао', 'акционерное общество', 'акционерное общество'],
  ['ип', 'индивидуальный предприниматель', 'индивидуальный предприниматель'],
].map(([short, long, words]) => (
  { short: short!, long: new RegExp(`${long!}(?![а-я])`, 'g'), words: words! }));

/** «общество с ограниченной ответственностью «Ромашка»» is looked for as «ооо «Ромашка»». */
export function withShortForms(folded: string): string {
  return LEGAL_FORMS.reduce((text, { short, long }) => text.replace(long, short), folded);
}

/** The words that stand in a name in place of the letters of its form; null when it is none. */
export const formInWords = (word: string): string | null =>
  LEGAL_FORMS.find(({ short }) => short === word)?.words ?? null;

const LOOKS_CYRILLIC = new Map([...LATIN].map((letter, at) => [letter, CYRILLIC[at]!]));
const LOOKS_LATIN = new Map([...CYRILLIC].map((letter, at) => [letter, LATIN[at]!]));

const inLetters = (word: string, letters: ReadonlyMap<string, string>): string =>
  [...word].map((letter) => letters.get(letter) ?? letter).join('');

/**
 * «bk-50» with Latin letters for «вк-50», «cо-12» of both: the same look in the other alphabet. A
 * word of letters alone and of one alphabet is what it is.
 */
export function lookAlike(word: string): string {
  const latin = word.replace(/[^a-z]/g, '').length;
  const cyrillic = word.replace(/[^а-я]/g, '').length;
  const isMixed = latin > 0 && cyrillic > 0;
  if (!isMixed && !/\d/.test(word)) return word;
  const other = inLetters(word, latin > 0 ? LOOKS_CYRILLIC : LOOKS_LATIN);
  // One that would stay half of the one and half of the other is no word of either.
  return /[a-z]/.test(other) && /[а-я]/.test(other) ? inLetters(word, LOOKS_LATIN) : other;
}

const QUOTES = /[\s«»"“”„()[\]{}]+/;
/** Signs at the edges of a word are the sentence's, «%» and «_» where they are none of a number. */
const EDGES = new RegExp('^(?:[,;:.!?*&|<>~^=#№/-]|[%_]+(?=\\p{L}))+'
  + '|(?:[,;:.!?*&|<>~^=#№/-]|(?<=\\p{L})[%_]+)+$', 'gu');
/** They join words and are in no name on purpose. */
const JOINING = /^(?:и|в|с|к|о|у|из|на|по|от|до|для|под|при|без|за|со|во|the|of|for|and)$/;
const HAS_LETTER = /[\p{L}\p{N}]/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const IN_PARTS = /^\p{L}{2,}(?:-\p{L}{2,})+$/u;
const WHOLE_PART_MIN = 3;

/** Words of one reading; a sign alone is none, a picture beside words is. */
export function wordsOf(reading: string, max: number): string[] {
  const words = reading.split(QUOTES)
    .flatMap((word) => word.split(APOSTROPHES))
    .map((word) => word.replace(EDGES, ''))
    .filter((word) => HAS_LETTER.test(word) || PICTURE.test(word))
    .flatMap(partsOf)
    .slice(0, max);
  const telling = words.filter((word) => !JOINING.test(word));
  const kept = telling.length > 0 ? telling : words;
  return kept.some((word) => HAS_LETTER.test(word)) ? kept : [];
}

/** «дизель-генератор» is written with a blank and with a long dash, too. */
function partsOf(word: string): string[] {
  if (!IN_PARTS.test(word)) return [word];
  const parts = word.split('-');
  return parts.some((part) => part.length >= WHOLE_PART_MIN) ? parts : [word];
}
