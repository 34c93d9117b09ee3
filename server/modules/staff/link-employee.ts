// An administrator says whom a guid of 1C means; a later word replaces an earlier one.
import type { OnecUid } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { employeeByIdentity, lockIdentities } from './identities.ts';

export async function linkEmployee(
  tx: Tx, ctx: Context, input: { baseId: number; uid: OnecUid; employeeId: number },
): Promise<void> {
  const { baseId, uid, employeeId } = input;
  await lockIdentities(tx);
  const person = await one<{ dismissed: boolean }>(tx,
    'select dismissed_at is not null as dismissed from staff.employee where id = $1',
    [employeeId]);
  if (!person) throw refuse('record.missing');
  if (person.dismissed) throw refuseField('employeeId', 'Сотрудник уволен.');
  const old = await employeeByIdentity(tx, baseId, uid);
  if (old === employeeId) return;
  await tx.query(
    `insert into staff.employee_identity (base_id, uid, employee_id) values ($1, $2, $3)
     on conflict (base_id, uid) do update set employee_id = excluded.employee_id`,
    [baseId, uid, employeeId]);
  await writeEvents(tx, ctx, [{
    kind: 'employee.edited', entity: 'employee', entityId: employeeId,
    data: { changes: { onecUid: { old: null, new: uid } } },
  }]);
}
