// At least one person must be able to change settings, or the installation locks itself out.
import { one, type Tx } from '#platform/database';
import { refuse } from '#platform/refuse';

const REASON = 'Должен остаться хотя бы один действующий администратор.';

async function hasAdministrator(tx: Tx): Promise<boolean> {
  const row = await one<{ found: boolean }>(tx, `
    select exists (
      select 1 from staff.employee e
        join platform.account a on a.id = e.account_id and a.disabled_at is null
        join staff.employee_role er on er.employee_id = e.id
        join staff.role_grant g on g.role_id = er.role_id
      where e.dismissed_at is null
        and g.entity = 'setting' and g.action = 'edit' and g.scope = 'all') as found`);
  return row?.found ?? false;
}

/**
 * Runs a change that takes rights away and refuses it when nobody who could undo it is left. The
 * lock keeps two administrators from dismissing each other at the same moment.
 */
export async function keepAdministrator<T>(tx: Tx, change: () => Promise<T>): Promise<T> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('staff.administrators'))`);
  const before = await hasAdministrator(tx);
  const result = await change();
  if (before && !await hasAdministrator(tx)) {
    throw refuse('field.invalid', REASON, [{ field: 'roleIds', reason: REASON }]);
  }
  return result;
}
