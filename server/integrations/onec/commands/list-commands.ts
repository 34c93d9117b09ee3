// Commands as an administrator sees them: of all bases, in the order written, the newest first.
import type { ListedCommand } from '#contract/commands';
import { countCommands } from '#modules/commands';
import { can } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Db } from '#platform/database';
import { refuse } from '#platform/refuse';

const STATES: Record<string, string> = {
  open: `c.state in ('waiting', 'refused')`,
  waiting: `c.state = 'waiting' and c.given_at is null`,
  given: `c.state = 'waiting' and c.given_at is not null`,
  refused: `c.state = 'refused'`,
  done: `c.state = 'done'`,
  cancelled: `c.state = 'cancelled'`,
  repeated: `c.state = 'repeated'`,
  all: 'true',
};

const COLUMNS = `
  c.seq, c.id, c.type, c.base_id as "baseId", b.ib, c.entity, c.entity_id as "entityId", c.uid,
  case when c.entity = 'deal'
    then (select d.number || ' · ' || d.title from deals.deal d where d.id = c.entity_id)
    else (select o.name from customers.company o where o.id = c.entity_id) end as title,
  case when c.state = 'waiting' and c.given_at is not null then 'given' else c.state end as state,
  c.code, c.reason, c.times_given as tries, c.written_at as "writtenAt", c.given_at as "givenAt",
  c.settled_at as "settledAt", c.confirmed_at as "confirmedAt",
  (select json_build_object('id', e.id, 'name', e.name) from staff.employee e
    where e.id = c.asked_by) as "askedBy"`;

type Row = Omit<ListedCommand, 'may'>;

const withActs = (ctx: Context) => {
  const mayEdit = can(ctx.actor, 'exchange', 'edit');
  return (row: Row): ListedCommand => ({
    ...row,
    may: {
      cancel: mayEdit && (row.state === 'waiting' || row.state === 'refused'),
      repeat: mayEdit && row.state === 'refused',
    },
  });
};

export type CommandsAsked = {
  state?: string; type?: string; baseId?: number; before?: number; limit?: number;
};

export async function listAllCommands(
  ctx: Context, { state = 'open', type, baseId, before, limit = 100 }: CommandsAsked,
): Promise<{ items: ListedCommand[]; bases: Receiver[] }> {
  const { rows } = await ctx.db.query<Row>(
    `select ${COLUMNS} from commands.command c join onec.base b on b.id = c.base_id
     where ${STATES[state] ?? 'true'} and ($1::text is null or c.type = $1)
       and ($2::smallint is null or c.base_id = $2) and ($3::bigint is null or c.seq < $3)
     order by c.seq desc limit $4`, [type ?? null, baseId ?? null, before ?? null, limit]);
  return { items: rows.map(withActs(ctx)), bases: await receivers(ctx.db) };
}

type Receiver = {
  id: number; ib: string; takesDeals: boolean; waiting: number; given: number; refused: number;
  oldestAt: string | null; askedAt: string | null;
};

async function receivers(db: Db): Promise<Receiver[]> {
  const [counts, bases] = await Promise.all([
    countCommands(db), db.query<{ id: number; ib: string }>('select id, ib from onec.base')]);
  const names = new Map(bases.rows.map(({ id, ib }) => [id, ib]));
  return counts.map(({ baseId, ...rest }) =>
    ({ id: baseId, ib: names.get(baseId) ?? '', ...rest }));
}

export async function readListed(
  ctx: Context, id: string,
): Promise<{ command: ListedCommand; body: string | null }> {
  const row = await one<Row & { body: string | null }>(ctx.db,
    `select ${COLUMNS}, c.body from commands.command c join onec.base b on b.id = c.base_id
     where c.id = $1`, [id]);
  if (!row) throw refuse('record.missing');
  const { body, ...command } = row;
  return { command: withActs(ctx)(command), body };
}
