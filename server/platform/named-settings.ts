// Settings as administrators see and change them: only those of the table, checked by it.
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import {
  SETTING_NAMES, SETTINGS, type Setting, type SettingName, type SettingRow,
} from '#contract/settings';
import { requireRight } from './actor.ts';
import { isDate, isTimeZone } from './clock.ts';
import { loadCompanyTime } from './company-time.ts';
import type { Context } from './context.ts';
import { inTransaction } from './database.ts';
import { refuse, refuseField } from './refuse.ts';
import { writeSetting } from './settings.ts';

type Stored = { name: string; value: unknown; changedAt: string; changedById: number | null };

export async function listSettings(ctx: Context): Promise<Setting[]> {
  requireRight(ctx.actor, 'setting', 'read');
  const { rows } = await ctx.db.query<Stored>(
    `select name, value, updated_at as "changedAt", updated_by as "changedById"
     from platform.setting where name = any($1::text[])`, [SETTING_NAMES]);
  const stored = new Map(rows.map((row) => [row.name, row]));
  return SETTING_NAMES.map((name) => {
    const { label, group, hint, fallback } = SETTINGS[name];
    const row = stored.get(name);
    return {
      name, label, group, hint,
      value: row ? row.value : fallback,
      changedAt: row?.changedAt ?? null,
      changedById: row?.changedById ?? null,
    };
  });
}

/** What a module has to say of a value that fits the schema; throws 'field.invalid'. */
export type SettingChecks = Partial<
  Record<SettingName, (ctx: Context, value: unknown) => Promise<void>>>;

/** Throws 'record.missing' for an unknown name, 'field.invalid' for a value that does not fit. */
export async function changeSetting(
  ctx: Context, input: { name: string; value: unknown }, checks: SettingChecks = {},
): Promise<Setting> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { name, value } = input;
  if (!isSettingName(name)) throw refuse('record.missing');
  checkValue(name, value);
  await checks[name]?.(ctx, value);
  await inTransaction(ctx.db, (tx) => writeSetting(tx, ctx, name, value));
  if (name.startsWith('company.')) await loadCompanyTime(ctx.db);
  const all = await listSettings(ctx);
  return all.find((setting) => setting.name === name)!;
}

const isSettingName = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name);

function checkValue(name: SettingName, value: unknown): void {
  const row: SettingRow = SETTINGS[name];
  if (!Value.Check(row.schema as TSchema, value)) throw refuseField('value', row.hint);
  if (name === 'company.timeZone' && !isTimeZone(String(value))) {
    throw refuseField('value', row.hint);
  }
  if (name === 'company.hours') {
    const [opens, closes] = value as [string, string];
    if (opens >= closes) throw refuseField('value', 'День кончается позже, чем начинается.');
  }
  if (name === 'company.calendarYears') checkYears(value as Record<string, { date: string }[]>);
}

function checkYears(years: Record<string, { date: string }[]>): void {
  for (const [year, days] of Object.entries(years)) {
    const foreign = days.find(({ date }) => !isDate(date) || !date.startsWith(year));
    if (foreign) throw refuseField('value', `День ${foreign.date} не из ${year} года.`);
  }
}
