// Pipelines with their stages, and the sources of deals: what every screen of deals begins with.
import type { Pipeline } from '#contract/deals';
import type { Context } from '#platform/context';

export async function readPipelines(ctx: Context): Promise<Pipeline[]> {
  const { rows } = await ctx.db.query<Pipeline>({
    name: 'deal-pipelines',
    text: `
      select p.id, p.code, p.name, p.follows_money as "followsMoney", (
        select coalesce(json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name,
          'position', s.position, 'semantics', s.semantics, 'colour', s.colour,
          'entersWhen', s.enters_when, 'idleDays', s.idle_days,
          'requiredFields', s.required_fields, 'needsPayment', s.needs_payment)
          order by s.position, s.id), '[]')
        from deals.stage s where s.pipeline_id = p.id) as stages
      from deals.pipeline p where p.archived_at is null order by p.position, p.id`,
    values: [],
  });
  return rows;
}

export async function readSources(ctx: Context): Promise<{ id: number; name: string }[]> {
  const { rows } = await ctx.db.query<{ id: number; name: string }>({
    name: 'deal-sources',
    text: 'select id, name from deals.source where archived_at is null order by id',
    values: [],
  });
  return rows;
}
