// Phones or addresses typed into one field.

/** Commas and semicolons stand between numbers; «доб. 12» stays with its number. */
export function splitReaches(text: string): string[] {
  return text.split(/[,;\n]+/).map((part) => part.trim()).filter(Boolean)
    .reduce<string[]>((list, part) => {
      const isExtension = /^(доб|внутр|вн|ext)/i.test(part);
      return isExtension && list.length > 0
        ? [...list.slice(0, -1), `${list.at(-1)} ${part}`] : [...list, part];
    }, []);
}
