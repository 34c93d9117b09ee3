// A person decides about a command: takes back what 1C has not fetched, puts away a refusal, or
// asks once more. The caller has asked the right to the record.
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';

type Row = {
  seq: number; baseId: number; state: string; given: boolean; type: string; entity: string;
  entityId: number; objectKey: string;
};

async function lock(tx: Tx, id: string): Promise<Row> {
  const row = await one<Row>(tx, `
    select seq, base_id as "baseId", state, given_at is not null as given, type, entity,
      entity_id as "entityId", object_key as "objectKey"
    from commands.command where id = $1 for update`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

const told = ({ entity, entityId, type }: Row, kind: string, commandId: string) =>
  ({ kind, entity, entityId, data: { commandId, type } });

/** Event command.cancelled. What 1C has fetched it may be doing: that cannot be taken back. */
export async function cancelCommand(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const row = await lock(tx, id);
    if (row.state === 'waiting' && row.given) {
      throw refuse('record.changed', '1С уже забрала команду: дождитесь ответа.');
    }
    if (row.state !== 'waiting' && row.state !== 'refused') {
      throw refuse('record.changed', 'Команда уже выполнена или отменена.');
    }
    await tx.query(
      `update commands.command set state = 'cancelled', settled_at = $2 where seq = $1`,
      [row.seq, ctx.now()]);
    await writeEvents(tx, ctx, [
      told(row, 'command.cancelled', id),
      { kind: 'exchange.commandSettled', entity: 'exchange', entityId: row.baseId },
    ]);
  });
}

/** Event command.repeated. A new command with the guid of the refused one; 1C gets it anew. */
export async function repeatCommand(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const row = await lock(tx, id);
    if (row.state !== 'refused') {
      throw refuse('record.changed', 'Повторить можно только то, в чём 1С отказала.');
    }
    await tx.query(
      `update commands.command set state = 'repeated', settled_at = $2 where seq = $1`,
      [row.seq, ctx.now()]);
    await tx.query(`
      insert into commands.command (base_id, type, object_key, uid, entity, entity_id, deal_id,
        asked, asked_by, written_at)
      select base_id, type, object_key, uid, entity, entity_id, deal_id, asked, $2, $3
      from commands.command where seq = $1`, [row.seq, ctx.actor.employeeId, ctx.now()]);
    await writeEvents(tx, ctx, [
      told(row, 'command.repeated', id),
      { kind: 'exchange.commandWritten', entity: 'exchange', entityId: row.baseId },
    ]);
  });
}
