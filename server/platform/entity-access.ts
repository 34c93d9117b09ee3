// Which record a person may read, speak about or change is known to its own module; composition
// gathers the answers, so that timeline, tasks and files need not know who stands above them.
import type { Context } from './context.ts';
import { refuse } from './refuse.ts';

export type EntityAction = 'read' | 'comment' | 'edit';

/** Throws 'record.missing' or 'right.missing' when the actor may not. */
export type AccessCheck = (ctx: Context, id: number, action: EntityAction) => Promise<void>;
export type EntityAccess = Readonly<Record<string, AccessCheck>>;

export async function requireAccess(
  ctx: Context, access: EntityAccess,
  record: { entity: string; entityId: number; action?: EntityAction },
): Promise<void> {
  const check = Object.hasOwn(access, record.entity) ? access[record.entity] : undefined;
  if (!check) throw refuse('record.missing');
  await check(ctx, record.entityId, record.action ?? 'read');
}
