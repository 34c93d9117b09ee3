// One row by the rules of a single edit: found by its key, created or changed by the verbs of its
// module, with what it did and how to take it back.
import type { ImportSettings } from '#contract/imports';
import type { Context } from '#platform/context';
import { Refusal } from '#platform/refuse';
import type { Cell } from './file/cells.ts';
import { gather, RowProblems, rowProblem } from './problems.ts';
import { type Column, readValues } from './read-values.ts';
import type { Frame, ImportField, ImportRecord, ImportSubject, Values } from './subject.ts';

export type Plan = {
  subject: ImportSubject; settings: ImportSettings; columns: readonly Column[]; frame: Frame;
};

export type Change = { label: string; old: string | null; new: string | null };
/** Of a creation the version it left; of an edit each field's value before and after. */
export type RowUndo =
  | { version: number }
  | { fields: Record<string, { label: string; from: unknown; to: unknown }> };

export type Applied = {
  status: 'created' | 'updated' | 'unchanged';
  recordId: number; title: string; changes: Change[]; undo: RowUndo | null;
};

export function planOf(
  subject: ImportSubject, settings: ImportSettings, frame: Frame,
): Plan {
  const byName = new Map(frame.fields.map((field) => [field.name, field]));
  const columns = settings.columns.flatMap((name, index) => {
    const field = name === null ? undefined : byName.get(name);
    return field ? [{ index, field }] : [];
  });
  return { subject, settings, columns, frame };
}

/** What the row says, by fields; throws everything that is wrong with its cells at once. */
export function valuesOf({ columns, settings }: Plan, cells: readonly Cell[]): Values {
  const { values, problems } = readValues(cells, columns, settings.clearEmpty);
  if (problems.length > 0) throw new RowProblems(problems, values);
  return values;
}

/** By what this row is told from the others of the file. */
export function claimsOf({ subject, settings }: Plan, values: Values): string[] {
  return subject.keys.find(({ name }) => name === settings.key)?.claims(values) ?? [];
}

/** Works in the transaction of `ctx`; throws RowProblems or what the verbs refuse. */
export async function applyRow(ctx: Context, plan: Plan, values: Values): Promise<Applied> {
  const { subject, settings: { mode }, frame } = plan;
  const { found, ...resolved } = await gather([
    async () => ({ found: await findRecord(ctx, plan, values) }),
    () => subject.resolve(ctx, values, frame),
  ]);
  const id = found as number | null;
  if (id !== null) return change(ctx, plan, id, resolved);
  if (mode === 'update') throw rowProblem('Такой записи нет, а этот импорт только обновляет.');
  try {
    return await create(ctx, plan, resolved);
  } catch (error) {
    // Somebody has made it since it was looked for: the verb says so before it writes anything.
    const isMade = error instanceof Refusal && error.code === 'record.duplicate';
    const made = isMade ? await findRecord(ctx, plan, values) : null;
    if (made === null) throw error;
    return change(ctx, plan, made, resolved);
  }
}

async function change(ctx: Context, plan: Plan, id: number, values: Values): Promise<Applied> {
  if (plan.settings.mode === 'create') throw await existing(ctx, plan, id);
  return update(ctx, plan, id, values);
}

async function findRecord(ctx: Context, plan: Plan, values: Values): Promise<number | null> {
  const key = plan.subject.keys.find(({ name }) => name === plan.settings.key);
  if (!key) return null;
  const [first, second] = await key.find(ctx, values);
  if (second !== undefined) {
    throw rowProblem(`По ключу «${key.label}» подходит несколько записей: уточните строку.`,
      key.fields[0] ?? null);
  }
  const [field = ''] = key.fields;
  if (first === undefined && key.mustExist && values[field]) {
    throw rowProblem('Записи с таким номером нет, или она вам не видна.', field);
  }
  return first ?? null;
}

async function existing(ctx: Context, { subject, frame }: Plan, id: number): Promise<RowProblems> {
  const known = await subject.read(ctx, id, frame);
  return rowProblem(`Уже есть «${known?.title ?? id}», а этот импорт только создаёт.`);
}

async function create(ctx: Context, plan: Plan, values: Values): Promise<Applied> {
  const { subject, frame } = plan;
  const missing = frame.fields.filter(({ name, required }) =>
    required && (values[name] ?? null) === null);
  if (missing.length > 0) {
    throw new RowProblems(missing.map(({ name }) =>
      ({ field: name, reason: 'Не заполнено.' })));
  }
  const recordId = await subject.create(ctx, filled(values));
  const made = (await subject.read(ctx, recordId, frame))!;
  return {
    status: 'created', recordId, title: made.title,
    changes: Object.entries(made.values).flatMap(([name, { text }]) => (text === null ? []
      : [{ label: labelOf(frame.fields, name), old: null, new: text }])),
    undo: { version: made.version },
  };
}

const filled = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

async function update(ctx: Context, plan: Plan, id: number, values: Values): Promise<Applied> {
  const { subject, frame } = plan;
  const before = await subject.read(ctx, id, frame);
  if (!before) throw rowProblem('Такой записи нет, или она вам не видна.');
  await subject.edit(ctx, { id, version: before.version, values });
  const after = (await subject.read(ctx, id, frame))!;
  const fields = differences(before, after, frame.fields);
  const names = Object.keys(fields);
  return {
    status: names.length === 0 ? 'unchanged' : 'updated',
    recordId: id, title: after.title,
    changes: names.map((name) => ({
      label: fields[name]!.label,
      old: before.values[name]?.text ?? null, new: after.values[name]?.text ?? null,
    })),
    undo: names.length === 0 ? null : { fields },
  };
}

export const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

function differences(before: ImportRecord, after: ImportRecord, fields: readonly ImportField[]) {
  return Object.fromEntries(Object.keys(after.values).flatMap((name) => {
    const from = before.values[name]?.value ?? null;
    const to = after.values[name]?.value ?? null;
    return isSame(from, to) ? [] : [[name, { label: labelOf(fields, name), from, to }]];
  }));
}

/** What follows from another field and stands in no file. */
const LABELS: Record<string, string> = { department: 'Подразделение' };

/** «responsibleId» of the record is «responsible» of the file. */
function labelOf(fields: readonly ImportField[], name: string): string {
  const short = name.replace(/Id$/, '');
  return fields.find((field) => field.name === name || field.name === short)?.label
    ?? LABELS[short] ?? name;
}
