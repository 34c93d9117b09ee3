// How many records hold a value of a field, asked by an administrator who is about to change it.
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';
import type { Definition } from './definition.ts';
import type { CustomTables } from './indexes-due.ts';
import { allFields } from './known-fields.ts';

/** Nobody decides otherwise for one more; a field of millions of records is not counted whole. */
const COUNT_MAX = 10_000;

export type Usage = { filled: number; isMore: boolean };

export async function usageOf(
  on: Queryable, { entity, code }: Pick<Definition, 'entity' | 'code'>, tables: CustomTables,
): Promise<Usage> {
  const { rows } = await on.query<{ filled: number }>(
    `select count(*)::int as filled from (select from ${tables[entity]}
       where (custom->>'${code}') is not null limit ${COUNT_MAX + 1}) f`);
  const filled = rows[0]?.filled ?? 0;
  return { filled: Math.min(filled, COUNT_MAX), isMore: filled > COUNT_MAX };
}

export async function readUsage(
  ctx: Context, tables: CustomTables, id: number,
): Promise<Usage> {
  requireRight(ctx.actor, 'setting', 'read');
  const field = allFields(ctx).find((each) => each.id === id);
  if (!field) throw refuse('record.missing');
  return usageOf(ctx.db, field, tables);
}
