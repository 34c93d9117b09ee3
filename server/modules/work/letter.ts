// A letter in plain Russian, as text and as quiet HTML. Whatever people wrote is escaped.
import type { Day } from '#contract/day';

export type LetterLine = { title: string; note: string | null; path: string | null };
export type LetterPart = { heading: string | null; lines: LetterLine[] };
export type Letter = { subject: string; text: string; html: string };

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) =>
  ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

const linkOf = (address: string, path: string) => `${address.replace(/\/+$/, '')}${path}`;

const SCREENS: Readonly<Record<string, string>> = {
  deal: '/deals', lead: '/leads', company: '/companies', contact: '/contacts',
  product: '/products', import: '/imports',
};

/** Addresses of the screens that letters lead to. */
export function pathOf(entity: string | null, id: number | null): string | null {
  if (entity === 'exchange') return '/exchange';
  if (entity === null || id === null) return null;
  if (entity === 'task') return `/tasks?task=${id}`;
  const list = SCREENS[entity];
  return list ? `${list}/${id}` : null;
}

export function writeLetter(
  { subject, parts, address }: { subject: string; parts: LetterPart[]; address: string },
): Letter {
  const foot = linkOf(address, '/notifications/settings');
  const text = parts.map(({ heading, lines }) => [
    ...(heading ? [heading.toUpperCase(), ''] : []),
    ...lines.map(({ title, note, path }) => [
      `• ${title}`, ...(note ? [`  ${note}`] : []), ...(path ? [`  ${linkOf(address, path)}`] : []),
    ].join('\n')),
  ].join('\n')).join('\n\n');
  const html = parts.map(({ heading, lines }) => [
    heading ? `<h2 style="font-size:15px;margin:20px 0 6px">${escape(heading)}</h2>` : '',
    ...lines.map(({ title, note, path }) => `<p style="margin:0 0 10px">${
      path ? `<a href="${escape(linkOf(address, path))}" style="color:#3447c4">${escape(title)}</a>`
        : `<b>${escape(title)}</b>`
    }${note ? `<br><span style="color:#545866">${escape(note)}</span>` : ''}</p>`),
  ].join('')).join('');
  return {
    subject,
    text: `${text}\n\n—\nВерстак: ${linkOf(address, '/')}\nНастроить уведомления: ${foot}\n`,
    html: `<!doctype html><html lang="ru"><body style="font:14px/20px Arial,sans-serif;`
      + `color:#1a1c26;max-width:640px">${html}<p style="margin-top:24px;font-size:12px;`
      + `color:#646877"><a href="${escape(linkOf(address, '/'))}" style="color:#646877">Верстак</a>`
      + ` · <a href="${escape(foot)}" style="color:#646877">Настроить уведомления</a></p>`
      + '</body></html>',
  };
}

const ROWS_MAX = 8;

const roubles = (kopecks: number) =>
  `${String(Math.round(kopecks / 100)).replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0')}\u00a0₽`;

/** The digest of a day, the dearest first; null when nothing waits. */
export function digestParts({ sections }: Day): LetterPart[] | null {
  const parts = sections.filter((section) => section.total > 0).map((section) => ({
    heading: `${section.title}: ${section.total}`,
    lines: [
      ...section.items.slice(0, ROWS_MAX).map((row) => ({
        title: row.title,
        // Three tasks «Собрать КП» are told apart by their deals, as on the screen.
        note: [
          row.why, row.about, row.company, row.amountKopecks ? roubles(row.amountKopecks) : null,
        ].filter(Boolean).join(' · '),
        path: pathOf(row.entity, row.entityId),
      })),
      // The heading counts all of them: what is not named here is in the day.
      ...(section.total > ROWS_MAX
        ? [{ title: `Ещё ${section.total - ROWS_MAX} в «Моём дне»`, note: null, path: '/' }] : []),
    ],
  }));
  return parts.length > 0 ? parts : null;
}
