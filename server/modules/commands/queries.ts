// Commands as cards, the monitor and the exchange read them.
import { one, type Queryable } from '#platform/database';

export type StoredCommand = {
  id: string; type: string; entity: 'deal' | 'company'; entityId: number; state: string;
  isGiven: boolean; asked: Record<string, unknown>; code: string | null; reason: string | null;
  askedBy: { id: number; name: string } | null; writtenAt: string; settledAt: string | null;
};

const COLUMNS = `c.id, c.type, c.entity, c.entity_id as "entityId", c.state,
  c.given_at is not null as "isGiven", c.asked, c.code, c.reason, c.written_at as "writtenAt",
  c.settled_at as "settledAt",
  (select json_build_object('id', e.id, 'name', e.name) from staff.employee e
    where e.id = c.asked_by) as "askedBy"`;

const OPEN_MAX = 50;

/**
 * What of a record is not over: it waits, was refused, or was done and the snapshot that proves it
 * is still on its way. A deal also shows the companies that were sent for it.
 */
export async function listCommands(
  on: Queryable, entity: 'deal' | 'company', entityId: number,
): Promise<StoredCommand[]> {
  const { rows } = await on.query<StoredCommand>({
    name: 'commands-of-record',
    text: `
      select ${COLUMNS} from commands.command c
      where ((c.entity = $1 and c.entity_id = $2) or ($1 = 'deal' and c.deal_id = $2))
        and (c.state in ('waiting', 'refused')
          or (c.state = 'done' and c.confirmed_at is null and c.type like '%.change'))
      order by c.seq limit ${OPEN_MAX}`,
    values: [entity, entityId],
  });
  return rows;
}

export function readCommand(on: Queryable, id: string): Promise<StoredCommand | undefined> {
  return one<StoredCommand>(on,
    `select ${COLUMNS} from commands.command c where c.id = $1`, [id]);
}

export type Caused = {
  id: string; uid: string; type: string; entityId: number; dealId: number | null;
};

/** Commands that snapshots answer: by the cause that they name, else by the guid that we chose. */
export async function commandsByCause(
  on: Queryable, baseId: number, named: { causes: string[]; uids: string[] },
): Promise<Caused[]> {
  const { rows } = await on.query<Caused>({
    name: 'commands-by-cause',
    text: `
      select id, uid, type, entity_id as "entityId", deal_id as "dealId"
      from commands.command where base_id = $1 and id::text = any($2::text[])
      union
      select id, uid, type, entity_id, deal_id
      from commands.command where base_id = $1 and uid = any($3::uuid[])
        and type in ('deal.created', 'company.create')`,
    values: [baseId, named.causes, named.uids],
  });
  return rows;
}

export type CommandCounts = {
  baseId: number; takesDeals: boolean; waiting: number; given: number; refused: number;
  oldestAt: string | null; askedAt: string | null;
};

/** Of every base that takes commands: how many wait, how long, how many it has refused. */
export async function countCommands(on: Queryable): Promise<CommandCounts[]> {
  const { rows } = await on.query<CommandCounts>({
    name: 'commands-count',
    text: `
      select r.base_id as "baseId", r.takes_deals as "takesDeals",
        r.asked_at as "askedAt", w.*,
        (select count(*)::int from commands.command c
          where c.base_id = r.base_id and c.state = 'refused') as refused
      from commands.receiver r cross join lateral (
        select count(*)::int as waiting, count(c.given_at)::int as given,
          min(c.written_at) as "oldestAt"
        from commands.command c where c.base_id = r.base_id and c.state = 'waiting') w
      order by r.base_id`,
  });
  return rows;
}
