// Who gets what is passed to a person today: they themselves, their deputy, else a head. Nothing is
// handed to somebody who is away, and the operator sees who it will be before saying yes.
import type { LeadReceiver, PassReason } from '#contract/leads';
import { actingEmployee } from '#modules/staff';
import { scopeOf, type Actor } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';

type Person = {
  id: number; name: string; departmentId: number; departmentName: string;
  absentUntil: string | null;
};
type Named = { id: number; name: string };

export type Receiver = {
  asked: Named;
  employee: Named;
  /** Where the deal goes: the receiver's department, or that of whom a head stands in for. */
  department: Named;
  why: PassReason;
  absentUntil: string | null;
};

async function personOf(on: Queryable, id: number): Promise<Person | undefined> {
  return one<Person>(on, {
    name: 'lead-person',
    text: `
      select e.id, e.name, e.department_id as "departmentId", d.name as "departmentName",
        e.absent_until as "absentUntil"
      from staff.employee e join staff.department d on d.id = e.department_id where e.id = $1`,
    values: [id],
  });
}

export async function departmentOf(on: Queryable, employeeId: number): Promise<number | null> {
  return (await personOf(on, employeeId))?.departmentId ?? null;
}

export async function receiverOf(
  on: Queryable, ctx: Context, employeeId: number,
): Promise<Receiver> {
  const asked = await personOf(on, employeeId);
  if (!asked) throw refuseField('employeeId', 'Такого сотрудника нет.');
  const acting = await actingEmployee(on, employeeId, companyToday(ctx.now()));
  const person = acting && await personOf(on, acting.employeeId);
  if (!acting || !person) throw refuseField('employeeId', 'Передать некому: никто не работает.');
  const home = acting.why === 'self' || acting.why === 'deputy' ? person : asked;
  return {
    asked: { id: asked.id, name: asked.name },
    employee: { id: person.id, name: person.name },
    department: { id: home.departmentId, name: home.departmentName },
    why: acting.why,
    absentUntil: asked.absentUntil,
  };
}

/** For the dialog: anybody who reads leads may ask who stands in for whom. */
export async function readReceiver(ctx: Context, employeeId: number): Promise<LeadReceiver> {
  const { employee, department, why, absentUntil } = await receiverOf(ctx.db, ctx, employeeId);
  return { employee, department, why, absentUntil: why === 'self' ? null : absentUntil };
}

/** To oneself whoever works on the lead; to others by the right to pass, within its scope. */
export function requireMayPass(actor: Actor, receiver: Receiver): void {
  if (receiver.asked.id === actor.employeeId && receiver.why === 'self') return;
  requireMayGive(actor, receiver.department.id);
}

/** The same where a lead changes hands without a deal: no field is a way around the right. */
export function requireMayGive(actor: Actor, departmentId: number): void {
  const scope = scopeOf(actor, 'lead', 'transfer');
  const ids = scope === 'subtree' ? actor.subtreeIds : [actor.departmentId];
  if (scope === 'all') return;
  if ((scope === 'subtree' || scope === 'department') && ids.includes(departmentId)) return;
  throw refuse('right.missing', 'Передавать лид вы можете только себе.');
}
