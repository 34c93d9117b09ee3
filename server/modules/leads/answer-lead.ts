// The answer of whoever got a lead: taken, or «не моё». A lead that comes back is in work again,
// its deal ends as lost by that reason, and the operator is told.
import { loseDeal } from '#modules/deals';
import { notify, settleTask } from '#modules/work';
import { scopeOf, type Actor } from '#platform/actor';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { lockLead, type LeadRow } from './lead-row.ts';
import { stageByCode } from './stages.ts';
import { latestPassing, type Passing } from './passings.ts';
import { STAGES } from './presets.ts';
import { nameReferences } from './references.ts';
import { updateLead } from './update-lead.ts';
import { leadFacts } from './visibility.ts';

/** The receiver answers, and whoever may pass leads of that department: its head, an operator. */
export function mayAnswer(
  actor: Actor, lead: Pick<LeadRow, 'transferredToId' | 'transferredDepartmentId'>,
): boolean {
  if (lead.transferredToId === null) return false;
  if ([actor.employeeId, ...actor.actsFor].includes(lead.transferredToId)) return true;
  const scope = scopeOf(actor, 'lead', 'transfer');
  if (scope === 'all') return true;
  const { transferredDepartmentId: id } = lead;
  if (id === null) return false;
  return scope === 'subtree' ? actor.subtreeIds.includes(id)
    : scope === 'department' && actor.departmentId === id;
}

async function lockAnswered(tx: Tx, ctx: Context, id: number): Promise<[LeadRow, Passing]> {
  const lead = await lockLead(tx, ctx, id, 'read');
  if (!mayAnswer(ctx.actor, lead)) throw refuse('right.missing');
  const passing = await latestPassing(tx, id);
  if (!passing || passing.returnedAt !== null) {
    throw refuse('stage.forbidden', 'Этот лид сейчас никому не передан.');
  }
  return [lead, passing];
}

/** Repeating it changes nothing and says nothing. */
export async function acceptLead(ctx: Context, id: number): Promise<{ version: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const [lead, passing] = await lockAnswered(tx, ctx, id);
    if (passing.acceptedAt !== null) return { version: lead.version };
    if (passing.taskId !== null) await settleTask(tx, ctx, passing.taskId, 'completed');
    return { version: await takeLead(tx, ctx, lead, passing) };
  });
}

async function takeLead(tx: Tx, ctx: Context, lead: LeadRow, passing: Passing): Promise<number> {
  const stage = await stageByCode(tx, STAGES.converted);
  await tx.query('update leads.passing set accepted_at = $2 where id = $1',
    [passing.id, ctx.now()]);
  const changes = await nameReferences(tx, changesBetween(lead, { stageId: stage.id }));
  const version = await updateLead(tx, ctx, lead.id, {
    stage_id: stage.id, is_open: false, closed_at: ctx.now(), stage_changed_at: ctx.now(),
  });
  await writeEvents(tx, ctx, [{
    kind: 'lead.accepted', entity: 'lead', entityId: lead.id,
    data: { version, deal: passing.deal, changes },
  }]);
  return version;
}

/** The task was done among other tasks: the lead is accepted, in the name of who did it. */
export async function settleAcceptances(db: Db, now: () => Date, leadId: number): Promise<void> {
  const ctx = systemContext(db, 'system', now);
  await inTransaction(db, async (tx) => {
    const lead = await lockLead(tx, ctx, leadId, 'read').catch(() => null);
    const passing = lead && await latestPassing(tx, leadId);
    if (!lead || !passing || passing.acceptedAt !== null || passing.returnedAt !== null) return;
    const { rows } = await tx.query<{ id: number | null }>(
      'select done_by as id from work.task where id = $1 and done_at is not null',
      [passing.taskId]);
    const [done] = rows;
    if (!done) return;
    const by = { ...ctx.actor, employeeId: done.id };
    await takeLead(tx, { ...ctx, actor: by }, lead, passing);
  });
}

export async function returnLead(
  ctx: Context, input: { id: number; reason: string },
): Promise<{ version: number }> {
  const reason = input.reason.trim();
  if (!reason) throw refuseField('reason', 'Напишите, почему возвращаете.');
  return inTransaction(ctx.db, async (tx) => {
    const [lead, passing] = await lockAnswered(tx, ctx, input.id);
    await loseDeal(tx, ctx, passing.deal.id, `Не моё: ${reason}`.slice(0, 500));
    if (passing.taskId !== null) await settleTask(tx, ctx, passing.taskId, 'cancelled');
    await tx.query(
      'update leads.passing set returned_at = $2, return_reason = $3 where id = $1',
      [passing.id, ctx.now(), reason]);
    const version = await takeBack(tx, ctx, lead, { passing, reason });
    await tellOperator(tx, ctx, lead, { passing, reason, version });
    return { version };
  });
}

async function takeBack(
  tx: Tx, ctx: Context, lead: LeadRow, { passing, reason }: { passing: Passing; reason: string },
): Promise<number> {
  const stage = await stageByCode(tx, STAGES.working);
  const visibleBefore = (await leadFacts(tx, [lead.id])).get(lead.id);
  const changes = await nameReferences(tx, changesBetween(lead, {
    stageId: stage.id, transferredToId: null, transferredDepartmentId: null,
  }));
  const version = await updateLead(tx, ctx, lead.id, {
    stage_id: stage.id, is_open: true, closed_at: null, stage_changed_at: ctx.now(),
    transferred_to_id: null, transferred_department_id: null, transferred_at: null,
  });
  await writeEvents(tx, ctx, [{
    kind: 'lead.returned', entity: 'lead', entityId: lead.id,
    data: { version, reason, deal: passing.deal, employee: passing.employee, changes },
    ...(visibleBefore ? { visibleBefore } : {}),
  }]);
  return version;
}

/** Whoever keeps the lead and whoever passed it, but nobody of what they did themselves. */
async function tellOperator(
  tx: Tx, ctx: Context, lead: LeadRow,
  { passing, reason, version }: { passing: Passing; reason: string; version: number },
): Promise<void> {
  const told = new Set([lead.responsibleId, passing.createdById]
    .filter((id): id is number => id !== null && id !== ctx.actor.employeeId));
  await notify(tx, ctx, [...told].map((employeeId) => ({
    employeeId, kind: 'lead.returned', entity: 'lead', entityId: lead.id,
    title: `Обращение ${lead.number} вернули: не моё`,
    body: `${passing.employee.name}: ${reason}`, onceKey: `lead-returned:${lead.id}:${version}`,
  })));
}
