// Pipelines with their stages, and the sources of deals: what every screen of deals begins with.
import type { Pipeline } from '#contract/deals';
import type { Context } from '#platform/context';
import { shownNames } from '#modules/fields';
import { mayUse } from './pipelines/use-pipeline.ts';

/** The one where new deals begin stands first among those that are asked for a default. */
export async function readPipelines(ctx: Context): Promise<Pipeline[]> {
  const { rows } = await ctx.db.query<Pipeline>({
    name: 'deal-pipelines',
    text: `
      select p.id, p.code, p.name, p.follows_money as "followsMoney",
        p.is_default as "isDefault",
        ($1::bigint is null or ${mayUse('p.id', '$1::bigint')}) as "mayUse", (
        select coalesce(json_agg(json_build_object('id', s.id, 'code', s.code, 'name', s.name,
          'position', s.position, 'semantics', s.semantics, 'colour', s.colour,
          'entersWhen', s.enters_when, 'idleDays', s.idle_days,
          'requiredFields', s.required_fields, 'needsPayment', s.needs_payment)
          order by s.position, s.id), '[]')
        from deals.stage s where s.pipeline_id = p.id and s.archived_at is null) as stages
      from deals.pipeline p where p.archived_at is null order by p.position, p.id`,
    values: [ctx.actor.departmentId],
  });
  return rows.map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.map((stage) =>
      ({ ...stage, requiredFields: shownNames(ctx, 'deal', stage.requiredFields) })),
  }));
}

/** Sources in use; one that stands in a channel says which. */
export async function readSources(ctx: Context): Promise<{ id: number; name: string }[]> {
  const { rows } = await ctx.db.query<{ id: number; name: string }>({
    name: 'deal-sources',
    text: `
      select s.id, coalesce(c.name || ' → ', '') || s.name as name
      from deals.source s left join deals.source c on c.id = s.parent_id
      where s.archived_at is null
      order by coalesce(c.position, s.position), c.id is not null, s.position, s.id`,
    values: [],
  });
  return rows;
}
