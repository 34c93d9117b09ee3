// Phones or addresses typed into one field.

const isExtension = (part: string) => /^(доб|внутр|вн|ext)/i.test(part);

/** Five digits in a row, whatever stands between them; an hour has a colon. */
const NUMBER = /\d(?:[\s().\-–/+]*\d){4}/;
const isReach = (part: string) => NUMBER.test(part) || part.includes('@');

/**
 * Commas and semicolons stand between numbers; «доб. 12» stays with its number, and so do words:
 * «Иван, после 15:00 8 912…» is one.
 */
export function splitReaches(text: string): string[] {
  return text.split(/[,;\n]+/).map((part) => part.trim()).filter(Boolean)
    .reduce<string[]>((list, part) => {
      const last = list.at(-1);
      if (last === undefined || (isReach(part) && isReach(last))) return [...list, part];
      return [...list.slice(0, -1), `${last}${isExtension(part) ? ' ' : ', '}${part}`];
    }, []);
}
