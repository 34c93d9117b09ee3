// The few marks of a comment: **bold**, lines of a list, addresses, «@Имя». Pure: it yields parts,
// never HTML, so that what people paste can only be shown.

export type Inline =
  | { kind: 'text' | 'bold' | 'mention'; text: string }
  | { kind: 'link'; text: string; href: string };
export type Block = { kind: 'line' | 'bullet' | 'number'; mark?: string; parts: Inline[] };

const BULLET = /^\s*[-*•]\s+(.*)$/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(.*)$/;
/** Nothing but http: a «javascript:» stays text. */
const LINK = /https?:\/\/[^\s<>"«»]+/;
/** The full stop after an address ends the sentence, not the address. */
const LINK_TAIL = /[.,;:!?)\]]+$/;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function tokenOf(names: readonly string[]): RegExp {
  // The longest first: «Иванов Пётр» must not be taken for «Иванов».
  const mentions = names.toSorted((a, b) => b.length - a.length).map((name) => `@${escaped(name)}`);
  const parts = [String.raw`\*\*[^*\n]+\*\*`, LINK.source, ...mentions];
  return new RegExp(parts.join('|'), 'g');
}

function linkOf(found: string): { part: Inline; rest: string } {
  const tail = LINK_TAIL.exec(found)?.[0] ?? '';
  const href = found.slice(0, found.length - tail.length);
  return { part: { kind: 'link', text: href, href }, rest: tail };
}

function partsOf(line: string, token: RegExp): Inline[] {
  const parts: Inline[] = [];
  const say = (text: string) => {
    if (text) parts.push({ kind: 'text', text });
  };
  let at = 0;
  for (const match of line.matchAll(token)) {
    const [found] = match;
    say(line.slice(at, match.index));
    at = match.index + found.length;
    if (found.startsWith('**')) parts.push({ kind: 'bold', text: found.slice(2, -2) });
    else if (found.startsWith('@')) parts.push({ kind: 'mention', text: found });
    else {
      const { part, rest } = linkOf(found);
      parts.push(part);
      at -= rest.length;
    }
  }
  say(line.slice(at));
  return parts;
}

/** `names` are those of the mentioned: other signs «@» are plain text. */
export function readRichText(text: string, names: readonly string[] = []): Block[] {
  const token = tokenOf(names);
  return text.split('\n').map((line): Block => {
    const bullet = BULLET.exec(line);
    if (bullet) return { kind: 'bullet', parts: partsOf(bullet[1]!, token) };
    const number = NUMBER.exec(line);
    if (number) return { kind: 'number', mark: number[1]!, parts: partsOf(number[2]!, token) };
    return { kind: 'line', parts: partsOf(line, token) };
  });
}

type Selected = { text: string; from: number; to: number };

/** Puts the selection into bold, or takes it out again. */
export function toggleBold({ text, from, to }: Selected): Selected {
  const chosen = text.slice(from, to);
  const isBold = text.slice(from - 2, from) === '**' && text.slice(to, to + 2) === '**';
  if (isBold) {
    return {
      text: text.slice(0, from - 2) + chosen + text.slice(to + 2), from: from - 2, to: to - 2,
    };
  }
  return {
    text: `${text.slice(0, from)}**${chosen}**${text.slice(to)}`, from: from + 2, to: to + 2,
  };
}

/** Makes the lines of the selection a list, or plain lines again. */
export function toggleList({ text, from, to }: Selected): Selected {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next === -1 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const isList = lines.every((line) => BULLET.test(line));
  const changed = lines.map((line) => (isList ? BULLET.exec(line)![1]! : `- ${line}`)).join('\n');
  const at = start + changed.length;
  return { text: text.slice(0, start) + changed + text.slice(end), from: at, to: at };
}

/** What is typed after the last «@» before the caret; null when nobody is being named. */
export function mentionQuery(text: string, caret: number): string | null {
  const typed = /(?:^|[\s(])@([^@\n]{0,40})$/u.exec(text.slice(0, caret));
  const query = typed?.[1];
  if (query === undefined || query.startsWith(' ')) return null;
  return query.split(' ').length > 3 ? null : query;
}
