// Addresses of one base. The host is what the administrator typed; nothing here can change it.
import { refuseField } from '#platform/refuse';

const ROOT = '/odata/standard.odata';

/** What the administrator typed → the root of the OData interface without a slash at the end. */
export function rootOf(typed: string): string {
  let url: URL;
  try {
    url = new URL(typed.trim());
  } catch {
    throw refuseField('url', 'Адрес не разобрать: нужно вроде https://server/base');
  }
  if (!['http:', 'https:'].includes(url.protocol)) {
    throw refuseField('url', 'Адрес начинается с http:// или https://');
  }
  if (url.username || url.password) {
    throw refuseField('url', 'Имя и пароль впишите в свои поля, не в адрес');
  }
  if (!isDecodable(url.pathname)) {
    throw refuseField('url', 'Адрес записан с ошибкой: проверьте знаки %');
  }
  // Copied from a browser an address may end in the name of a set or in $metadata.
  const path = decodeURI(url.pathname).replace(/\/odata\/standard\.odata.*$/i, '')
    .replace(/\/+$/, '');
  return encodeURI(`${url.origin}${path}${ROOT}`);
}

function isDecodable(path: string): boolean {
  try {
    return decodeURI(path) !== '';
  } catch {
    return false;
  }
}

/** Whether a kept password may be sent to the new address: only to the host it was given for. */
export const sameHost = (one: string, other: string): boolean =>
  new URL(one).origin === new URL(other).origin;

export type Query = Readonly<Record<string, string | number>>;

/** Every name and value percent-encoded: web servers read Cyrillic in a request line as noise. */
export function addressOf(root: string, path: string, query: Query = {}): string {
  const words = Object.entries(query).map(([name, value]) =>
    `${name}=${encodeURIComponent(String(value)).replaceAll('\'', '%27')}`);
  return `${root}/${encodePath(path)}${words.length > 0 ? `?${words.join('&')}` : ''}`;
}

const encodePath = (path: string): string =>
  encodeURI(path).replaceAll('\'', '%27').replaceAll('#', '%23').replaceAll('?', '%3F');

export const entityPath = (set: string, uid: string): string => `${set}(guid'${uid}')`;
