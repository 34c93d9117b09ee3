// Deals follow a merged company or contact, each with a line in its history.
import type { MergeFollower } from '#modules/customers';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

type Entity = 'company' | 'contact';
type Passage = { entity: Entity; fromId: number; toId: number };

const COLUMN = { company: 'company_id', contact: 'contact_id' } as const;
const FIELD = { company: 'companyId', contact: 'contactId' } as const;
const NAME: Record<Entity, string> = {
  company: 'select id, name from customers.company where id = $1',
  contact: 'select id, name from customers.contact where id = $1',
};

/**
 * Deals of one record become deals of the other; `ids` narrows them. Their place on the board
 * stays: nobody has worked on them.
 */
export async function passToRecord(
  tx: Tx, ctx: Context, { entity, fromId, toId }: Passage, ids: number[] | null,
): Promise<number[]> {
  const { rows } = await tx.query<{ id: number; version: number }>(`
    update deals.deal set ${COLUMN[entity]} = $2, version = version + 1
    where id in (select d.id from deals.deal d where d.${COLUMN[entity]} = $1
        and ($3::bigint[] is null or d.id = any($3)) order by d.id for update)
    returning id, version`, [fromId, toId, ids]);
  if (rows.length === 0) return [];
  const named = async (id: number) =>
    await one<{ id: number; name: string }>(tx, NAME[entity], [id]);
  const change = { old: await named(fromId), new: await named(toId) };
  await writeEvents(tx, ctx, rows.map(({ id, version }) => ({
    kind: 'deal.edited', entity: 'deal', entityId: id,
    data: { version, changes: { [FIELD[entity]]: change } },
  })));
  return rows.map(({ id }) => id);
}

export const dealsFollower: MergeFollower = {
  noun: 'deals',
  count: async (on, { entity, id }) => (await one<{ count: number }>(on,
    `select count(*) as count from deals.deal d where d.${COLUMN[entity]} = $1`, [id]))!.count,
  follow: (tx, ctx, move) => passToRecord(tx, ctx, move, null),
  giveBack: async (tx, ctx, { ids, ...back }) => { await passToRecord(tx, ctx, back, ids); },
};
