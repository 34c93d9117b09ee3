// Companies of one ИНН are one organisation: its head and its branches differ by КПП.
import type { GroupMember } from '#contract/company-parts';
import { innFault } from '#contract/requisites';
import type { Context } from '#platform/context';
import { ownedRows } from './owners.ts';

const MEMBERS_MAX = 200;

/**
 * The head is whose КПП says «по месту нахождения организации» (01 at places five and six), the
 * oldest of such; without one the oldest company is.
 */
export async function readGroup(
  ctx: Context, { inn }: { inn: string | null },
): Promise<GroupMember[]> {
  // Many a card of 1C holds «0000000000»: that is no organisation.
  if (inn === null || inn.length !== 10 || innFault(inn) !== null) return [];
  const read = ownedRows(ctx.actor, 'company', 'read', 1);
  const { rows } = await ctx.db.query<GroupMember>(`
    select c.id, c.name, c.kpp, row_number() over (
        order by (substr(c.kpp, 5, 2) = '01') desc nulls last, c.id) = 1 as "isHead"
    from customers.company c
    where c.inn = $1 and c.deleted_at is null and (${read.sql})
    order by "isHead" desc, c.kpp, c.id limit ${MEMBERS_MAX}`, [inn, ...read.values]);
  return rows.length > 1 ? rows : [];
}
