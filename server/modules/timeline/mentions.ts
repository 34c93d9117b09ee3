// «@Петров Иван» in a comment: who is meant, and whether a word about it reaches them.
import { layoutVariants } from '#contract/keyboard-layout';
import type { Colleague } from '#contract/comments';
import { loadActorOf } from '#modules/staff';
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import { foldedSql, foldText, likePattern } from '#platform/listing/fold-text';
import { prepared } from '#platform/prepared';
import { Refusal } from '#platform/refuse';
import { visibleRows } from '#platform/visibility';

type Record = { entity: string; entityId: number };
type Named = { id: number; name: string };

/** Each is judged by the rights of their own, so a chooser offers few. */
const COLLEAGUES_MAX = 8;

/** The employees of `ids` that the text really names, under the names it names them by. */
export async function mentionsIn(
  on: Queryable, body: string, ids: readonly number[] = [],
): Promise<Named[]> {
  if (ids.length === 0) return [];
  const { rows } = await on.query<Named>({
    name: 'comment-mentions',
    text: `select id, name from staff.employee
      where id = any($1::bigint[]) and dismissed_at is null order by id`,
    values: [ids],
  });
  return rows.filter(({ name }) => body.includes(`@${name}`));
}

/** The same work as another person; null when they may not act at all. */
export async function asEmployee(ctx: Context, employeeId: number): Promise<Context | null> {
  const actor = await loadActorOf(ctx.db, employeeId, ctx.now());
  return actor ? { ...ctx, actor } : null;
}

export async function mayRead(
  ctx: Context | null, access: EntityAccess, record: Record,
): Promise<boolean> {
  if (!ctx) return false;
  try {
    await requireAccess(ctx, access, record);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

type Found = Omit<Colleague, 'sees'>;

/** Whom the writer may name: people of the own department come first. */
export async function colleagues(
  ctx: Context, access: EntityAccess, query: Record & { q?: string | undefined },
): Promise<{ items: Colleague[] }> {
  await requireAccess(ctx, access, { ...query, action: 'comment' });
  const patterns = layoutVariants(query.q ?? '')
    .map((text) => likePattern(foldText(text), 'contains'));
  const read = visibleRows(ctx.actor, { entity: 'employee', action: 'read' },
    { department: 'e.department_id', own: (me) => `e.id = ${me}` }, 3);
  const { rows } = await ctx.db.query<Found>(prepared('comment-colleagues', `
    select e.id, e.name, d.name as department
    from staff.employee e join staff.department d on d.id = e.department_id
    where e.dismissed_at is null and e.id is distinct from $3::bigint
      and ${foldedSql('e.name')} like any($1::text[]) and (${read.sql})
    order by ${foldedSql('e.name')} like any(array(
        select substr(pattern, 2) from unnest($1::text[]) as pattern)) desc,
      (e.department_id = $2) desc, e.name collate "ru-x-icu", e.id
    limit ${COLLEAGUES_MAX}`,
  [patterns.length > 0 ? patterns : ['%'], ctx.actor.departmentId, ctx.actor.employeeId,
    ...read.values]));
  const items: Colleague[] = [];
  for (const person of rows) {
    items.push({ ...person, sees: await mayRead(await asEmployee(ctx, person.id), access, query) });
  }
  return { items };
}
