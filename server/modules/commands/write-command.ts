// One more thing for 1C to do. What nobody has fetched yet is merged: 1C wants the newest state,
// not the way to it.
//
// Events: exchange.commandWritten (entity exchange, the base) wakes whoever waits for commands;
// command.asked {commandId, type, changes?} on the record says what a person asked for.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { writeEvents, type Changes } from '#platform/events';

export type CommandType =
  | 'deal.created' | 'deal.changed' | 'company.create' | 'company.change' | 'order.change';

export type NewCommand = {
  baseId: number;
  type: CommandType;
  objectKey: string;
  uid: string;
  entity: 'deal' | 'company';
  entityId: number;
  dealId?: number | null;
  /** What a person asked for; a later asking is laid over an earlier one that still waits. */
  asked?: object;
  /** Fields old and new for the history of the record; without them nothing is told there. */
  told?: Changes;
};

/** Returns the id of the command that carries the wish, new or already waiting. */
export async function writeCommand(tx: Tx, ctx: Context, command: NewCommand): Promise<string> {
  const merged = await mergeWaiting(tx, ctx, command);
  const id = merged ?? await insert(tx, ctx, command);
  await writeEvents(tx, ctx, [
    ...(merged ? [] : [{
      kind: 'exchange.commandWritten', entity: 'exchange', entityId: command.baseId,
    }]),
    ...(command.told ? [{
      kind: 'command.asked', entity: command.entity, entityId: command.entityId,
      data: { commandId: id, type: command.type, changes: command.told },
    }] : []),
  ]);
  return id;
}

/**
 * Lays the wish over one of the same object that nobody has fetched. The lock makes a puller pass
 * the row by until this transaction ends; whoever waits here for a puller finds it given.
 */
async function mergeWaiting(
  tx: Tx, ctx: Context, { baseId, type, objectKey, asked = {} }: NewCommand,
): Promise<string | null> {
  const row = await one<{ id: string }>(tx, {
    name: 'command-merge',
    text: `
      update commands.command c set asked = c.asked || $4::jsonb,
        asked_by = coalesce($5, c.asked_by)
      from (select seq from commands.command
        where object_key = $2 and base_id = $1 and state = 'waiting' and given_at is null
          and (type = $3 or ($3 = 'deal.changed' and type = 'deal.created'))
        order by seq limit 1 for update) w
      where c.seq = w.seq returning c.id`,
    values: [baseId, objectKey, type, JSON.stringify(asked), ctx.actor.employeeId],
  });
  return row?.id ?? null;
}

async function insert(tx: Tx, ctx: Context, command: NewCommand): Promise<string> {
  const { baseId, type, objectKey, uid, entity, entityId, dealId = null, asked = {} } = command;
  const row = await one<{ id: string }>(tx, {
    name: 'command-insert',
    text: `
      insert into commands.command (base_id, type, object_key, uid, entity, entity_id, deal_id,
        asked, asked_by, written_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    values: [
      baseId, type, objectKey, uid, entity, entityId, dealId, JSON.stringify(asked),
      ctx.actor.employeeId, ctx.now(),
    ],
  });
  return row!.id;
}
