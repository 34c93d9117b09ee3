// What people say about a record: replies, mentions of colleagues, files, pinned words.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;
const entity = Type.String({ pattern: '^[a-z][A-Za-z]{1,39}$' });
const RecordQuery = Type.Object({ entity, entityId: Id });

/** More than this at the top of a card is no longer seen. */
export const PINNED_MAX = 5;
export const MENTIONS_MAX = 20;
export const COMMENT_FILES_MAX = 20;
/** How much of a comment a quote and a notice show. */
export const EXCERPT_LENGTH = 160;

export const CommentFile = Type.Object({
  id: Id, name: Type.String(), mediaType: Type.String(), sizeBytes: Type.Integer(),
});
export type CommentFile = Static<typeof CommentFile>;

export const Comment = Type.Object({
  id: Id,
  author: Named,
  at: Moment,
  /** Text with the marks of web/pages/comments/rich-text.ts; empty when the author removed it. */
  body: Type.String(),
  editedAt: nullable(Moment),
  removed: Type.Boolean(),
  /** The reader wrote it and may edit or remove it. */
  mine: Type.Boolean(),
  /** Whoever is named in the text as «@Имя». */
  mentions: Type.Array(Named),
  files: Type.Array(CommentFile),
  replyTo: nullable(Type.Object({ id: Id, author: Type.String(), excerpt: Type.String() })),
  replies: Type.Integer(),
  pinned: Type.Boolean(),
});
export type Comment = Static<typeof Comment>;

const body = Type.String({ minLength: 1, maxLength: 20_000 });
const mentionIds = Type.Optional(Type.Array(Id, { maxItems: MENTIONS_MAX }));
const WrittenComment = Type.Object({ id: Id });
const Comments = Type.Object({ items: Type.Array(Comment) });

export const CommentAdd = Type.Object({
  entity, entityId: Id, body,
  /** Counts only where the text says «@Имя» of that employee. */
  mentionIds,
  /** Files of the same record. */
  fileIds: Type.Optional(Type.Array(Id, { maxItems: COMMENT_FILES_MAX })),
  /** A reply to a reply goes to the comment that began the thread. */
  replyToId: Type.Optional(Id),
}, CLOSED);
export type CommentAdd = Static<typeof CommentAdd>;

export const CommentEdit = Type.Object({ body, mentionIds }, CLOSED);
export type CommentEdit = Static<typeof CommentEdit>;

export const CommentVersion = Type.Object({ body: Type.String(), at: Moment });

export const Colleague = Type.Object({
  id: Id, name: Type.String(), department: nullable(Type.String()),
  /** A mention reaches only those who may read the record. */
  sees: Type.Boolean(),
});
export type Colleague = Static<typeof Colleague>;

/** The beginning of a comment without its marks, on one line. */
export function excerptOf(text: string): string {
  const plain = text.replaceAll('**', '').replace(/\s+/g, ' ').trim();
  return plain.length > EXCERPT_LENGTH ? `${plain.slice(0, EXCERPT_LENGTH)}…` : plain;
}

export const commentAdd = defineRoute({
  id: 'comments.add', method: 'POST', path: '/api/comments', once: true,
  summary: 'Комментарий к видимой вам записи, с упоминаниями, файлами и ответом', access: 'signed',
  body: CommentAdd, response: WrittenComment,
});
export const commentEdit = defineRoute({
  id: 'comments.edit', method: 'PATCH', path: '/api/comments/:id',
  summary: 'Исправить свой комментарий; прежний текст остаётся виден', access: 'signed',
  params: IdParams, body: CommentEdit, response: WrittenComment,
});
export const commentRemove = defineRoute({
  id: 'comments.remove', method: 'DELETE', path: '/api/comments/:id',
  summary: 'Убрать свой комментарий', access: 'signed', params: IdParams,
});
export const commentPin = defineRoute({
  id: 'comments.pin', method: 'PUT', path: '/api/comments/:id/pin',
  summary: 'Закрепить комментарий вверху карточки или открепить', access: 'signed',
  params: IdParams, body: Type.Object({ pinned: Type.Boolean() }, CLOSED),
});
export const commentsPinned = defineRoute({
  id: 'comments.pinned', method: 'GET', path: '/api/comments/pinned',
  summary: 'Закреплённые комментарии записи', access: 'signed',
  query: RecordQuery, response: Comments,
});
export const commentReplies = defineRoute({
  id: 'comments.replies', method: 'GET', path: '/api/comments/:id/replies',
  summary: 'Ответы на комментарий, старые сверху', access: 'signed',
  params: IdParams, response: Comments,
});
export const commentVersions = defineRoute({
  id: 'comments.versions', method: 'GET', path: '/api/comments/:id/versions',
  summary: 'Прежние тексты комментария, старые сверху', access: 'signed',
  params: IdParams, response: Type.Object({ items: Type.Array(CommentVersion) }),
});
export const commentPeople = defineRoute({
  id: 'comments.people', method: 'GET', path: '/api/comments/people',
  summary: 'Кого можно упомянуть в записи и видят ли они её', access: 'signed',
  query: Type.Object({ entity, entityId: Id, q: Type.Optional(Type.String({ maxLength: 100 })) }),
  response: Type.Object({ items: Type.Array(Colleague) }),
});
