// The one UPDATE of the verbs: whatever happens to a lead makes a new version of it. The first
// thing that a person does to an open lead is the first response to the customer.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';

export type LeadColumn =
  | 'title' | 'person_name' | 'company_name' | 'company_id' | 'contact_id' | 'channel'
  | 'source_id' | 'topic_id' | 'topic_text' | 'department_id' | 'responsible_id'
  | 'transferred_to_id' | 'transferred_department_id' | 'transferred_at' | 'comment'
  | 'estimate_kopecks' | 'lost_reason' | 'stage_id' | 'is_open' | 'closed_at'
  | 'stage_changed_at' | 'custom';

/** Returns the new version. The lead must be locked. */
export async function updateLead(
  tx: Tx, ctx: Context, leadId: number, columns: Partial<Record<LeadColumn, unknown>>,
): Promise<number> {
  const names = Object.keys(columns);
  const sets = names.map((name, index) => `${name} = $${index + 4}, `);
  const row = await one<{ version: number }>(tx,
    `update leads.lead set ${sets.join('')}version = version + 1, updated_at = $2::timestamptz,
       first_response_at = coalesce(first_response_at,
         case when $3::bigint is not null then $2::timestamptz end)
     where id = $1 returning version`,
    [leadId, ctx.now(), ctx.actor.employeeId, ...Object.values(columns)]);
  return row!.version;
}
