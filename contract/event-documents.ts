// A document of 1C in the history: it came, was posted, corrected, cancelled, removed.
import type { Tongue } from './event-tongue.ts';

type Document = { number: string; kopecks: number; currency?: string; state: string };
type Meaning = 'ok' | 'warn' | 'bad';
export type DocumentStory = { text: string; meaning?: Meaning | undefined };

/** Words of a kind of document, each in its own gender. */
export const DOCUMENT_WORDS = [
  'name', 'came', 'draft', 'unposted', 'posted', 'removed', 'changed', 'updated', 'cancelled',
] as const;
type Noun = (word: (typeof DOCUMENT_WORDS)[number]) => string;

const nounOf = (tongue: Tongue, type: string): Noun => (word) => tongue.say(`${type}.${word}`);

type Told = {
  document: Document; what: string; withSum: string; type: string; noun: Noun; tongue: Tongue;
};

function storyOfFirst({ document, what, withSum, type, noun, tongue }: Told): DocumentStory {
  if (document.state === 'unconfirmed') {
    return { text: `${what} ${tongue.say('awaitsBank')}`, meaning: 'warn' };
  }
  if (document.state !== 'posted') return { text: `${what} ${noun('draft')}${withSum}` };
  const meaning = type === 'payment' ? 'ok' as const : undefined;
  return { text: `${what} ${noun('came')}${withSum}`, meaning };
}

function storyOfChange(told: Told, previous: Document): DocumentStory {
  const { document, what, withSum, type, noun, tongue } = told;
  if (document.state === 'unconfirmed' && previous.state !== 'unconfirmed') {
    return { text: `${what} ${tongue.say('awaitsBank')}`, meaning: 'warn' };
  }
  if (previous.state === 'unconfirmed' && document.state === 'posted') {
    return { text: `${what} ${tongue.say('confirmedByBank')}`, meaning: 'ok' };
  }
  if (previous.state === 'posted' && document.state !== 'posted') {
    return { text: `${what} ${noun('unposted')}`, meaning: 'bad' };
  }
  if (previous.state !== 'posted' && document.state === 'posted') {
    const meaning = type === 'payment' ? 'ok' as const : undefined;
    return { text: `${what} ${noun('posted')}${withSum}`, meaning };
  }
  const named = `${noun('name')} ${document.number}`;
  if (previous.kopecks === document.kopecks) return { text: `${named} ${noun('updated')}` };
  const sums = [previous, document]
    .map(({ kopecks, currency }) => tongue.money(kopecks, currency)).join(' → ');
  return { text: `${named} ${noun('changed')}: ${sums}`, meaning: 'warn' };
}

const ENDS: Record<string, 'removed' | 'cancelled'> = {
  deleted: 'removed', cancelled: 'cancelled',
};

/** Payments are named by their sum, other documents by their number. */
function storyOf(
  tongue: Tongue, type: string, known: Document, previous: Document | null,
): DocumentStory {
  const isPayment = type === 'payment';
  const noun = nounOf(tongue, isPayment && known.kopecks < 0 ? 'refund' : type);
  const sum = tongue.money(Math.abs(known.kopecks), known.currency);
  const what = `${noun('name')} ${isPayment ? sum : known.number}`;
  const end = ENDS[known.state];
  if (end) return { text: `${what} ${noun(end)}`, meaning: 'bad' };
  const told = { document: known, what, withSum: isPayment ? '' : `, ${sum}`, type, noun, tongue };
  return previous ? storyOfChange(told, previous) : storyOfFirst(told);
}

/** A document that is gone is told by what it was. */
export function storyOfDocument(
  tongue: Tongue, type: string,
  { document, previous }: { document: Document | null; previous: Document | null },
): DocumentStory {
  if (document) return storyOf(tongue, type, document, previous);
  if (previous) return storyOf(tongue, type, { ...previous, state: 'deleted' }, previous);
  const noun = nounOf(tongue, type);
  return { text: `${noun('name')} ${noun('updated')}` };
}
