// Participants work on the deal beside its responsible: they see and edit it as their own.
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { lockDeal } from './deal-row.ts';
import { readersOf, setReaders } from './readers.ts';
import { updateDeal } from './update-deal.ts';

type Person = { id: number; name: string };

export async function setParticipants(
  ctx: Context, input: { id: number; employeeIds: number[] },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id);
    const before = await participantsOf(tx, deal.id);
    const wanted = await peopleOf(tx, input.employeeIds, before);
    if (JSON.stringify(before) === JSON.stringify(wanted)) return;
    const visibleBefore = await readersOf(tx, deal.id);
    await setReaders(tx, deal.id, 'participant', wanted.map((person) => person.id));
    const version = await updateDeal(tx, ctx, deal.id, {});
    await writeEvents(tx, ctx, [{
      kind: 'deal.edited', entity: 'deal', entityId: deal.id, visibleBefore,
      data: { version, changes: { participants: { old: before, new: wanted } } },
    }]);
  });
}

async function participantsOf(tx: Tx, dealId: number): Promise<Person[]> {
  const { rows } = await tx.query<Person>(
    `select e.id, e.name from deals.deal_reader r join staff.employee e on e.id = r.employee_id
     where r.deal_id = $1 and r.why = 'participant' order by e.id`, [dealId]);
  return rows;
}

/** Whoever is dismissed may stay where they are, but nobody adds them. */
async function peopleOf(tx: Tx, ids: number[], before: Person[]): Promise<Person[]> {
  const { rows } = await tx.query<Person>(
    `select e.id, e.name from staff.employee e where e.id = any($1::bigint[])
       and (e.dismissed_at is null or e.id = any($2::bigint[])) order by e.id`,
    [ids, before.map((person) => person.id)]);
  if (rows.length < new Set(ids).size) {
    throw refuseField('employeeIds', 'Одного из сотрудников нет или он уволен.');
  }
  return rows;
}
