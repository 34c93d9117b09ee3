// Where related records come from: each module finds its own, composition gathers them.
import type { RelatedRecord } from '#contract/related';
import { businessDate } from './clock.ts';
import { companyTimeZone } from './company-time.ts';
import type { Context } from './context.ts';

export type RelatedOf = {
  entity: string;
  /** The record and those that were merged into it. */
  ids: readonly number[];
  limit: number;
  /** Without the lines about records that the reader may not open. */
  onlyVisible?: boolean;
};
export type RelatedSource = (ctx: Context, of: RelatedOf) => Promise<RelatedRecord[]>;

export type FoundRelated = Omit<RelatedRecord, 'entity' | 'id' | 'createdOn'> & {
  id: number; createdAt: string; visible: boolean;
};

/** `routes`: whoever routes callers has to tell one foreign request from another. */
type Reader = { knowsOfOthers: boolean; routes: boolean };

/** Of what one may not open: that it exists, whose it is, since when; not more, or nothing. */
export function showRelated(
  entity: RelatedRecord['entity'], found: FoundRelated, reader: Reader,
): RelatedRecord[] {
  const { id, createdAt, visible, ...row } = found;
  if (!visible && !reader.knowsOfOthers) return [];
  const createdOn = businessDate(new Date(createdAt), companyTimeZone());
  if (visible) return [{ ...row, entity, id, createdOn }];
  const hidden = reader.routes ? {} : { number: null, title: null, topic: null };
  return [{ ...row, ...hidden, entity, id: null, createdOn }];
}

/** One source after another in the order of their registration. */
export async function findRelated(
  ctx: Context, sources: readonly RelatedSource[], of: RelatedOf,
): Promise<RelatedRecord[]> {
  const found = await Promise.all(sources.map((source) => source(ctx, of)));
  return found.flat();
}
