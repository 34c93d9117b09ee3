// Who receives events about people and roles, and who reads their history.
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import type { EntityAction } from '#platform/entity-access';
import type { StreamGuards } from '#platform/stream-hub';

export const staffGuards: StreamGuards = {
  employee: { right: { entity: 'employee', action: 'read' } },
  department: { right: { entity: 'employee', action: 'read' } },
  role: { right: { entity: 'setting', action: 'read' } },
};

/** Logins, roles and absences of colleagues are nobody's business but the administrators'. */
async function forAdministrators(ctx: Context, _id: number, action: EntityAction): Promise<void> {
  requireRight(ctx.actor, 'setting', action === 'edit' ? 'edit' : 'read');
}

/** Access to timelines, for the registry that composition hands to the timeline module. */
export const staffAccess = {
  employee: forAdministrators,
  department: forAdministrators,
  role: forAdministrators,
};
