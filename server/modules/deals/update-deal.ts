// The one UPDATE of the verbs: whatever a person does to a deal makes a new version of it, and the
// deal stops following history.
//
// Events (entity 'deal'; data.version is the version after the change):
// deal.created {version} · deal.edited {version, changes: {field: {old, new}}} · deal.stageMoved
// {version, act: move | close | reopen, changes} or {by: 'pipeline', changes} · deal.transferred
// {version, reason, changes, tasksPassed} · deal.transferAccepted and deal.transferLate
// {transferId} · deal.transferReturned {version, reason, changes, transferId}. References in
// changes are {id, name}, or a bare id from a batch.
import { DEAL_RECEIVER } from '#modules/commands';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { prepared } from '#platform/prepared';
import { tellBase } from './tell-onec.ts';

export type DealColumn =
  | 'title' | 'company_id' | 'contact_id' | 'source_id' | 'responsible_id' | 'department_id'
  | 'estimate_kopecks' | 'comment' | 'project_name' | 'end_customer_name' | 'end_customer_inn'
  | 'address' | 'pipeline_id' | 'stage_id' | 'is_open' | 'closed_at' | 'lost_reason'
  | 'own_entity_id' | 'loss_reason_id' | 'stage_changed_at' | 'custom'
  | 'amount_kopecks' | 'amount_source' | 'paid_percent' | 'overpaid' | 'shipped_percent';

/** Returns the new version. The deal must be locked. */
export async function updateDeal(
  tx: Tx, ctx: Context, dealId: number, columns: Partial<Record<DealColumn, unknown>>,
): Promise<number> {
  const names = Object.keys(columns);
  const sets = names.map((name, index) => `${name} = $${index + 3}, `);
  const row = await one<{ version: number; receiver: number | null }>(tx, prepared('deal-update',
    `update deals.deal set ${sets.join('')}version = version + 1, updated_at = $2,
       last_activity_at = $2, from_history = false
     where id = $1 returning version, ${DEAL_RECEIVER} as receiver`,
    [dealId, ctx.now(), ...Object.values(columns)]));
  await tellBase(tx, ctx, dealId, row!.receiver);
  return row!.version;
}
