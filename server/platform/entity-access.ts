// Which record a person may read, speak about or change is known to its own module; composition
// gathers the answers, so that timeline, tasks and files need not know who stands above them.
import type { Context } from './context.ts';
import { refuse } from './refuse.ts';

export type EntityAction = 'read' | 'comment' | 'edit';

/**
 * Throws 'record.missing' or 'right.missing' when the actor may not. Answers with another id where
 * the record lives on in that one: whatever is hung on it belongs there.
 */
export type AccessCheck =
  (ctx: Context, id: number, action: EntityAction) => Promise<number | void>;
export type EntityAccess = Readonly<Record<string, AccessCheck>>;

/** The id under which the record lives today. */
export async function requireAccess(
  ctx: Context, access: EntityAccess,
  record: { entity: string; entityId: number; action?: EntityAction },
): Promise<number> {
  const check = Object.hasOwn(access, record.entity) ? access[record.entity] : undefined;
  if (!check) throw refuse('record.missing');
  return await check(ctx, record.entityId, record.action ?? 'read') ?? record.entityId;
}
