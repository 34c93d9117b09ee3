// Files that people hang on records. Bytes come as the body of the request, not as a form.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

export const FILE_BYTES_MAX = 50 * 1024 * 1024;
/** A removed file can be brought back this long; then its bytes are swept away. */
export const FILE_UNDO_DAYS = 30;

/** A file of a comment that is not sent within this time is swept away. */
export const FILE_DRAFT_DAYS = 30;

/** What may be hung on a record: extension → media type. What a browser would run is not here. */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', webp: 'image/webp', gif: 'image/gif',
  bmp: 'image/bmp', tif: 'image/tiff', tiff: 'image/tiff', heic: 'image/heic',
  doc: 'application/msword', rtf: 'application/rtf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ppt: 'application/vnd.ms-powerpoint',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  vsd: 'application/vnd.visio', vsdx: 'application/vnd.ms-visio.drawing',
  txt: 'text/plain', csv: 'text/csv', md: 'text/markdown',
  xml: 'application/xml', json: 'application/json',
  eml: 'message/rfc822', msg: 'application/vnd.ms-outlook',
  sig: 'application/pkcs7-signature', p7s: 'application/pkcs7-signature',
  zip: 'application/zip', rar: 'application/vnd.rar', '7z': 'application/x-7z-compressed',
  dwg: 'image/vnd.dwg', dxf: 'image/vnd.dxf', step: 'model/step', stp: 'model/step',
  igs: 'model/iges', iges: 'model/iges', stl: 'model/stl',
  mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg', wav: 'audio/wav',
  mp4: 'video/mp4', mov: 'video/quicktime', avi: 'video/x-msvideo',
};

/** What a browser may show in place; everything else is only saved. */
export const INLINE_TYPES: readonly string[] = [
  'image/png', 'image/jpeg', 'image/webp', 'application/pdf',
];

/** Lower-case extension without the dot; '' when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

const entity = Type.String({ pattern: '^[a-z][A-Za-z]{1,39}$' });
const FileOf = { entity, entityId: Id };

export const StoredFile = Type.Object({
  id: Id,
  name: Type.String(),
  mediaType: Type.String(),
  sizeBytes: Type.Integer(),
  createdAt: Moment,
  /** Null for the program itself. */
  createdBy: nullable(Named),
  /** `?inline=1` shows it in place. */
  isInline: Type.Boolean(),
  /** The reader may remove it and bring it back. */
  mayRemove: Type.Boolean(),
});
export type StoredFile = Static<typeof StoredFile>;

export const FileUpload = Type.Object({
  ...FileOf, name: Type.String({ maxLength: 400 }),
  /** For a comment that is being written: its author's alone until the comment names it. */
  draft: Type.Optional(Type.Literal('1')),
});
export type FileUpload = Static<typeof FileUpload>;

export const fileUpload = defineRoute({
  id: 'files.upload', method: 'POST', path: '/api/files',
  summary: 'Приложить файл к видимой вам записи; тело запроса — байты файла, до 50 МБ',
  access: 'signed', query: FileUpload, isStreamed: true, response: StoredFile,
});
export const filesList = defineRoute({
  id: 'files.list', method: 'GET', path: '/api/files',
  summary: 'Файлы записи, новые сверху', access: 'signed',
  query: Type.Object(FileOf), response: Type.Object({ items: Type.Array(StoredFile) }),
});
/** Answers the bytes themselves. */
export const fileContent = defineRoute({
  id: 'files.content', method: 'GET', path: '/api/files/:id/content',
  summary: 'Скачать файл; с inline=1 рисунки и PDF показываются на месте', access: 'signed',
  params: IdParams, query: Type.Object({ inline: Type.Optional(Type.Literal('1')) }),
});
export const fileRemove = defineRoute({
  id: 'files.remove', method: 'DELETE', path: '/api/files/:id',
  summary: 'Убрать свой файл или файл записи, которую вы вправе менять', access: 'signed',
  params: IdParams,
});
export const fileRestore = defineRoute({
  id: 'files.restore', method: 'POST', path: '/api/files/:id/restorations',
  summary: 'Вернуть убранный файл, пока не прошло 30 дней', access: 'signed',
  params: IdParams, response: StoredFile,
});
