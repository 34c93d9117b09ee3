// A tab says what it looks at. Every beat asks the right anew, so whoever loses sight of a record
// learns of nobody there and is seen by nobody within seconds.
import {
  PRESENCE_EXPIRES_MS, presenceBeat, presenceLeave, type Presence, type PresentPerson,
} from '#contract/presence';
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import { requireAccess, type EntityAccess } from '#platform/entity-access';
import type { Bind } from '#platform/http/bind';
import { refuse } from '#platform/refuse';

export type PresenceDeps = {
  entityAccess: EntityAccess;
  employeeNames: (on: Queryable, ids: number[]) => Promise<ReadonlyMap<number, string>>;
  /** The words name a field that this reader may not know of. */
  isHiddenLabel: (ctx: Context, entity: string, label: string) => boolean;
};
export type Beat = {
  tab: string; entity: string; entityId: number; field?: string | null | undefined;
};

function personOf(ctx: Context): number {
  if (ctx.actor.employeeId === null) throw refuse('right.missing', 'Смотрят записи люди.');
  return ctx.actor.employeeId;
}

/** Everybody else on the record; one person in several tabs is one. */
export async function beatPresence(
  ctx: Context, deps: PresenceDeps, beat: Beat,
): Promise<Presence> {
  const me = personOf(ctx);
  const entityId = await requireAccess(ctx, deps.entityAccess, beat);
  const now = ctx.now();
  // One statement: the row of this tab, and those of the others as they were before it.
  const { rows } = await ctx.db.query<{ id: number; field: string | null }>({
    name: 'presence-beat',
    text: `
      with mine as (
        insert into platform.presence (tab, employee_id, entity, entity_id, field, expires_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (tab) do update set entity = excluded.entity, field = excluded.field,
          entity_id = excluded.entity_id, expires_at = excluded.expires_at
          where presence.employee_id = excluded.employee_id
      )
      select employee_id as id, max(field) as field from platform.presence
      where entity = $3 and entity_id = $4 and employee_id <> $2 and expires_at > $7
      group by employee_id order by employee_id`,
    values: [beat.tab, me, beat.entity, entityId, beat.field ?? null,
      new Date(now.getTime() + PRESENCE_EXPIRES_MS), now],
  });
  if (rows.length === 0) return { people: [] };
  const names = await deps.employeeNames(ctx.db, rows.map(({ id }) => id));
  return { people: rows.flatMap(({ id, field }): PresentPerson[] => {
    const name = names.get(id);
    const isTold = field !== null && !deps.isHiddenLabel(ctx, beat.entity, field);
    return name === undefined ? [] : [{ id, name, field: isTold ? field : null }];
  }) };
}

export async function leavePresence(ctx: Context, tab: string): Promise<void> {
  await ctx.db.query({
    name: 'presence-leave',
    text: 'delete from platform.presence where tab = $1 and employee_id = $2',
    values: [tab, personOf(ctx)],
  });
}

export function presenceRoutes(bind: Bind, deps: PresenceDeps): void {
  bind(presenceBeat, (ctx, { body }) => beatPresence(ctx, deps, body));
  bind(presenceLeave, (ctx, { params }) => leavePresence(ctx, params.tab));
}
