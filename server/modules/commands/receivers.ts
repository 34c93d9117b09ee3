// Which bases of 1C take commands. A base that has never asked for any gets none: where nobody
// fetches them, a company of 1C stays read-only instead of waiting for ever.
import { one, type Queryable, type Tx } from '#platform/database';

/** SQL: the same of `dealReceiver`, for a statement that is asked anyway. */
export const DEAL_RECEIVER = '(select base_id from commands.receiver where takes_deals)';

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

type Register = {
  mayTakeDeals?: boolean;
  /** The base itself asks, now. */
  hasAsked?: boolean;
};

/** The first base that asks also takes the deals, unless told otherwise. Harmless to repeat. */
export async function registerReceiver(
  tx: Tx, baseId: number, now: Date, { mayTakeDeals = true, hasAsked = false }: Register = {},
): Promise<void> {
  await tx.query(
    `insert into commands.receiver as r (base_id, since, takes_deals, asked_at)
     select $1, $2, $3 and not exists (select from commands.receiver where takes_deals), $4
     on conflict (base_id) do update set asked_at = excluded.asked_at
     -- A base may ask many times a second: its row is not written as often.
     where excluded.asked_at is not null and (r.asked_at is null
       or r.asked_at < excluded.asked_at - interval '10 seconds')`,
    [baseId, now, mayTakeDeals, hasAsked ? now : null]);
}
