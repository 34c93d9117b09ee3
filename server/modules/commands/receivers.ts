// Which bases of 1C take commands. A base that has never asked for any gets none: where nobody
// fetches them, a company of 1C stays read-only instead of waiting for ever.
import { one, type Queryable, type Tx } from '#platform/database';

/** The base that gets deals born here; undefined while no base asks for commands. */
export async function dealReceiver(on: Queryable): Promise<number | undefined> {
  const row = await one<{ id: number }>(on, {
    name: 'commands-deal-receiver',
    text: 'select base_id as id from commands.receiver where takes_deals',
  });
  return row?.id;
}

export async function receiverIds(on: Queryable): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>({
    name: 'commands-receivers',
    text: 'select base_id as id from commands.receiver order by base_id',
  });
  return rows.map(({ id }) => id);
}

/** From now on deals born here go to this base; what another has got already stays there. */
export async function takeDeals(tx: Tx, baseId: number): Promise<boolean> {
  await tx.query('update commands.receiver set takes_deals = false where takes_deals');
  const { rowCount } = await tx.query(
    'update commands.receiver set takes_deals = true where base_id = $1', [baseId]);
  return Boolean(rowCount);
}

/** The first base that asks also takes the deals, unless told otherwise. Harmless to repeat. */
export async function registerReceiver(
  tx: Tx, baseId: number, now: Date, { mayTakeDeals = true } = {},
): Promise<void> {
  await tx.query(
    `insert into commands.receiver (base_id, since, takes_deals)
     select $1, $2, $3 and not exists (select from commands.receiver where takes_deals)
     on conflict do nothing`, [baseId, now, mayTakeDeals]);
}
