// Installation-wide settings: a name, a JSON value, a default in code.
import type { Context } from './context.ts';
import { one, type Queryable, type Tx } from './database.ts';
import { writeEvents } from './events.ts';

/** Value of a setting or `fallback` when nobody has changed it. */
export async function readSetting<T>(on: Queryable, name: string, fallback: T): Promise<T> {
  const row = await one<{ value: T }>(on, {
    name: 'setting-read',
    text: 'select value from platform.setting where name = $1',
    values: [name],
  });
  return row ? row.value : fallback;
}

export async function writeSetting(
  tx: Tx, ctx: Context, name: string, value: unknown,
): Promise<void> {
  const before = await readSetting<unknown>(tx, name, null);
  await tx.query(
    `insert into platform.setting (name, value, updated_by) values ($1, $2, $3)
     on conflict (name) do update
     set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by`,
    [name, JSON.stringify(value), ctx.actor.employeeId],
  );
  await writeEvents(tx, ctx, [{
    kind: 'setting.changed', entity: 'setting', entityId: 0,
    data: { changes: { [name]: { old: before, new: value } } },
  }]);
}
