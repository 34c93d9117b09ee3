// A lead becomes a deal of the person it was passed to; the lead itself stays with its operator.
// One action links or makes the company and the contact, carries lines and trace, and asks the
// receiver to accept. Nobody but a person ever decides who that is.
import type { LeadConvert, LeadConverted } from '#contract/leads';
import { giveDeal, giveLines } from '#modules/deals';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { refuse } from '#platform/refuse';
import { askReceiver } from './ask-receiver.ts';
import { settleCustomer } from './customer-of-lead.ts';
import { lockLead, type LeadRow } from './lead-row.ts';
import { linesToGive } from './lines.ts';
import { stageByCode } from './stages.ts';
import { latestPassing, type Passing } from './passings.ts';
import { STAGES } from './presets.ts';
import { type Receiver, receiverOf, requireMayPass } from './receiver.ts';
import { nameReferences } from './references.ts';
import { requireFilled } from './stage-rules.ts';
import { requireTopicText } from './topics.ts';
import { updateLead } from './update-lead.ts';
import { leadFacts } from './visibility.ts';

export type ConvertLead = LeadConvert & { id: number };

export async function convertLead(ctx: Context, input: ConvertLead): Promise<LeadConverted> {
  return inTransaction(ctx.db, async (tx) => {
    const lead = await lockLead(tx, ctx, input.id);
    const receiver = await receiverOf(tx, ctx, input.employeeId);
    requireMayPass(ctx.actor, receiver);
    const passed = await latestPassing(tx, lead.id);
    // The second click, or a colleague a moment later: the deal is there already.
    if (passed && passed.returnedAt === null && !input.another) return alreadyDone(lead, passed);
    if (lead.stageCode !== STAGES.converted && !lead.isOpen) {
      throw refuse('stage.forbidden', 'Закрытый лид сначала верните в работу.');
    }
    await refuseLostUpdate(tx, {
      entity: 'lead', record: lead, seen: input.version, fields: TOUCHED,
    });
    return makeDeal(tx, ctx, { lead, receiver, input });
  });
}

const TOUCHED = ['stageId', 'transferredToId', 'companyId', 'contactId', 'topicId', 'topicText'];

type Making = { lead: LeadRow; receiver: Receiver; input: ConvertLead };

async function makeDeal(tx: Tx, ctx: Context, making: Making): Promise<LeadConverted> {
  const { lead, receiver, input } = making;
  const topic = {
    topicId: input.topicId ?? lead.topicId,
    topicText: input.topicText?.trim() || lead.topicText,
  };
  await requireTopicText(tx, topic.topicId, topic.topicText);
  const customer = await settleCustomer(tx, ctx, lead, { ...input, receiver });
  const trace = await traceOf(tx, lead.id);
  const deal = await giveDeal(tx, ctx, {
    title: input.title?.trim() || lead.title,
    ...customer,
    ...(input.pipelineId ? { pipelineId: input.pipelineId } : {}),
    sourceId: lead.sourceId,
    estimateKopecks: lead.estimateKopecks,
    comment: [input.comment?.trim(), lead.comment].filter(Boolean).join('\n\n') || null,
    departmentId: receiver.department.id,
    responsibleId: receiver.employee.id,
    trace,
    from: { entity: 'lead', id: lead.id, number: lead.number },
  });
  await giveLines(tx, ctx, deal.id, await linesToGive(tx, ctx, {
    id: lead.id, departmentId: lead.departmentId, toDepartmentId: receiver.department.id,
  }));
  const version = await passLead(tx, ctx, making, { ...topic, ...customer, deal });
  const { employee, asked, why, department } = receiver;
  return { deal, employee, asked, why, department, created: true, version };
}

async function traceOf(tx: Tx, leadId: number) {
  const row = await one<{ trace: object | null }>(
    tx, 'select trace from leads.lead where id = $1', [leadId]);
  return row?.trace ?? null;
}

type Made = {
  topicId: number | null; topicText: string | null; companyId: number | null;
  contactId: number | null; deal: { id: number; number: string };
};

/** The lead's own side: its stage, whom it was passed to, and the person who is asked. */
async function passLead(tx: Tx, ctx: Context, making: Making, made: Made): Promise<number> {
  const { lead, receiver } = making;
  const { deal, ...fields } = made;
  const toOneself = receiver.employee.id === ctx.actor.employeeId;
  const stage = await stageByCode(tx, toOneself ? STAGES.converted : STAGES.passed);
  const from = await stageByCode(tx, lead.stageCode);
  await requireFilled(tx, ctx, { ...lead, ...fields }, { from, to: stage });
  const visibleBefore = (await leadFacts(tx, [lead.id])).get(lead.id);
  const changes = await nameReferences(tx, changesBetween(lead, {
    ...fields, stageId: stage.id, transferredToId: receiver.employee.id,
    transferredDepartmentId: receiver.department.id,
  }));
  const open = stage.semantics === 'open';
  const version = await updateLead(tx, ctx, lead.id, {
    topic_id: fields.topicId, topic_text: fields.topicText, company_id: fields.companyId,
    contact_id: fields.contactId, stage_id: stage.id, is_open: open,
    closed_at: open ? null : ctx.now(), stage_changed_at: ctx.now(),
    transferred_to_id: receiver.employee.id, transferred_department_id: receiver.department.id,
    transferred_at: ctx.now(),
  });
  await askReceiver(tx, ctx, lead, { receiver, deal, toOneself });
  const { asked, employee, why } = receiver;
  await writeEvents(tx, ctx, [{
    kind: 'lead.passed', entity: 'lead', entityId: lead.id,
    data: { version, deal, asked, employee, why, changes },
    ...(visibleBefore ? { visibleBefore } : {}),
  }]);
  return version;
}

function alreadyDone(lead: LeadRow, passed: Passing): LeadConverted {
  const { deal, asked, employee, department, why } = passed;
  return { deal, asked, employee, department, why, created: false, version: lead.version };
}
