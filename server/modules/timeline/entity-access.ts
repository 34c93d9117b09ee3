// Which record a person may read or speak about is known to its own module; composition gathers
// the answers here, so that timeline and tasks need not know who stands above them.
import type { Context } from '#platform/context';
import { refuse } from '#platform/refuse';

/** Throws 'record.missing' or 'right.missing' when the actor may not. */
export type AccessCheck = (ctx: Context, id: number, action: 'read' | 'comment') => Promise<void>;
export type EntityAccess = Readonly<Record<string, AccessCheck>>;

export async function requireAccess(
  ctx: Context, access: EntityAccess,
  record: { entity: string; entityId: number; action?: 'read' | 'comment' },
): Promise<void> {
  const check = Object.hasOwn(access, record.entity) ? access[record.entity] : undefined;
  if (!check) throw refuse('record.missing');
  await check(ctx, record.entityId, record.action ?? 'read');
}
