// A snapshot of 1C that names a command as its cause is the last word about it: what was asked is
// there. It may come before the acknowledgement and then stands for it.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

type Confirmed = { id: string; type: string; entity: string; entityId: number };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Event command.confirmed {commandId, type} on the record. Repeats harmlessly. */
export async function confirmCommands(
  tx: Tx, ctx: Context, baseId: number, causes: (string | null | undefined)[],
): Promise<void> {
  const ids = causes.filter((cause) => cause && UUID.test(cause));
  if (ids.length === 0) return;
  const { rows } = await tx.query<Confirmed>({
    name: 'commands-confirm',
    text: `
      update commands.command set confirmed_at = $3, settled_at = coalesce(settled_at, $3),
        state = case when state = 'waiting' then 'done' else state end
      where base_id = $1 and id = any($2::uuid[]) and confirmed_at is null and given_at is not null
      returning id, type, entity, entity_id as "entityId"`,
    values: [baseId, ids, ctx.now()],
  });
  if (rows.length === 0) return;
  await writeEvents(tx, ctx, [
    ...rows.map(({ id, type, entity, entityId }) => ({
      kind: 'command.confirmed', entity, entityId, data: { commandId: id, type },
    })),
    { kind: 'exchange.commandSettled', entity: 'exchange', entityId: baseId },
  ]);
}
