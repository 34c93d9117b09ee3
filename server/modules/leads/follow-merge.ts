// Leads follow a merged company or contact, each with a line in its history.
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
 * Leads of one record become leads of the other; `ids` narrows them. Their place on the board
 * stays: nobody has worked on them.
 */
async function passLeads(
  tx: Tx, ctx: Context, { entity, fromId, toId }: Passage, ids: number[] | null,
): Promise<number[]> {
  const { rows } = await tx.query<{ id: number; version: number }>(`
    update leads.lead set ${COLUMN[entity]} = $2, version = version + 1
    where id in (select l.id from leads.lead l where l.${COLUMN[entity]} = $1
        and ($3::bigint[] is null or l.id = any($3)) order by l.id for update)
    returning id, version`, [fromId, toId, ids]);
  if (rows.length === 0) return [];
  const named = async (id: number) =>
    await one<{ id: number; name: string }>(tx, NAME[entity], [id]);
  const change = { old: await named(fromId), new: await named(toId) };
  await writeEvents(tx, ctx, rows.map(({ id, version }) => ({
    kind: 'lead.edited', entity: 'lead', entityId: id,
    data: { version, changes: { [FIELD[entity]]: change } },
  })));
  return rows.map(({ id }) => id);
}

export const leadsFollower: MergeFollower = {
  noun: 'leads',
  count: async (on, { entity, id }) => (await one<{ count: number }>(on,
    `select count(*) as count from leads.lead l where l.${COLUMN[entity]} = $1`, [id]))!.count,
  follow: (tx, ctx, move) => passLeads(tx, ctx, move, null),
  giveBack: async (tx, ctx, { ids, ...back }) => { await passLeads(tx, ctx, back, ids); },
};
