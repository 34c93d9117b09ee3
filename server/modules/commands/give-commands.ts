// Hands commands to a base: of each object only the first that is not settled, so that 1C never
// does the later of two before the earlier. Given is not done: without an answer it comes again.
import type { Tx } from '#platform/database';
import type { CommandType } from './write-command.ts';

export type RawCommand = {
  seq: number; id: string; baseId: number; type: CommandType; objectKey: string; uid: string;
  entityId: number; dealId: number | null; asked: Record<string, unknown>;
};

export type GivenCommand = {
  seq: number; id: string; type: string; uid: string; dealId: number | null;
  sha256: string; body: string;
};

/** A body that was given may be at work: whoever reads on is not given it at once again. */
const AGAIN_AFTER_SECONDS = 60;
const COMMANDS_MAX = 100;
const BYTES_MAX = 1_000_000;

/** Body as text and its hash; null when there is nothing to say any more. */
export type BuildBody = (command: RawCommand) => Promise<{ body: string; sha256: string } | null>;

type Wish = { baseId: number; cursor: number; now: Date };
type Row = RawCommand & { body: string | null; sha256: string | null };

/** `cursor` is the highest seq that the base has got: what lies above it comes without delay. */
export async function giveCommands(
  tx: Tx, { baseId, cursor, now }: Wish, build: BuildBody,
): Promise<GivenCommand[]> {
  const { rows } = await tx.query<Row>({
    name: 'commands-give',
    text: `
      select c.seq, c.id, c.base_id as "baseId", c.type, c.object_key as "objectKey", c.uid,
        c.entity_id as "entityId", c.deal_id as "dealId", c.asked, c.body, c.sha256
      from commands.command c
      where c.base_id = $1 and c.state = 'waiting'
        and (c.given_at is null or c.seq > $2
          or c.given_at < $3::timestamptz - make_interval(secs => ${AGAIN_AFTER_SECONDS}))
        and not exists (select from commands.command e
          where e.object_key = c.object_key and e.base_id = c.base_id and e.seq < c.seq
            and e.state = 'waiting')
      order by c.seq limit ${COMMANDS_MAX} for update of c skip locked`,
    values: [baseId, cursor, now],
  });
  const given: GivenCommand[] = [];
  const idle: number[] = [];
  let bytes = 0;
  for (const row of rows) {
    const frozen = row.body !== null && row.sha256 !== null
      ? { body: row.body, sha256: row.sha256 } : await build(row);
    if (!frozen) {
      idle.push(row.seq);
      continue;
    }
    bytes += frozen.body.length;
    if (bytes > BYTES_MAX && given.length > 0) break;
    const { seq, id, type, uid, dealId } = row;
    given.push({ seq, id, type, uid, dealId, ...frozen });
  }
  await markGiven(tx, given, now);
  await dropIdle(tx, idle, now);
  return given;
}

async function markGiven(tx: Tx, given: GivenCommand[], now: Date): Promise<void> {
  if (given.length === 0) return;
  await tx.query({
    name: 'commands-given',
    text: `
      update commands.command c set given_at = $1, times_given = times_given + 1, body = n.body,
        sha256 = n.sha256
      from unnest($2::bigint[], $3::text[], $4::text[]) as n (seq, body, sha256)
      where c.seq = n.seq`,
    values: [now, given.map(({ seq }) => seq), given.map(({ body }) => body),
      given.map(({ sha256 }) => sha256)],
  });
}

/**
 * 1C knows already what these would say: an echo ends here. A deal that was never sent is not
 * known to it, though.
 */
async function dropIdle(tx: Tx, seqs: number[], now: Date): Promise<void> {
  if (seqs.length === 0) return;
  await tx.query(
    `update commands.command set code = 'nothing.new', settled_at = $2,
       state = case when type = 'deal.created' then 'cancelled' else 'done' end
     where seq = any($1::bigint[])`, [seqs, now]);
}
