// Participants work on the deal beside its responsible: they see and edit it as their own.
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseField } from '#platform/refuse';
import { notify } from '#modules/work';
import { lockDeal } from './deal-row.ts';
import { readersOf, setReaders } from './readers.ts';
import { updateDeal } from './update-deal.ts';

type Person = { id: number; name: string };

type Wanted = (before: number[]) => number[];

/** Exactly these people. */
export function setParticipants(
  ctx: Context, input: { id: number; employeeIds: number[] },
): Promise<void> {
  return change(ctx, input.id, () => input.employeeIds);
}

/** Some come and some leave; whom another person added meanwhile stays. */
export function changeParticipants(
  ctx: Context, input: { id: number; add?: number[]; remove?: number[] },
): Promise<void> {
  const { id, add = [], remove = [] } = input;
  return change(ctx, id, (before) =>
    [...before.filter((person) => !remove.includes(person)), ...add]);
}

async function change(ctx: Context, dealId: number, wantedOf: Wanted): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, dealId);
    const before = await participantsOf(tx, deal.id);
    const wanted = await peopleOf(tx, wantedOf(before.map(({ id }) => id)), before);
    if (JSON.stringify(before) === JSON.stringify(wanted)) return;
    const visibleBefore = await readersOf(tx, deal.id);
    await setReaders(tx, deal.id, 'participant', wanted.map((person) => person.id));
    const version = await updateDeal(tx, ctx, deal.id, {});
    await writeEvents(tx, ctx, [{
      kind: 'deal.edited', entity: 'deal', entityId: deal.id, visibleBefore,
      data: { version, changes: { participants: { old: before, new: wanted } } },
    }]);
    const known = new Set([...before.map(({ id }) => id), ctx.actor.employeeId]);
    await notify(tx, ctx, wanted.filter(({ id }) => !known.has(id)).map(({ id }) => ({
      employeeId: id, kind: 'deal.participant', entity: 'deal', entityId: deal.id,
      title: `Вы участник сделки: ${deal.number} · ${deal.title}`,
    })));
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
