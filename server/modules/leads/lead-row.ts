// One lead at hand: invisible and missing look the same, visible but not permitted is a refusal.
import type { LeadChannel } from '#contract/leads';
import type { Action } from '#contract/rights';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { prepared } from '#platform/prepared';
import { refuse } from '#platform/refuse';
import type { RawValues } from '#modules/fields';
import { visibleLeads } from './visibility.ts';

export type LeadRow = {
  id: number;
  number: string;
  title: string;
  stageId: number;
  stageChangedAt: string;
  stageCode: string;
  isOpen: boolean;
  personName: string | null;
  companyName: string | null;
  companyId: number | null;
  contactId: number | null;
  channel: LeadChannel;
  sourceId: number | null;
  topicId: number | null;
  topicText: string | null;
  departmentId: number | null;
  responsibleId: number | null;
  transferredToId: number | null;
  transferredDepartmentId: number | null;
  comment: string | null;
  estimateKopecks: number;
  lostReason: string | null;
  firstResponseAt: string | null;
  custom: RawValues;
  version: number;
};

// The stage is a subquery, not a join: who waited for the lock must find the lead on its new stage.
const COLUMNS = `
  l.id, l.number, l.title, l.stage_id as "stageId",
  l.stage_changed_at as "stageChangedAt",
  (select s.code from leads.stage s where s.id = l.stage_id) as "stageCode",
  l.is_open as "isOpen", l.person_name as "personName", l.company_name as "companyName",
  l.company_id as "companyId", l.contact_id as "contactId", l.channel,
  l.source_id as "sourceId", l.topic_id as "topicId", l.topic_text as "topicText",
  l.department_id as "departmentId", l.responsible_id as "responsibleId",
  l.transferred_to_id as "transferredToId",
  l.transferred_department_id as "transferredDepartmentId", l.comment,
  l.estimate_kopecks as "estimateKopecks", l.lost_reason as "lostReason",
  l.first_response_at as "firstResponseAt", l.custom, l.version`;

type Judged = LeadRow & { visible: boolean; permitted: boolean };

async function readLead(
  on: Queryable, ctx: Context, id: number, how: { action: Action; lock: boolean },
): Promise<LeadRow> {
  const read = visibleLeads(ctx.actor, 'read', 1);
  const act = visibleLeads(ctx.actor, how.action, 1 + read.values.length);
  const row = await one<Judged>(on, prepared('lead-row', `
    select ${COLUMNS}, coalesce(${read.sql}, false) as visible,
      coalesce(${act.sql}, false) as permitted
    from leads.lead l where l.id = $1${how.lock ? ' for update of l' : ''}`,
  [id, ...read.values, ...act.values]));
  if (!row?.visible) throw refuse('record.missing');
  if (!row.permitted) throw refuse('right.missing');
  const { visible: _visible, permitted: _permitted, ...lead } = row;
  return lead;
}

/** The lead, or 'record.missing' / 'right.missing'. */
export function requireLead(
  ctx: Context, on: Queryable, id: number, action: Action = 'read',
): Promise<LeadRow> {
  return readLead(on, ctx, id, { action, lock: false });
}

/** The same, locked until the transaction ends: what verbs begin with. */
export function lockLead(
  tx: Tx, ctx: Context, id: number, action: Action = 'edit',
): Promise<LeadRow> {
  return readLead(tx, ctx, id, { action, lock: true });
}
