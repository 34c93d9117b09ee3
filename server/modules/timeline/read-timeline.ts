// The timeline of one record, newest first, and the history of one field of it.
import { customCode } from '#contract/custom-fields';
import { TIMELINE_GROUPS } from '#contract/timeline';
import type { TimelineItem, TimelinePage, TimelineQuery } from '#contract/timeline';
import type { Context } from '#platform/context';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import { seesCustomKey } from '#modules/fields';
import { commentJson } from './comment-columns.ts';
import { hiddenIn, hiddenKinds, hideFields, isHiddenKey, type SeesCustom } from './hide-fields.ts';
import { isOfRecord } from './restore-value.ts';

/** Records whose history is read as one: a company and those that were merged into it. */
export type EntityAliases =
  Readonly<Record<string, (ctx: Context, id: number) => Promise<number[]>>>;

const LIMIT_DEFAULT = 50;
/** The comment itself shows that it was edited or removed. */
const SILENT_KINDS = ['comment.edited', 'comment.removed'];

type Row = Omit<TimelineItem, 'restorable' | 'record'> & { entity: string; entityId: number };

/** Other records whose rows stand among those of this one; only such as the reader may open. */
export type Neighbours = (
  ctx: Context, of: { entity: string; entityId: number },
) => Promise<{ entity: string; id: number; title: string }[]>;

type Place = { entity: string; id: number; title: string | null };

/** The record and those that were merged into it. */
export async function recordIds(
  ctx: Context, { entity, entityId }: { entity: string; entityId: number },
  aliases?: EntityAliases,
): Promise<number[]> {
  return await aliases?.[entity]?.(ctx, entityId) ?? [entityId];
}

export type TimelineMore = {
  aliases?: EntityAliases; neighbours?: Neighbours;
  /** Fields by entity. */
  restorable?: Readonly<Record<string, readonly string[]>>;
};

/** The record itself, what was merged into it, and its neighbours when they are asked for. */
async function placesOf(
  ctx: Context, query: TimelineQuery, { aliases, neighbours }: TimelineMore,
): Promise<Place[]> {
  const own = (await recordIds(ctx, query, aliases))
    .map((id) => ({ entity: query.entity, id, title: null }));
  if (!query.related || !neighbours || query.field !== undefined) return own;
  return [...own, ...await neighbours(ctx, query)];
}

/** Throws 'record.missing' when the reader may not see the record. */
export async function readTimeline(
  ctx: Context, access: EntityAccess, query: TimelineQuery, more: TimelineMore = {},
): Promise<TimelinePage> {
  // Side by side: a refusal comes first and drops what was read.
  const [, page] = await Promise.all([
    requireAccess(ctx, access, query), readPage(ctx, query, more),
  ]);
  return page;
}

async function readPage(
  ctx: Context, query: TimelineQuery, more: TimelineMore,
): Promise<TimelinePage> {
  if (isHiddenField(ctx, query)) return { items: [], cursor: null };
  const places = await placesOf(ctx, query, more);
  const { hidden } = ctx.actor;
  const limit = query.limit ?? LIMIT_DEFAULT;
  const { rows } = await ctx.db.query<Row>({
    name: 'timeline-read',
    text: `
      select e.id, e.at, e.kind, e.source, e.data, e.entity, e.entity_id as "entityId",
        case when a.id is not null
          then json_build_object('id', a.id, 'name', a.name) end as actor,
        case when b.id is not null
          then json_build_object('id', b.id, 'name', b.name) end as "onBehalfOf",
        case when c.id is not null then ${commentJson('$8')} end as comment
      from (
          select e.* from unnest($1::text[], $2::bigint[]) as record (entity, id)
            cross join lateral (
              select e.* from platform.event e
              where e.entity = record.entity and e.entity_id = record.id
                and ($3::bigint is null or e.id < $3)
                and e.kind <> all($4::text[])
                and ($5::text is null or e.kind !~ $5)
                and ($6::text is null or e.data->'changes' ? $6)
                and ($9::text[] is null or e.kind ^@ any($9))
              order by e.id desc limit $7
            ) e
          order by e.id desc limit $7
        ) e
        left join staff.employee a on a.id = e.actor_id
        left join staff.employee b on b.id = e.on_behalf_id
        left join timeline.comment c on e.kind = 'comment.added'
          and c.id = (e.data->>'commentId')::bigint
      order by e.id desc limit $7`,
    values: [
      places.map(({ entity }) => entity), places.map(({ id }) => id), query.cursor ?? null,
      SILENT_KINDS, hiddenKinds(hidden), query.field ?? null, limit + 1, ctx.actor.employeeId,
      query.group ? TIMELINE_GROUPS[query.group] : null,
    ],
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.flatMap((row) => toItem(row, ctx, { places, ...more }) ?? []),
    cursor: last ? String(last.id) : null,
  };
}

/** The history of a field that the reader may not know of is as empty as that of none. */
function isHiddenField(ctx: Context, { entity, field }: TimelineQuery): boolean {
  if (field === undefined) return false;
  const code = customCode(field);
  return code === null
    ? isHiddenKey(field, hiddenIn(entity, ctx.actor.hidden)) : !seesCustomKey(ctx, entity, code);
}

function toItem(
  row: Row, ctx: Context, { places, restorable = {} }: TimelineMore & { places: Place[] },
): TimelineItem | null {
  const { id, at, kind, actor, onBehalfOf, source, comment, entity, entityId } = row;
  const seesCustom: SeesCustom = (code) => seesCustomKey(ctx, entity, code);
  const data = hideFields(row.data, hiddenIn(entity, ctx.actor.hidden), seesCustom);
  if (data === null) return null;
  const place = places.find((each) => each.entity === entity && each.id === entityId);
  const changed = Object.keys((data['changes'] ?? {}) as object);
  return {
    id, at, kind, actor, onBehalfOf, source, data, comment,
    record: !place || place.title === null ? null : { entity, id: entityId, title: place.title },
    restorable: isOfRecord(row)
      ? changed.filter((field) => restorable[entity]?.includes(field)) : [],
  };
}
