// «Вернуть прежнее значение»: from a line of history through the ordinary verb of the record, so
// that its rights, its rules and its own history hold.
import { ERRORS } from '#contract/errors';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { type EntityAccess, requireAccess } from '#platform/entity-access';
import { hiddenIn, isHiddenKey } from './hide-fields.ts';

export type Restorer = {
  /** Fields that a person may write, by the names of history. */
  fields: readonly string[];
  /** Fields that 1C owns: they come back by themselves when the document is mended. */
  onecFields?: readonly string[];
  /** The record as it is: bare ids where history holds {id, name}. */
  read: (ctx: Context, id: number) => Promise<Record<string, unknown>>;
  /** The ordinary verb; `current` is what `read` gave, with its version. */
  write: (
    ctx: Context, id: number, value: Record<string, unknown>, current: Record<string, unknown>,
  ) => Promise<unknown>;
};
export type Restorers = Readonly<Record<string, Restorer>>;

type Change = { old: unknown; new: unknown };
type EventRow = {
  kind: string; entity: string; entityId: number; changes: Record<string, Change> | null;
};

/**
 * Whether the changes of the event are those of its record: «дело изменено» stands among the events
 * of a deal too, and the title in it is not the deal's.
 */
export const isOfRecord = ({ kind, entity }: { kind: string; entity: string }): boolean =>
  kind.startsWith(`${entity}.`);

/** References stand in history with their names, in records as bare ids. */
function bare(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object' && 'id' in value) return value.id;
  return value;
}

const same = (a: unknown, b: unknown) => JSON.stringify(bare(a)) === JSON.stringify(bare(b));

async function readEvent(ctx: Context, id: number): Promise<EventRow> {
  const row = await one<EventRow>(ctx.db, {
    name: 'event-for-restore',
    text: `select kind, entity, entity_id as "entityId", data->'changes' as changes
      from platform.event where id = $1`,
    values: [id],
  });
  if (!row) throw refuse('record.missing');
  return row;
}

/** Throws 'record.changed' when the field holds another value by now than the event gave it. */
export async function restoreValue(
  ctx: Context, deps: { entityAccess: EntityAccess; restorers: Restorers },
  input: { id: number; field: string },
): Promise<void> {
  const { field } = input;
  const event = await readEvent(ctx, input.id);
  await requireAccess(ctx, deps.entityAccess, event);
  const hidden = hiddenIn(event.entity, ctx.actor.hidden);
  const isTheirs = isOfRecord(event) && !isHiddenKey(field, hidden);
  const change = isTheirs ? event.changes?.[field] : undefined;
  if (!change) throw refuseField('field', 'Это событие такого поля не меняло.');
  const restorer = deps.restorers[event.entity];
  if (restorer?.onecFields?.includes(field)) {
    throw refuse('field.readOnly', ERRORS['field.readOnly'].hint);
  }
  if (!restorer?.fields.includes(field)) {
    throw refuseField('field', 'Это поле так не возвращают: измените его на карточке.');
  }
  const current = await restorer.read(ctx, event.entityId);
  if (same(current[field], change.old)) return;
  if (!same(current[field], change.new)) {
    throw refuse('record.changed', 'Значение с тех пор изменили ещё раз: вернуть можно последнее.');
  }
  await restorer.write(ctx, event.entityId, { [field]: bare(change.old) }, current);
}
