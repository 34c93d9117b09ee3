// One article is written in many ways: «ЦНС 180-85», «цнс180-85», «ЦHC-180/85» with Latin letters.
// Its key has letters and digits only, in one case and one alphabet.
import { CYRILLIC, LATIN } from '#platform/search/look-alikes';

/** The expression of two indexes (0060): an index is used only for the very same words. */
export function articleKeySql(column: string): string {
  return `translate(regexp_replace(lower(${column}), '[^a-zа-яё0-9]', '', 'g'),
    '${CYRILLIC}ё', '${LATIN}e')`;
}

/** Names run to 1,000 letters; a key of an index page holds 2,700 bytes. */
export function nameKeySql(column: string): string {
  return `left(${articleKeySql(column)}, 200)`;
}

const WORDS_MAX = 24;
const TOGETHER_MAX = 3;
/** «К 8» is no model: shorter keys meet half of the catalogue. */
const KEY_MIN = 4;

/** Parts of a name that may be an article: neighbouring words, a digit among them. */
export function articleTokens(name: string): string[] {
  const words = name.split(/[\s,;()«»"]+/).filter(Boolean).slice(0, WORDS_MAX);
  const tokens = new Set<string>();
  for (let from = 0; from < words.length; from += 1) {
    for (let count = 1; count <= TOGETHER_MAX && from + count <= words.length; count += 1) {
      const token = words.slice(from, from + count).join('');
      const plain = token.replace(/[^\p{L}\p{N}]/gu, '');
      if (plain.length >= KEY_MIN && /\d/.test(plain) && token.length <= 60) tokens.add(token);
    }
  }
  return [...tokens];
}

/** «A123 / B456», «арт. A123 или B456»: an article, its substitute, words around them. */
export function severalArticles(cell: string): string[] {
  const parts = cell.split(/\s*[/|+]\s*/);
  return [...new Set([cell, ...parts.length > 1 ? parts : []].flatMap(articleTokens))];
}
