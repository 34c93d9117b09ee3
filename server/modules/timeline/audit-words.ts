// The journal as a file tells it: the sentences of the screen, with whole dates and sums.
import { decimalFromKopecks } from '#contract/money';
import { type EventFacts, type Names, wordsOfEvent } from '#contract/event-words';
import { type Tongue, tongueOf, type Words } from '#contract/event-tongue';
import { companyTimeZone } from '#platform/company-time';

/** Words of the screen by their place, as the export brings them. */
export function fileTongue(words: Words): Tongue {
  const moment = new Intl.DateTimeFormat('ru-RU', {
    timeZone: companyTimeZone(), dateStyle: 'short', timeStyle: 'short',
  });
  return tongueOf(words, {
    money: (kopecks, currency = 'RUB') => `${decimalFromKopecks(kopecks).replace('.', ',')} ${
      currency === 'RUB' ? '₽' : currency}`,
    percent: (percent) => `${percent} %`,
    day: (day) => day.split('-').toReversed().join('.'),
    moment: (at) => moment.format(new Date(at)),
  });
}

/** «Менеджер: Петров → Орлова», and «Срок: 01.12.2026 → 04.12.2026; Заметка: пусто → Срочно». */
export function tellEvent(
  tongue: Tongue, facts: EventFacts, names: Names,
): { title: string; changes: string } {
  const { title, changes, note } = wordsOfEvent(tongue, facts, names);
  const told = changes.map(({ label, old, new: now }) => `${label}: ${old} → ${now}`);
  return { title, changes: [...told, ...(note ? [note] : [])].join('; ') };
}
