// Case and ё/е folding that equals PostgreSQL's replace(lower(text), 'ё', 'е') under C.UTF-8.

/** Lower case by code points: C.UTF-8 knows neither final sigma nor letters that become two. */
export function foldText(text: string): string {
  let folded = '';
  for (const letter of text) {
    const lower = letter.toLowerCase();
    folded += lower.length === letter.length ? lower : String.fromCodePoint(lower.codePointAt(0)!);
  }
  return folded.replaceAll('ё', 'е');
}

/** The expression that an index for contains and startsWith is built on. */
export function foldedSql(column: string): string {
  return `replace(lower(${column}), 'ё', 'е')`;
}

/** A pattern of LIKE in which what the person typed has no special signs. */
export function likePattern(folded: string, place: 'contains' | 'startsWith'): string {
  const literal = folded.replace(/[\\%_]/g, String.raw`\$&`);
  return place === 'contains' ? `%${literal}%` : `${literal}%`;
}
