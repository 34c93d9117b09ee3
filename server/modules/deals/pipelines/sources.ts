// Sources of deals: channels and what stands in them, one of them merged into another.
import { randomBytes } from 'node:crypto';
import type { EditedSource, SourceCreate, SourceEdit } from '#contract/deal-dictionaries';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { cleanName } from './edit-pipeline.ts';

const SOURCES = `
  select s.id, s.parent_id as "parentId", s.name, s.position, s.archived_at as "archivedAt",
    s.merged_into_id as "mergedIntoId", s.code = 'onec' as "isBuiltIn"
  from deals.source s`;

export async function readEditedSources(on: Queryable): Promise<EditedSource[]> {
  const { rows } = await on.query<EditedSource>(`${SOURCES} order by s.position, s.id`);
  return rows;
}

async function lockSource(tx: Tx, id: number): Promise<EditedSource> {
  const row = await one<EditedSource>(tx, `${SOURCES} where s.id = $1 for update of s`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

/** Two levels are enough: a channel and its sources. */
async function checkParent(tx: Tx, id: number | null, parentId: number | null): Promise<void> {
  if (parentId === null) return;
  const parent = await lockSource(tx, parentId);
  if (parent.parentId !== null || parent.id === id || parent.archivedAt) {
    throw refuseField('parentId', 'Источник стоит в канале верхнего уровня.');
  }
  const child = id === null ? undefined
    : await one(tx, 'select from deals.source where parent_id = $1 limit 1', [id]);
  if (child) throw refuseField('parentId', 'В этом канале есть источники: перенесите их сначала.');
}

export async function createSource(ctx: Context, input: SourceCreate): Promise<EditedSource> {
  requireRight(ctx.actor, 'setting', 'edit');
  const name = cleanName(input.name);
  const parentId = input.parentId ?? null;
  return inTransaction(ctx.db, async (tx) => {
    await checkParent(tx, null, parentId);
    const row = await one<{ id: number }>(tx,
      `insert into deals.source (code, name, parent_id, position)
       select $1, $2, $3, coalesce(max(position), 0) + 1 from deals.source returning id`,
      [`c${randomBytes(6).toString('hex')}`, name, parentId]);
    await tell(tx, ctx, { kind: 'source.created', id: row!.id, data: { name } });
    return lockSource(tx, row!.id);
  });
}

export async function editSource(
  ctx: Context, input: { id: number } & SourceEdit,
): Promise<EditedSource> {
  requireRight(ctx.actor, 'setting', 'edit');
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockSource(tx, input.id);
    const known = {
      name: before.name, parentId: before.parentId, archived: before.archivedAt !== null,
    };
    const { id, ...fields } = input;
    const next = { ...known, ...fields, name: cleanName(fields.name ?? before.name) };
    const changes = changesBetween(known, next);
    if (Object.keys(changes).length === 0) return before;
    if (changes['parentId']) await checkParent(tx, id, next.parentId);
    if (next.archived && before.isBuiltIn) {
      throw refuse('record.referenced', 'Под этим источником появляются сделки из 1С.');
    }
    await tx.query(
      `update deals.source set name = $2, parent_id = $3,
         archived_at = case when $4 then coalesce(archived_at, $5) end,
         merged_into_id = case when $4 then merged_into_id end where id = $1`,
      [id, next.name, next.parentId, next.archived, ctx.now()]);
    await tell(tx, ctx, { kind: 'source.edited', id, data: { name: before.name, changes } });
    return lockSource(tx, id);
  });
}

/** The source goes into the archive at once; its deals follow in batches. */
export async function mergeSource(
  ctx: Context, input: { id: number; intoId: number },
): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    const from = await lockSource(tx, input.id);
    const into = await lockSource(tx, input.intoId);
    if (from.isBuiltIn) throw refuse('record.referenced', 'Этот источник ставит сама 1С.');
    if (from.id === into.id || into.archivedAt) throw refuseField('intoId', 'Выберите другой.');
    const child = await one(tx,
      'select from deals.source where parent_id = $1 and archived_at is null limit 1', [from.id]);
    if (child) throw refuse('record.referenced', 'В канале есть источники: перенесите их.');
    await tx.query('update deals.source set archived_at = $2, merged_into_id = $3 where id = $1',
      [from.id, ctx.now(), into.id]);
    await tell(tx, ctx, {
      kind: 'source.merged', id: from.id, data: { name: from.name, into: into.name },
    });
  });
}

export async function orderSources(ctx: Context, input: { ids: number[] }): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    await tx.query(
      `update deals.source s set position = n.place
       from unnest($1::bigint[]) with ordinality as n (id, place) where s.id = n.id`, [input.ids]);
    const [id] = input.ids;
    if (id !== undefined) await tell(tx, ctx, { kind: 'source.reordered', id });
  });
}

type Told = { kind: string; id: number; data?: object };

const tell = (tx: Tx, ctx: Context, { kind, id, data = {} }: Told) =>
  writeEvents(tx, ctx, [{ kind, entity: 'source', entityId: id, data }]);
