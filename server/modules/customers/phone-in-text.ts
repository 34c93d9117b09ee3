// A number among words: «Иван, после 15:00 8 912 345-67-89». The words say who answers and when,
// so they are kept beside the number and shown with it.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

// The library knows «доб.», not the other words that people write before an extension.
const EXTENSION_WORDS = String.raw`[,;\s(]*(?:доб(?:авочный)?|внутр(?:енний)?|вн|ext|#)[.:\s]*`;
/** At the end of the text, where it belongs to the number for certain. */
export const EXTENSION = new RegExp(String.raw`${EXTENSION_WORDS}(\d{1,8})\)?\s*$`, 'i');
const EXTENSION_NEXT = new RegExp(String.raw`^${EXTENSION_WORDS}(\d{1,8})\)?`, 'i');

const RUN = /\+?\d[\d\s().\-–/]*\d/g;
/** More groups than the longest way of writing a number has are no number. */
const GROUPS_MAX = 12;

export type FoundNumber = { value: string; extension: string | null };

/**
 * The number that stands in the text, if a plan of numbering knows it: an hour may stand right
 * before, so every row of groups is tried and the longest is taken.
 */
export function findNumber(text: string): FoundNumber | null {
  let best: FoundNumber & { digits: number } | null = null;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    for (const part of partsOf(run)) {
      const digits = part.replace(/\D/g, '').length;
      if (digits <= (best?.digits ?? 0)) continue;
      const parsed = parsePhoneNumberFromString(part, 'RU');
      if (!parsed?.isValid()) continue;
      const rest = text.slice(index + run.lastIndexOf(part) + part.length);
      best = {
        value: parsed.number, extension: EXTENSION_NEXT.exec(rest)?.[1] ?? null, digits,
      };
    }
  }
  return best && { value: best.value, extension: best.extension };
}

/** Every row of neighbouring groups. */
function partsOf(run: string): string[] {
  const groups = [...run.matchAll(/\S+/g)].slice(0, GROUPS_MAX);
  return groups.flatMap((from, first) => groups.slice(first)
    .map((to) => run.slice(from.index, to.index + to[0].length)));
}

/** What stands between the digits of one number. */
const BETWEEN = String.raw`[^\d\p{L}]{0,4}`;

function patternOf(value: string): RegExp {
  const russian = /^\+7(\d{10})$/.exec(value)?.[1];
  const digits = [...russian ?? value.replace(/\D/g, '')].join(BETWEEN);
  const code = russian ? String.raw`\+?[78]${BETWEEN}` : String.raw`\+|00|8${BETWEEN}10${BETWEEN}`;
  return new RegExp(String.raw`(?<!\d)(?:${code})?${digits}(?!\d)`, 'u');
}

/** A word for the thing itself says nothing. */
const MERE_NAME = /^(?:тел(?:ефон)?|т|номер|phone|tel)[.:]*$/iu;
const EDGES = /^[\s,;:()\-–/.]+|[\s,;:()\-–/]+$/gu;

/** What was written beside the number; null where nothing else was. */
export function wordsBeside({ value, raw }: { value: string; raw: string }): string | null {
  const number = patternOf(value).exec(raw);
  if (!number) return null;
  const before = raw.slice(0, number.index).replace(EDGES, '');
  const after = raw.slice(number.index + number[0].length)
    .replace(EXTENSION_NEXT, '').replace(EDGES, '');
  const words = [before, after].filter((part) => part !== '' && !MERE_NAME.test(part))
    .join(', ').replace(/\s+/g, ' ');
  return words === '' ? null : words;
}
