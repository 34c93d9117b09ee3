// Entries of a JSON answer one by one, as they arrive: a packet of changes ignores $top and may be
// gigabytes, one entry of it weighs up to 5.8 MB.
import { readErrorBody } from './error-body.ts';
import { OdataProblem } from './problem.ts';
import { judgeError } from './request.ts';
import type { Entity } from './values.ts';

/** One entry; beyond it the line is not one of 1C. */
const ENTRY_CHARS_MAX = 64 * 1024 * 1024;

type Scan = {
  /** Text of the entry or of the head under way. */
  text: string;
  depth: number;
  quoted: boolean;
  escaped: boolean;
  /** Depth at which entries stand: inside the array of `value`. */
  inside: boolean;
  ended: boolean;
};

/**
 * Yields the objects of the top-level `value`, or the single object of an answer without one.
 * Throws OdataProblem for an error that came with HTTP 200, and when the answer was cut.
 */
export async function* jsonEntries(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Entity, void> {
  const decoder = new TextDecoder('utf-8');
  const scan: Scan = {
    text: '', depth: 0, quoted: false, escaped: false, inside: false, ended: false,
  };
  let seen = false;
  for await (const chunk of chunks) {
    for (const entry of feed(scan, decoder.decode(chunk, { stream: true }))) {
      seen = true;
      yield entry;
    }
  }
  const whole = whatIsLeft(scan, seen);
  if (whole) yield whole;
}

function whatIsLeft(scan: Scan, seen: boolean): Entity | null {
  const text = scan.text.replace(/^\uFEFF/, '').trim();
  if (scan.inside || (scan.depth > 0 && !scan.ended)) {
    throw new OdataProblem('cut', 'Ответ 1С оборван: конца нет');
  }
  if (scan.ended || seen) return null;
  const value = parsed(text);
  if (!value || 'odata.error' in value || '#exception' in value || 'exception' in value) {
    throw judgeError(200, readErrorBody(text));
  }
  return value;
}

function parsed(text: string): Entity | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? value as Entity : null;
  } catch {
    return null;
  }
}

const HEAD = /"value"\s*:\s*$/;
const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [34, 92, 123, 125, 91, 93];

function* feed(scan: Scan, text: string): Generator<Entity, void> {
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inText(scan, code)) continue;
    const edge = edgeAt(scan, code, () => text.slice(from, at));
    if (edge === 'none') continue;
    if (edge === 'entry') yield entryOf(scan.text + text.slice(from, at + 1));
    scan.text = '';
    from = at + 1;
  }
  scan.text += text.slice(from);
  if (scan.text.length > ENTRY_CHARS_MAX) {
    throw new OdataProblem('heavy', 'Один объект 1С больше 64 МБ');
  }
}

/** Whether the letter ends an entry, or begins or ends the list of them. */
function edgeAt(scan: Scan, code: number, since: () => string): 'none' | 'entry' | 'list' {
  if (code === OPEN || code === OPEN_LIST) {
    scan.depth += 1;
    if (code !== OPEN_LIST || !beginsValue(scan, since)) return 'none';
    scan.inside = true;
    return 'list';
  }
  if (code !== CLOSE && code !== CLOSE_LIST) return 'none';
  scan.depth -= 1;
  if (!scan.inside || scan.depth > 2) return 'none';
  if (scan.depth === 2) return 'entry';
  scan.inside = false;
  scan.ended = true;
  return 'list';
}

/** Follows quotes; true for whatever stands in them and for the quotes themselves. */
function inText(scan: Scan, code: number): boolean {
  if (!scan.quoted) {
    scan.quoted = code === QUOTE;
    return scan.quoted;
  }
  if (scan.escaped) scan.escaped = false;
  else if (code === BACKSLASH) scan.escaped = true;
  else if (code === QUOTE) scan.quoted = false;
  return true;
}

const beginsValue = (scan: Scan, since: () => string): boolean =>
  scan.depth === 2 && !scan.inside && !scan.ended && HEAD.test(scan.text + since());

function entryOf(text: string): Entity {
  const value = parsed(text.replace(/^[\s,]+/, ''));
  if (!value) throw new OdataProblem('cut', 'Ответ 1С испорчен: объект не разобрать');
  return value;
}
