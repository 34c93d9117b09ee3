// A record that is no more is either one that has become another, or one that the actor is told
// nothing of.
import type { MergeEntity } from '#contract/merges';
import type { Context } from '#platform/context';
import { one, type Queryable } from '#platform/database';
import { mergedInto } from '#platform/merged-into';
import { type Refusal, refuse, refuseMerged } from '#platform/refuse';
import { ownedRows } from './owners.ts';

const ALIAS = { company: 'c', contact: 'k' } as const;

/**
 * 'record.merged' with the record that it has become, where the actor may see both; else
 * 'record.missing'. `field` names the place in the body that spoke of it.
 */
export async function goneRecord(
  on: Queryable, ctx: Context, entity: MergeEntity, { id, field }: { id: number; field?: string },
): Promise<Refusal> {
  const into = await mergedInto(on, `customers.${entity}`, id);
  if (into === null) return refuse('record.missing');
  const read = ownedRows(ctx.actor, entity, 'read', 1);
  const seen = await one<{ count: number }>(on, `
    select count(*) as count from customers.${entity} ${ALIAS[entity]}
    where ${ALIAS[entity]}.id = any($1::bigint[]) and (${read.sql})`,
  [[id, into], ...read.values]);
  return seen!.count === 2 ? refuseMerged({ entity, id: into }, field) : refuse('record.missing');
}
