// Text → bytes of what we write to 1C. Node only decodes windows-1251, so its table is turned
// round.

export type TextEncoding = 'windows-1251' | 'utf-8';

const TABLE = new Map(
  [...new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))]
    .map((letter, byte) => [letter, byte] as const));

const QUESTION = 0x3f;

/** Letters that windows-1251 has not become «?»; XML escapes them before, see `escapeFor`. */
export function encodeText(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  return Buffer.from([...text].map((letter) => TABLE.get(letter) ?? QUESTION));
}

/** Whether the encoding has the letter. */
export const hasLetter = (letter: string, encoding: TextEncoding): boolean =>
  encoding === 'utf-8' || TABLE.has(letter);
