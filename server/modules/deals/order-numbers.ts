// Deals by a number: of the deal itself and of its orders of 1C, whole or by the digits at its end.
// «УТ-000123» is found by «000123», «123», «заказ № 123».
import { layoutVariants } from '#contract/keyboard-layout';
import { allOf, anyOf, type Fragment, shiftParameters } from '#platform/listing/fragment';
import { DIGITS_MIN } from '#platform/search/plan';

/** A whole number that more orders have finds no deal of the rest. */
const ORDERS_MAX = 500;
/** Tails of three digits have 2,400 deals among 2.4 million; the newest are meant. */
const TAILS_MAX = 1_000;
const TAIL_MIN = 3;
/** So long, or begun with a zero, digits are the number of a document and no part of a title. */
const DOCUMENT_DIGITS_MIN = 5;
const NUMBER_MAX = 15;
/** A number, and what stands instead of one: «УТ-СРОЧНО», «б/н». */
const SIGN_OF_NUMBER = /[\d/-]/;
const OWN_NUMBER = /^[сc]-?\s?(\d{1,15})$/;
/** Letters and digits in one word: the number of a document rather than a word. */
const DOCUMENT = /^(?=\S*\p{L})\S*\d{3,}\S*$/u;
/** «ЦБ/45-7» is a number and «ВК-50/8» a compressor: titles are read beside it. */
const MAYBE_DOCUMENT = /^(?=\S*\p{L})\S*\d[/-]\d\S*$/u;
/** «ут 123», «ЦБ 45/7»: the prefix of a base apart from its number, and no preposition or unit. */
const PREFIX = /^(?!(?:на|до|из|за|со|во|под|при|без|для|кг|мм|см|шт|вт|квт|бар)$)\p{L}{2,3}$/u;
const AFTER_PREFIX = /^\d(?:\d{2,}|[\d/-]*[/-]\d+)$/;
const ONE_WORD = /^(?=\S*\p{L})\S*\d\S*$/u;
const DIGITS = /^\d[\d\s./-]*$/;
/** What people write before a number; it says nothing of the title. */
const KIND_OF_DOCUMENT = /^(?:№|n|от|по|заказ\p{L}{0,2}|счет\p{L}{0,2}|сделк\p{L}{1,2})$/u;

export type TypedNumber = {
  /** As the index folds it, e.g. «ут-000123» or «00-000123». */
  number: string;
  /** Its digits when it has nothing else. */
  digits: string | null;
  /** The other words, which a title must have. */
  rest: string;
  /** The words of the text are no parts of a title where this number exists. */
  isSure: boolean;
};

/** The number in a folded text, or null. */
export function typedNumber(text: string): TypedNumber | null {
  const words = joined(text.split(' ').map((word) => word.replace(/^№(?=.)/, ''))
    .filter((word) => word && !KIND_OF_DOCUMENT.test(word)));
  const document = documentIn(words);
  if (document !== undefined) {
    const rest = words.filter((word) => word !== document).join(' ');
    return { number: document, digits: null, rest, isSure: DOCUMENT.test(document) };
  }
  const number = words.join(' ');
  const digits = DIGITS.test(number) ? number.replace(/\D/g, '') : '';
  if (digits.length < TAIL_MIN || digits.length > NUMBER_MAX) return null;
  const isSure = digits.startsWith('0') || digits.length >= DOCUMENT_DIGITS_MIN;
  return { number, digits, rest: '', isSure };
}

/** The one word that is a number, or reads like one where no other does. */
function documentIn(words: string[]): string | undefined {
  const sure = words.filter((word) => DOCUMENT.test(word));
  const found = sure.length > 0 ? sure
    : words.filter((word) => (words.length === 1 ? ONE_WORD : MAYBE_DOCUMENT).test(word));
  return found.length === 1 ? found[0] : undefined;
}

/**
 * Whether a text may be a number as a whole. Words are not looked for among numbers: with these the
 * planner would not see that the indexes of titles and of departments belong together.
 */
export const mayBeNumber = (text: string): boolean => SIGN_OF_NUMBER.test(text);

/** Letters and the number after them in one word. */
function joined(words: string[]): string[] {
  return words.reduce<string[]>((all, word) => {
    const before = all.at(-1);
    const isOne = before && PREFIX.test(before) && AFTER_PREFIX.test(word);
    return isOne ? [...all.slice(0, -1), `${before}-${word}`] : [...all, word];
  }, []);
}

/** Deals of this number and of orders of exactly this number (alias d). */
export function exactMatches({ number, digits }: Pick<TypedNumber, 'number' | 'digits'>): Fragment {
  const variants = layoutVariants(number);
  // More digits than a number of a deal may have are no bigint either.
  const own = digits !== null && digits.length >= DIGITS_MIN && digits.length <= NUMBER_MAX
    ? digits : OWN_NUMBER.exec(number)?.[1];
  const words = [...new Set(variants.map(wordOf))].map(quoted).join(' | ');
  // Bare digits mean the number whatever stands before them, others the number as it is written.
  const orders: Fragment = digits !== null
    ? { sql: `array(select o from deals.deals_of_orders($1::tsquery) o limit ${ORDERS_MAX})`,
      values: [words] }
    : {
      sql: `array(select o from deals.deals_of_numbers($1::tsquery, $2::text[]) o
        limit ${ORDERS_MAX})`,
      values: [words, variants],
    };
  return anyOf([
    { sql: `d.id = any(${orders.sql})`, values: orders.values },
    ...(own ? [{ sql: 'd.id = $1::bigint', values: [Number(own)] }] : []),
  ]);
}

/**
 * Deals whose orders have numbers that end with these digits; none when the actor sees a deal of
 * exactly this number. Who sees what is asked of the hits alone, before the newest are taken.
 */
export function tailMatches(typed: TypedNumber, visible: Fragment): Fragment[] {
  if (!typed.digits || !withoutZeros(typed.digits)) return [];
  const known = knownFragment(typed, visible);
  const before = known.values.length;
  return [{
    sql: `d.id = any(array(select d.id from deals.deal d
      where d.id = any(array(select o from deals.deals_of_orders($${before + 1}::tsquery) o
          where not (${known.sql})))
        and (${shiftParameters(visible.sql, before + 1)})
      order by d.created_at desc, d.id desc limit ${TAILS_MAX}))`,
    values: [...known.values, `${quoted(`<${backwards(typed.digits)}`)}:*`, ...visible.values],
  }];
}

/** Whether the actor sees a deal of exactly this number; one that they do not see hides nothing. */
export function knownFragment(typed: TypedNumber, visible: Fragment): Fragment {
  const { sql, values } = allOf([exactMatches(typed), visible]);
  return { sql: `exists (select from deals.deal d where ${sql})`, values };
}

const withoutZeros = (digits: string) => digits.replace(/^0+/, '');
const backwards = (digits: string) => [...digits].toReversed().join('');

/** How the index of migration 0280 keeps a whole number. */
function wordOf(number: string): string {
  const digits = withoutZeros(number.replace(/\D/g, ''));
  return digits ? `<${backwards(digits)}` : number;
}

/** One word of a tsquery, whatever is written in it. */
const quoted = (word: string) => `'${word.replace(/['\\]/g, String.raw`\$&`)}'`;
