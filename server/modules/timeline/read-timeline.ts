// The timeline of one record, newest first, and the history of one field of it.
import { customCode } from '#contract/custom-fields';
import { TIMELINE_GROUPS } from '#contract/timeline';
import type { TimelineItem, TimelinePage, TimelineQuery } from '#contract/timeline';
import type { Context } from '#platform/context';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import { seesCustomKey } from '#modules/fields';
import { hiddenKinds, hideFields, isHiddenKey, type SeesCustom } from './hide-fields.ts';

/** Records whose history is read as one: a company and those that were merged into it. */
export type EntityAliases =
  Readonly<Record<string, (ctx: Context, id: number) => Promise<number[]>>>;

const LIMIT_DEFAULT = 50;
/** The comment itself shows that it was edited or removed. */
const SILENT_KINDS = ['comment.edited', 'comment.removed'];

type Row = Omit<TimelineItem, 'comment' | 'restorable'> & {
  comment: { id: number; body: string; editedAt: string | null; removed: boolean; mine: boolean };
  commentId: number | null;
};

async function recordIds(
  ctx: Context, { entity, entityId }: TimelineQuery, aliases?: EntityAliases,
): Promise<number[]> {
  return await aliases?.[entity]?.(ctx, entityId) ?? [entityId];
}

export type TimelineMore = { aliases?: EntityAliases; restorable?: readonly string[] };

/** Throws 'record.missing' when the reader may not see the record. */
export async function readTimeline(
  ctx: Context, access: EntityAccess, query: TimelineQuery, more: TimelineMore = {},
): Promise<TimelinePage> {
  await requireAccess(ctx, access, query);
  const ids = await recordIds(ctx, query, more.aliases);
  const { hidden } = ctx.actor;
  const seesCustom: SeesCustom = (code) => seesCustomKey(ctx, query.entity, code);
  if (isHiddenField(ctx, query.field, seesCustom)) return { items: [], cursor: null };
  const limit = query.limit ?? LIMIT_DEFAULT;
  const { rows } = await ctx.db.query<Row>({
    name: 'timeline-read',
    text: `
      select e.id, e.at, e.kind, e.source, e.data,
        case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as actor,
        c.id as "commentId", json_build_object(
          'id', c.id, 'body', case when c.deleted_at is null then c.body else '' end,
          'editedAt', c.edited_at, 'removed', c.deleted_at is not null,
          'mine', c.author_id is not distinct from $8::bigint) as comment
      from unnest($2::bigint[]) as record (id)
        cross join lateral (
          select e.* from platform.event e
          where e.entity = $1 and e.entity_id = record.id
            and ($3::bigint is null or e.id < $3)
            and e.kind <> all($4::text[])
            and ($5::text is null or e.kind !~ $5)
            and ($6::text is null or e.data->'changes' ? $6)
            and ($9::text[] is null or e.kind ^@ any($9))
          order by e.id desc limit $7
        ) e
        left join staff.employee a on a.id = e.actor_id
        left join timeline.comment c on e.kind = 'comment.added'
          and c.id = (e.data->>'commentId')::bigint
      order by e.id desc limit $7`,
    values: [query.entity, ids, query.cursor ?? null, SILENT_KINDS,
      hiddenKinds(hidden), query.field ?? null, limit + 1, ctx.actor.employeeId,
      query.group ? TIMELINE_GROUPS[query.group] : null],
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.flatMap((row) => toItem(row, ctx, { seesCustom, ...more }) ?? []),
    cursor: last ? String(last.id) : null,
  };
}

/** The history of a field that the reader may not know of is as empty as that of none. */
function isHiddenField(
  ctx: Context, field: string | undefined, seesCustom: SeesCustom,
): boolean {
  if (field === undefined) return false;
  const code = customCode(field);
  return code === null ? isHiddenKey(field, ctx.actor.hidden) : !seesCustom(code);
}

type Shown = TimelineMore & { seesCustom: SeesCustom };

function toItem(
  row: Row, ctx: Context, { seesCustom, restorable = [] }: Shown,
): TimelineItem | null {
  const data = hideFields(row.data, ctx.actor.hidden, seesCustom);
  if (data === null) return null;
  const { id, at, kind, actor, source } = row;
  const comment = row.commentId === null ? null : row.comment;
  const changed = Object.keys((data['changes'] ?? {}) as object);
  return {
    id, at, kind, actor, source, data, comment,
    restorable: changed.filter((field) => restorable.includes(field)),
  };
}
