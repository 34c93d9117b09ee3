// The four shapes in which 1C and its web server tell of an error, and their text for a person:
// XML, `odata.error` and `#exception` as JSON (the latter with a byte order mark), and HTML.

export type ErrorBody = {
  shape: 'xml' | 'odata.error' | '#exception' | 'html' | 'none';
  /** Code of 1C: "-1" is a business refusal. */
  code: string | null;
  text: string;
};

const TEXT_MAX = 500;

export function readErrorBody(body: string): ErrorBody {
  const text = body.replace(/^\uFEFF/, '').trim();
  if (text.startsWith('{')) return readJson(text);
  if (/^<(?:!doctype\s+html|html)/i.test(text)) return readHtml(text);
  if (text.startsWith('<')) return readXml(text);
  return { shape: 'none', code: null, text: oneLine(text) };
}

function readJson(body: string): ErrorBody {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { shape: 'none', code: null, text: oneLine(body) };
  }
  const fields = value as Record<string, unknown>;
  const odata = fields['odata.error'] as Record<string, unknown> | undefined;
  if (odata && typeof odata === 'object') {
    const message = odata['message'];
    return {
      shape: 'odata.error', code: codeOf(odata['code']),
      text: oneLine(wordsIn(message).join('. ') || wordsIn(odata).join('. ')),
    };
  }
  const exception = fields['#exception'] ?? fields['exception'] ?? fields;
  const text = oneLine(meaningful(exception));
  return { shape: '#exception', code: codeOf(fields['code']), text };
}

const codeOf = (value: unknown): string | null =>
  (typeof value === 'string' || typeof value === 'number' ? String(value) : null);

const DESCRIPTIONS = /^(?:descr|description|message|value|#value|text)$/i;

/** Descriptions of a chain of causes; stacks and dumps beside them are nobody's reading. */
function wordsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value.trim() ? [value.trim()] : [];
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  const words: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const speaks = DESCRIPTIONS.test(key) || typeof inner === 'object';
    if (speaks) words.push(...wordsIn(inner, depth + 1));
  }
  return words;
}

/** The outer cause often says no more than the request; an inner one says why. */
function meaningful(value: unknown): string {
  const all = [...new Set(wordsIn(value))];
  const inner = all.filter((words) => !words.startsWith('HTTP: '));
  return (inner.length > 0 ? inner : all).join('. ');
}

function readXml(text: string): ErrorBody {
  const part = (...names: string[]): string | null => {
    for (const name of names) {
      const found = new RegExp(`<(?:\\w+:)?${name}\\b[^>]*>([\\s\\S]*?)</(?:\\w+:)?${name}>`)
        .exec(text);
      if (found?.[1]) return plain(found[1]);
    }
    return null;
  };
  return {
    shape: 'xml', code: part('code'),
    text: oneLine(part('message', 'descr', 'faultstring', 'reason') ?? plain(text)),
  };
}

function readHtml(text: string): ErrorBody {
  const reason = /by reason:\s*<\/b>\s*<br\s*\/?>([\s\S]*?)<\/body>/i.exec(text)?.[1];
  const title = /<title[^>]*>([\s\S]*?)<\/title>/i.exec(text)?.[1];
  return { shape: 'html', code: null, text: oneLine(plain(reason ?? title ?? '')) };
}

const ENTITIES: Record<string, string> = {
  lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'', nbsp: ' ', laquo: '«', raquo: '»',
};

function plain(markup: string): string {
  return markup.replaceAll(/<!\[CDATA\[|\]\]>/g, '').replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX)}…` : line;
}
