// Installation-wide settings: a name, a JSON value, a default in code.
import { isDeepStrictEqual } from 'node:util';
import type { Static } from 'typebox';
import { SETTINGS, type SettingName } from '#contract/settings';
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

export type SettingValue<N extends SettingName> = Static<(typeof SETTINGS)[N]['schema']>;

/** Values of several named settings in one round trip, each with its default of the table. */
export async function readSettings<N extends SettingName>(
  on: Queryable, names: readonly N[],
): Promise<{ [K in N]: SettingValue<K> }> {
  const { rows } = await on.query<{ name: N; value: unknown }>({
    name: 'settings-read',
    text: 'select name, value from platform.setting where name = any($1::text[])',
    values: [names],
  });
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  return Object.fromEntries(names.map((name) =>
    [name, stored.has(name) ? stored.get(name) : SETTINGS[name].fallback])) as never;
}

export async function writeSetting(
  tx: Tx, ctx: Context, name: string, value: unknown,
): Promise<void> {
  const before = await readSetting<unknown>(tx, name, undefined);
  // A field that is left as it was saves itself once more: nobody has changed anything.
  if (isDeepStrictEqual(before, value)) return;
  await tx.query(
    `insert into platform.setting (name, value, updated_by) values ($1, $2, $3)
     on conflict (name) do update
     set value = excluded.value, updated_at = now(), updated_by = excluded.updated_by`,
    [name, JSON.stringify(value), ctx.actor.employeeId],
  );
  await writeEvents(tx, ctx, [{
    kind: 'setting.changed', entity: 'setting', entityId: 0,
    data: { changes: { [name]: { old: before ?? null, new: value } } },
  }]);
}
