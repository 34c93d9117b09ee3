// What lower modules need of leads without knowing them: composition hands these to timeline,
// work and files.
import type { Context } from '#platform/context';
import type { AccessCheck } from '#platform/entity-access';
import { prepared } from '#platform/prepared';
import { requireLead } from './lead-row.ts';
import { visibleLeads } from './visibility.ts';

/** Whoever reads a lead reads and comments its timeline: the receiver asks the operator there. */
export const leadAccess: AccessCheck = async (ctx, id, action) => {
  await requireLead(ctx, ctx.db, id, action === 'edit' ? 'edit' : 'read');
};

/** «Л-100123 · Подбор насоса», only of the leads that the actor may read. */
export async function leadTitles(ctx: Context, ids: number[]): Promise<Map<number, string>> {
  const seen = visibleLeads(ctx.actor, 'read', 1);
  const { rows } = await ctx.db.query<{ id: number; title: string }>(prepared('lead-titles', `
    select l.id, l.number || ' · ' || l.title as title from leads.lead l
    where l.id = any($1::bigint[]) and ${seen.sql}`, [ids, ...seen.values]));
  return new Map(rows.map((row) => [row.id, row.title]));
}
