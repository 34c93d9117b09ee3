// Values of history as a file writes them. Words of closed choices come from the screen.
import { decimalFromKopecks } from '#contract/money';
import { companyTimeZone } from '#platform/company-time';

/** Words of the screen by their place: `kind deal.edited`, `field comment`, `value onec`. */
export type Words = Readonly<Record<string, string>>;
type Document = { number: string; kopecks: number };
type Change = { old?: unknown; new?: unknown; label?: string; kind?: string };

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;
const EMPTY = 'пусто';

function wordsOfText(text: string, words: Words): string {
  const day = DAY.exec(text);
  if (day) return `${day[3]}.${day[2]}.${day[1]}`;
  if (!MOMENT.test(text)) return words[`value ${text}`] ?? text;
  return new Intl.DateTimeFormat('ru-RU', {
    timeZone: companyTimeZone(), dateStyle: 'short', timeStyle: 'short',
  }).format(new Date(text));
}

function wordsOfObject(value: object, words: Words): string {
  if ('name' in value) return String(value.name);
  const named = Object.entries(value).filter(([, text]) => typeof text !== 'object');
  return named.map(([name, text]) => `${words[`field ${name}`] ?? name}: ${String(text)}`)
    .join(', ') || EMPTY;
}

export function wordsOfValue(field: string, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === '') return EMPTY;
  if (Array.isArray(value)) {
    return value.map((each) => wordsOfValue('', each, words)).join(', ') || EMPTY;
  }
  switch (typeof value) {
    case 'boolean': return value ? 'да' : 'нет';
    case 'number': return field.endsWith('Kopecks')
      ? `${decimalFromKopecks(value).replace('.', ',')} ₽` : String(value);
    case 'object': return wordsOfObject(value, words);
    default: return wordsOfText(String(value), words);
  }
}

/** «Срок: 01.12.2026 12:00 → 04.12.2026 12:00; Заметка: пусто → Срочно». */
export function wordsOfChanges(data: Record<string, unknown>, words: Words): string {
  const changes = (data['changes'] ?? {}) as Record<string, Change>;
  const told = Object.entries(changes).map(([field, change]) => {
    const kind = change.kind === 'money' ? 'customKopecks' : field;
    const label = change.label ?? words[`field ${field}`] ?? field;
    return `${label}: ${wordsOfValue(kind, change.old, words)} → ${
      wordsOfValue(kind, change.new, words)}`;
  });
  const document = (data['document'] ?? data['previous']) as Document | null | undefined;
  if (document) {
    told.push(`${document.number}, ${wordsOfValue('Kopecks', document.kopecks, words)}`);
  }
  const reason = typeof data['reason'] === 'string' ? [data['reason']] : [];
  const title = typeof data['title'] === 'string' && told.length === 0 ? [data['title']] : [];
  return [...told, ...title, ...reason].join('; ');
}
