// A comment as every reader of it gets it, built by the statement that finds it.
import { EXCERPT_LENGTH, type Comment } from '#contract/comments';
import type { Queryable } from '#platform/database';

const named = (id: string) => `(select json_build_object('id', p.id, 'name', p.name)
  from staff.employee p where p.id = ${id})`;

/** JSON of the comment `c`; `me` is the placeholder of the reader. A removed one says nothing. */
export const commentJson = (me: string) => `json_build_object(
  'id', c.id, 'author', ${named('c.author_id')}, 'at', c.created_at,
  'body', case when c.deleted_at is null then c.body else '' end,
  'editedAt', c.edited_at, 'removed', c.deleted_at is not null,
  'mine', c.author_id is not distinct from ${me}::bigint,
  'mentions', case when c.deleted_at is null then c.mentions else '[]' end,
  'files', (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name,
      'mediaType', f.media_type, 'sizeBytes', f.size_bytes) order by f.id), '[]')
    from platform.file f
    where c.deleted_at is null and f.id = any(c.file_ids) and f.deleted_at is null),
  'replyTo', (select json_build_object('id', q.id, 'author', a.name, 'excerpt',
      case when q.deleted_at is null then left(q.body, ${EXCERPT_LENGTH}) else '' end)
    from timeline.comment q join staff.employee a on a.id = q.author_id
    where q.id = c.reply_to_id),
  'replies', (select count(*) from timeline.comment r
    where r.reply_to_id = c.id and r.deleted_at is null),
  'pinned', c.pinned_at is not null and c.deleted_at is null)`;

type Found = { comment: Comment };

/** Pinned words of a record, the newest first. */
export async function pinnedOf(
  on: Queryable, of: { entity: string; ids: number[]; me: number | null },
): Promise<Comment[]> {
  const { rows } = await on.query<Found>({
    name: 'comments-pinned',
    text: `select ${commentJson('$3')} as comment from timeline.comment c
      where c.entity = $1 and c.entity_id = any($2::bigint[]) and c.pinned_at is not null
        and c.deleted_at is null
      order by c.pinned_at desc, c.id desc`,
    values: [of.entity, of.ids, of.me],
  });
  return rows.map((row) => row.comment);
}

/** A thread longer than this is a conversation for another place; the newest are shown. */
const REPLIES_MAX = 200;

export async function repliesOf(
  on: Queryable, of: { id: number; me: number | null },
): Promise<Comment[]> {
  const { rows } = await on.query<Found>({
    name: 'comment-replies',
    text: `select ${commentJson('$2')} as comment from timeline.comment c
      where c.reply_to_id = $1 and c.deleted_at is null order by c.id desc limit ${REPLIES_MAX}`,
    values: [of.id, of.me],
  });
  return rows.map((row) => row.comment).reverse();
}
