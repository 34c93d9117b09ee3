// 1C has made a person whom CRM has already: their e-mails differed. From now on the guids mean the
// one who signs in; the card that 1C made is closed, with the other as its deputy.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { lockEmployee } from './employee-record.ts';
import { lockIdentities } from './identities.ts';

export type Join = { fromId: number; toId: number };

/** What was given to the card is for the caller to pass. The rows are locked in order of ids. */
export async function joinEmployee(tx: Tx, ctx: Context, { fromId, toId }: Join): Promise<void> {
  if (fromId === toId) throw refuseField('employeeId', 'Это та же карточка: выберите другую.');
  await lockIdentities(tx);
  const [first, second] = [
    await lockEmployee(tx, ctx, Math.min(fromId, toId)),
    await lockEmployee(tx, ctx, Math.max(fromId, toId)),
  ];
  const [from, to] = fromId < toId ? [first, second] : [second, first];
  if (from.accountId !== null) {
    throw refuse('field.invalid', 'У этой карточки свой вход: закройте его или выберите другую.');
  }
  if (from.dismissedAt !== null) throw refuse('field.invalid', 'Эта карточка уже закрыта.');
  if (to.dismissedAt !== null) throw refuseField('employeeId', 'Сотрудник уволен.');
  const moved = await one<{ uids: string[] }>(tx,
    `with moved as (
       update staff.employee_identity set employee_id = $2 where employee_id = $1 returning uid
     ) select coalesce(array_agg(uid::text order by uid), '{}') as uids from moved`,
    [fromId, toId]);
  const uids = moved?.uids ?? [];
  if (uids.length === 0) throw refuse('field.invalid', 'Эту карточку завела не 1С.');
  await tx.query(`update staff.employee set dismissed_at = $2, deputy_id = $3, version = version + 1
    where id = $1`, [fromId, ctx.now(), toId]);
  await tx.query('delete from staff.department_head where employee_id = $1', [fromId]);
  await writeEvents(tx, ctx, [
    {
      kind: 'employee.joined', entity: 'employee', entityId: fromId,
      data: { name: from.name, into: { id: toId, name: to.name } },
    },
    {
      kind: 'employee.edited', entity: 'employee', entityId: toId,
      data: { changes: { onecUid: { old: null, new: uids.join(', ') } } },
    },
  ]);
}
