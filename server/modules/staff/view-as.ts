// An administrator looks through the eyes of another person: sees what they see, writes nothing.
import { type Action, CHECKED, ENTITIES, type Entity, widerScope } from '#contract/rights';
import { can, requireRight, scopeOf, type Actor } from '#platform/actor';
import { setViewing } from '#platform/auth/sessions';
import type { Context } from '#platform/context';
import { inTransaction, type Queryable } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { loadActorOf } from './load-actor.ts';

/** What a look can use: everything else is refused while it lasts. */
const READING: readonly Action[] = ['read', 'export', 'context', 'aggregate'];

/**
 * Whether `seen` sees nothing that `viewer` may not: a look must never lift anybody. Rights that
 * nothing checks lift nobody.
 */
export function isWithin(seen: Actor, viewer: Actor): boolean {
  const readings = (entity: Entity) => CHECKED[entity].filter((each) => READING.includes(each));
  const rights = ENTITIES.every((entity) => readings(entity).every((action) => {
    const wanted = scopeOf(seen, entity, action);
    const own = scopeOf(viewer, entity, action);
    return wanted === null || (own !== null && widerScope(own, wanted) === own
      && (own === 'all' || isOwnGround(seen, viewer)));
  }));
  return rights && [...viewer.hidden].every((group) => seen.hidden.has(group));
}

/** A narrower scope is compared only where it means the same ground. */
const isOwnGround = (seen: Actor, viewer: Actor) =>
  seen.subtreeIds.every((id) => viewer.subtreeIds.includes(id));

/** The actor to look as, or null when that is not lawful (any more). */
export async function loadViewed(
  on: Queryable, viewer: Actor, { employeeId, now }: { employeeId: number; now: Date },
): Promise<Actor | null> {
  if (!can(viewer, 'setting', 'edit')) return null;
  const seen = await loadActorOf(on, employeeId, now);
  return seen && isWithin(seen, viewer) ? seen : null;
}

type Look = { sessionId: number; employeeId: number };

export async function startViewing(ctx: Context, { sessionId, employeeId }: Look): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  if (employeeId === ctx.actor.employeeId) throw refuseField('employeeId', 'Это вы сами.');
  const seen = await loadActorOf(ctx.db, employeeId, ctx.now());
  if (!seen) throw refuse('record.missing');
  if (!isWithin(seen, ctx.actor)) {
    throw refuse('right.missing', 'Этому сотруднику можно больше, чем вам.');
  }
  await inTransaction(ctx.db, async (tx) => {
    await setViewing(tx, sessionId, employeeId);
    await tell(tx, ctx, 'session.viewStarted', seen);
  });
}

export async function endViewing(
  ctx: Context, { sessionId }: { sessionId: number },
): Promise<void> {
  const { viewer, actor: seen } = ctx;
  if (!viewer) return;
  await inTransaction(ctx.db, async (tx) => {
    await setViewing(tx, sessionId, null);
    const own = { ...ctx, actor: { ...seen, employeeId: viewer.id, name: viewer.name } };
    await tell(tx, own, 'session.viewEnded', seen);
  });
}

/** Told to the viewer alone: the person looked at learns nothing from the stream. */
const tell = (tx: Parameters<typeof writeEvents>[0], ctx: Context, kind: string, seen: Actor) =>
  writeEvents(tx, ctx, [{
    kind, entity: 'employee', entityId: seen.employeeId!,
    data: { whom: { id: seen.employeeId, name: seen.name }, recipients: [ctx.actor.employeeId] },
  }]);
