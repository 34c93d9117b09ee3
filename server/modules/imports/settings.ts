// How a file is read: guessed at first, remembered for files with the same headers, changed by a
// person, checked before anything runs.
import { createHash } from 'node:crypto';
import {
  IMPORT_COLUMNS_MAX, IMPORT_MODES, type ImportFile, type ImportMode, type ImportSettings,
} from '#contract/imports';
import { can } from '#platform/actor';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { refuseField } from '#platform/refuse';
import type { FileRow } from './file/cells.ts';
import type { FileForm } from './file/reader-thread.ts';
import { guessColumns, guessHeaderRow, seeColumns } from './guess-columns.ts';
import type { ImportField, ImportSubject } from './subject.ts';

type Looked = { format: 'xlsx' | 'csv'; form: FileForm; rows: FileRow[]; sheet: number };
/** Of a change by hand: the row is the person's, guessed no more. */
type Place = { headerRow?: number };

export async function settingsOf(
  ctx: Context, subject: ImportSubject, looked: Looked, place: Place = {},
): Promise<{ file: ImportFile; settings: ImportSettings }> {
  const fields = subject.fields(ctx);
  const headerRow = place.headerRow ?? guessHeaderRow(looked.rows, fields);
  const seen = seeColumns(looked.rows, headerRow, IMPORT_COLUMNS_MAX);
  const { format, form: { sheets, encoding, delimiter }, sheet } = looked;
  const { headers, samples } = seen;
  const known = await recall(ctx, subject, headers, fields);
  const columns = known?.columns ?? guessColumns(seen, fields);
  return {
    file: {
      format, sheets, encoding, delimiter, headers, samples, remembered: known !== undefined,
      isCut: seen.isCut,
    },
    settings: {
      sheet, headerRow, columns,
      ...known ? { mode: known.mode, key: known.key, clearEmpty: known.clearEmpty }
        : { ...firstChoice(ctx, subject, columns), clearEmpty: false },
    },
  };
}

const mayMode = (ctx: Context, { entity }: ImportSubject, mode: ImportMode): boolean =>
  (mode === 'update' || can(ctx.actor, entity, 'create'))
  && (mode === 'create' || can(ctx.actor, entity, 'edit'));

/** The number of an export is the surest key; then in the order of the subject. */
function firstChoice(
  ctx: Context, subject: ImportSubject, columns: readonly (string | null)[],
): { mode: ImportMode; key: string | null } {
  const fits = subject.keys.filter(({ fields }) => fields.some((field) => columns.includes(field)));
  const key = (fits.find(({ name }) => name === 'id') ?? fits[0])?.name ?? null;
  const mode = key === null ? 'create' : (['both', 'create', 'update'] as const)
    .find((each) => mayMode(ctx, subject, each)) ?? 'create';
  return { mode, key };
}

const headersKey = (headers: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(headers)).digest('hex');

/** Only fields that are still there, and that this person may fill. */
async function recall(
  ctx: Context, subject: ImportSubject, headers: readonly string[],
  fields: readonly ImportField[],
): Promise<ImportSettings | undefined> {
  const row = await one<{ settings: ImportSettings }>(ctx.db, {
    name: 'import-mapping',
    text: 'select settings from imports.mapping where noun = $1 and headers_sha256 = $2',
    values: [subject.noun, headersKey(headers)],
  });
  if (!row || !mayMode(ctx, subject, row.settings.mode)) return undefined;
  const names = new Set(fields.map(({ name }) => name));
  const columns = row.settings.columns.map((name) => (name && names.has(name) ? name : null));
  const key = subject.keys.find(({ name }) => name === row.settings.key)?.name ?? null;
  return { ...row.settings, columns, key };
}

export async function remember(
  tx: Tx, ctx: Context, noun: string, kept: { headers: string[]; settings: ImportSettings },
): Promise<void> {
  await tx.query(`
    insert into imports.mapping (noun, headers_sha256, settings, used_at)
    values ($1, $2, $3::jsonb, $4)
    on conflict (noun, headers_sha256) do update
      set settings = excluded.settings, used_at = excluded.used_at`,
  [noun, headersKey(kept.headers), JSON.stringify(kept.settings), ctx.now()]);
}

const isSeveral = ({ kind }: ImportField) => kind === 'phones' || kind === 'emails';

/** Refuses what cannot be run, by the name of the setting. */
export function checkSettings(
  ctx: Context, subject: ImportSubject, settings: ImportSettings, fields: readonly ImportField[],
): void {
  const { columns, mode, key } = settings;
  const chosen = columns.filter((name) => name !== null);
  for (const name of new Set(chosen)) {
    const field = fields.find((each) => each.name === name);
    if (!field) throw refuseField('columns', `Поля «${name}» нет.`);
    if (!isSeveral(field) && chosen.filter((each) => each === name).length > 1) {
      throw refuseField('columns', `Поле «${field.label}» выбрано у двух столбцов.`);
    }
  }
  if (chosen.length === 0) throw refuseField('columns', 'Выберите поле хотя бы одному столбцу.');
  if (!IMPORT_MODES.includes(mode) || !mayMode(ctx, subject, mode)) {
    throw refuseField('mode', 'На это действие у вас нет прав.');
  }
  checkKey(subject, { mode, key, chosen });
  const missing = mode === 'update' ? [] : fields.filter(({ name, required }) =>
    required && !chosen.includes(name));
  if (missing.length > 0) {
    throw refuseField('columns', `Не выбран столбец для «${missing[0]!.label}».`);
  }
}

function checkKey(
  subject: ImportSubject,
  { mode, key, chosen }: { mode: ImportMode; key: string | null; chosen: readonly string[] },
): void {
  if (key === null) {
    if (mode === 'create') return;
    throw refuseField('key', 'Выберите, по чему узнавать записи, которые уже есть.');
  }
  const found = subject.keys.find(({ name }) => name === key);
  if (!found) throw refuseField('key', 'Так записи не узнать.');
  if (!found.fields.some((field) => chosen.includes(field))) {
    throw refuseField('key', `Для ключа «${found.label}» нет столбца.`);
  }
}
