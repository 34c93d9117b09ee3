// What hangs together, asked of every module that has an answer.
import { relatedList } from '#contract/related';
import { relatedDeals } from '#modules/deals';
import { dealsOfLead, relatedLeads } from '#modules/leads';
import type { Neighbours } from '#modules/timeline';
import type { Context } from '#platform/context';
import { requireAccess } from '#platform/entity-access';
import type { Bind } from '#platform/http/bind';
import { findRelated, type RelatedSource } from '#platform/related';
import { entityAccess, entityAliases } from './access.ts';

/** Later modules add their records here, and nothing else of the card changes. */
const SOURCES: readonly RelatedSource[] = [dealsOfLead, relatedDeals, relatedLeads];

/** A dealer has thousands: the open and the newest say whom to ask. */
const SHOWN_MAX = 50;
/** Their rows stand in the timeline of a customer; each costs one probe of an index. */
const NEIGHBOURS_MAX = 300;

type Of = { entity: string; entityId: number };

const idsOf = async (ctx: Context, { entity, entityId }: Of): Promise<number[]> =>
  await entityAliases[entity as keyof typeof entityAliases]?.(ctx, entityId) ?? [entityId];

/** The timeline of a customer, or of a lead, with those of its own deals and leads. */
export const neighbours: Neighbours = async (ctx, of) => {
  const found = await findRelated(ctx, SOURCES, {
    entity: of.entity, ids: await idsOf(ctx, of), limit: NEIGHBOURS_MAX, onlyVisible: true,
  });
  return found.flatMap(({ entity, id, number, title, by }) =>
    (id !== null && (by === 'origin' || by === of.entity)
      ? [{ entity, id, title: [number, title].filter(Boolean).join(' · ') }] : []));
};

export function bindRelated(bind: Bind): void {
  bind(relatedList, async (ctx, { query }) => {
    await requireAccess(ctx, entityAccess, query);
    const ids = await idsOf(ctx, query);
    return {
      items: await findRelated(ctx, SOURCES, { entity: query.entity, ids, limit: SHOWN_MAX }),
    };
  });
}
