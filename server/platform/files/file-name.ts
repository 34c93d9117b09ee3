// Names come from strangers' disks: a name is only shown and offered for saving, never a path.
import { extensionOf, FILE_TYPES } from '#contract/files';
import { refuse, refuseField } from '#platform/refuse';

const NAME_MAX = 200;
// Marks that turn the direction of text round show "fdp.exe" as "exe.pdf".
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const CONTROL = /\p{Cc}/gu;
/** What Windows does not allow in a name of a file. */
const FORBIDDEN = /[<>:"|?*]/g;

/** «C:\Документы\..\Счёт №5.pdf» → «Счёт №5.pdf»; refused when nothing is left. */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = last.replace(CONTROL, '').replace(INVISIBLE, '').replace(FORBIDDEN, '_')
    .trim().replace(/[. ]+$/, '');
  if (!name || /^\.+$/.test(name)) throw refuseField('name', 'Имя файла не указано.');
  return shorten(name);
}

/** A long name loses its middle, never its extension. */
function shorten(name: string): string {
  const chars = [...name];
  if (chars.length <= NAME_MAX) return name;
  const tail = extensionOf(name);
  const end = tail.length > 0 && tail.length < 10 ? `.${tail}` : '';
  return chars.slice(0, NAME_MAX - end.length).join('') + end;
}

/** Media type by the extension: what the sender says of the type is not believed. */
export function mediaTypeOf(name: string): string {
  const extension = extensionOf(name);
  const type = Object.hasOwn(FILE_TYPES, extension) ? FILE_TYPES[extension] : undefined;
  if (type) return type;
  throw refuse('media.unsupported', extension
    ? `Файлы .${extension.slice(0, 20)} не принимаются: сожмите файл в .zip.`
    : 'У файла нет расширения: по нему видно, чем его открыть.');
}

/** RFC 6266 with both forms of the name: old programs read the first, all others the second. */
export function dispositionOf(kind: 'attachment' | 'inline', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const exact = encodeURIComponent(name.toWellFormed())
    .replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
