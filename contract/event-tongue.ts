// In what words the history is told. Texts are the screen's: it hands them to whoever writes a
// file, so that both say the same sentence.
import { plural } from './plural.ts';

/** Words by their place: `kind deal.edited`, `field comment`, `value onec`, `text stage`. */
export type Words = Readonly<Record<string, string>>;

/** How values are written; a file has no «сегодня». */
export type Formats = {
  /** Without a currency in roubles. */
  money: (kopecks: number, currency?: string) => string;
  percent: (percent: number) => string;
  /** 'YYYY-MM-DD' and ISO moments. */
  day: (day: string) => string;
  moment: (moment: string) => string;
};

export type Tongue = Formats & {
  /** Undefined where nobody has named it. */
  word: (place: string) => string | undefined;
  /** `text place` with {1}, {2} filled in. */
  say: (place: string, ...parts: string[]) => string;
  /** Three forms of `text place` apart by «|»: строка|строки|строк. */
  count: (place: string, count: number) => string;
};

/** One field of an event in words. */
export type FieldChange = { field: string; label: string; old: string; new: string };

export function tongueOf(words: Words, formats: Formats): Tongue {
  const word = (place: string) => (Object.hasOwn(words, place) ? words[place] : undefined);
  return {
    ...formats, word,
    say: (place, ...parts) => (word(`text ${place}`) ?? '')
      .replace(/\{(\d)\}/g, (_, index: string) => parts[Number(index) - 1] ?? ''),
    count: (place, count) => {
      const [one = '', few = '', many = ''] = (word(`text ${place}`) ?? '').split('|');
      return `${count} ${plural(count, one, few, many)}`;
    },
  };
}
