// What 1C says of the commands that it was given. The first word about a command stands.
//
// Events on the record: command.done {commandId, type}, command.refused {commandId, type, text}.
// exchange.commandSettled wakes those who wait: the next command of the object may go out.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { CommandType } from './write-command.ts';

export type Verdict = {
  id: string; status: 'done' | 'refused'; code?: string | null; text?: string | null;
};

export type Settled = {
  id: string; type: CommandType; state: string; isFresh: boolean; entity: string;
  entityId: number; dealId: number | null; askedBy: number | null; reason: string | null;
};

type Row = Settled & { given: boolean };

/** Settles each command at most once; ids that this base was never given are not in the answer. */
export async function settleCommands(
  tx: Tx, ctx: Context, baseId: number, verdicts: Verdict[],
): Promise<Map<string, Settled>> {
  const { rows } = await tx.query<Row>({
    name: 'commands-settle-lock',
    text: `
      select id, type, state, entity, entity_id as "entityId", deal_id as "dealId",
        asked_by as "askedBy", reason, given_at is not null as given, false as "isFresh"
      from commands.command where base_id = $1 and id = any($2::uuid[]) order by seq for update`,
    values: [baseId, verdicts.map(({ id }) => id)],
  });
  const settled = new Map<string, Settled>();
  const fresh: Settled[] = [];
  for (const { given, ...row } of rows) {
    if (!given) continue;
    settled.set(row.id, row);
    const verdict = verdicts.find(({ id }) => id === row.id);
    if (row.state !== 'waiting' || !verdict) continue;
    row.state = verdict.status;
    row.reason = verdict.status === 'refused' ? wordsOf(verdict) : null;
    row.isFresh = true;
    fresh.push(row);
  }
  if (fresh.length > 0) await store(tx, ctx, baseId, { fresh, verdicts });
  return settled;
}

const wordsOf = ({ text, code }: Verdict): string =>
  text?.trim() || code?.trim() || '1С отказала без объяснения';

async function store(
  tx: Tx, ctx: Context, baseId: number,
  { fresh, verdicts }: { fresh: Settled[]; verdicts: Verdict[] },
): Promise<void> {
  const codes = new Map(verdicts.map(({ id, code }) => [id, code ?? null]));
  await tx.query({
    name: 'commands-settle',
    text: `
      update commands.command c set state = n.state, code = n.code, reason = n.reason,
        settled_at = $1
      from jsonb_to_recordset($2::jsonb) as n (id uuid, state text, code text, reason text)
      where c.id = n.id`,
    values: [ctx.now(), JSON.stringify(fresh.map(({ id, state, reason }) =>
      ({ id, state, reason, code: state === 'refused' ? codes.get(id) : null })))],
  });
  await writeEvents(tx, ctx, [
    ...fresh.map(({ id, type, state, entity, entityId, reason }) => ({
      kind: state === 'refused' ? 'command.refused' : 'command.done', entity, entityId,
      data: { commandId: id, type, ...(reason === null ? {} : { text: reason }) },
    })),
    { kind: 'exchange.commandSettled', entity: 'exchange', entityId: baseId },
  ]);
}
