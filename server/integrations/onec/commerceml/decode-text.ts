// Bytes of a file → text, never mojibake. The byte order mark or the shape of the first bytes tells
// the real encoding; what the XML declaration says must agree with it, or the file is refused.
import { FileProblem } from './problem.ts';

export const ENCODINGS = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export type TextDecoding = {
  encoding: Encoding;
  /** Text of the next bytes; throws FileProblem on bytes that the encoding cannot have. */
  decode: (bytes: Uint8Array) => string;
  /** Text that was waiting for more bytes. */
  finish: () => string;
};

/** Enough for a declaration and the root's name in every encoding. */
export const PROBE_BYTES = 1024;

const NAMES: Record<string, Encoding | 'utf-16'> = {
  'utf-8': 'utf-8', 'utf8': 'utf-8', 'windows-1251': 'windows-1251', 'cp1251': 'windows-1251',
  'win-1251': 'windows-1251', 'utf-16': 'utf-16', 'utf16': 'utf-16', 'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
};

const ROOT =
  /<(?:[\w.-]+:)?(?:КоммерческаяИнформация|Классификатор|Каталог|ПакетПредложений|Документ)/u;
const DECLARATION = /<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["']/;

/** Chooses the decoder from the first bytes; throws FileProblem when they contradict each other. */
export function openText(probe: Uint8Array): TextDecoding {
  const mark = markOf(probe);
  const real = mark ?? shapeOf(probe);
  const declared = declaredOf(probe, real);
  if (mark && declared && !agrees(declared, mark)) throw mismatch(declared, mark);
  // A file that declares nothing is UTF-8 by the rules of XML, but its root may say otherwise.
  const encoding = real ?? concrete(declared) ?? rootEncoding(probe) ?? 'utf-8';
  if (declared && !agrees(declared, encoding)) throw mismatch(declared, encoding);
  refuseForeignRoot(probe, encoding, declared);
  return decoding(encoding);
}

function decoding(encoding: Encoding): TextDecoding {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const run = (bytes?: Uint8Array): string => {
    let text: string;
    try {
      text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new FileProblem(`Файл не в кодировке ${encoding}: есть байты, невозможные для неё`);
    }
    // The decoder lets byte 0x98 through, though windows-1251 has no letter there. UTF-8 has it in
    // every «И», so it betrays text of another encoding.
    if (encoding === 'windows-1251' && text.includes('\u0098')) {
      throw new FileProblem('Файл не в кодировке windows-1251: встретился байт 0x98');
    }
    return text;
  };
  return { encoding, decode: run, finish: () => run() };
}

function markOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark: every second byte of "<?" is zero. */
function shapeOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  return null;
}

function declaredOf(probe: Uint8Array, real: Encoding | null): Encoding | 'utf-16' | null {
  const text = new TextDecoder(real ?? 'latin1').decode(probe.subarray(0, 400));
  const name = DECLARATION.exec(text)?.[1];
  if (name === undefined) return null;
  const known = NAMES[name.trim().toLowerCase()];
  if (known) return known;
  throw new FileProblem(
    `Кодировка «${name}» не поддерживается: нужна UTF-8, windows-1251 или UTF-16`,
  );
}

function concrete(declared: Encoding | 'utf-16' | null): Encoding | null {
  return declared === 'utf-16' ? null : declared;
}

function agrees(declared: Encoding | 'utf-16', real: Encoding): boolean {
  return declared === 'utf-16' ? real.startsWith('utf-16') : declared === real;
}

/** CommerceML has a Cyrillic root, so the first line already shows an encoding that is not so. */
function refuseForeignRoot(
  probe: Uint8Array, encoding: Encoding, declared: Encoding | 'utf-16' | null,
): void {
  if (ROOT.test(new TextDecoder(encoding).decode(probe))) return;
  const real = rootEncoding(probe);
  if (real) throw mismatch(declared ?? encoding, real);
}

function rootEncoding(probe: Uint8Array): Encoding | null {
  return ENCODINGS.find((name) => ROOT.test(new TextDecoder(name).decode(probe))) ?? null;
}

function mismatch(declared: string, real: string): FileProblem {
  return new FileProblem(
    `Объявлена кодировка ${declared}, на деле файл в ${real}: `
      + 'сохраните файл в объявленной кодировке',
  );
}
