// The way back of one row: a created record goes if nobody has gone on with it, a changed field
// gets its old value if nobody has changed it since.
import type { Context } from '#platform/context';
import { isSame, type Plan, type RowUndo } from './apply-row.ts';
import type { RowResult, RowWork } from './row-work.ts';

const kept = (undoReason: string): RowResult => ({ undoStatus: 'kept', undoReason });
const undone = (undoReason: string | null = null): RowResult =>
  ({ undoStatus: 'undone', undoReason });

export const undoRow: RowWork = {
  refused: (problems) => kept(problems.map(({ label, reason }) =>
    (label ? `${label}: ${reason}` : reason)).join(' ')),
  wordsOf: (_tx, _plan, rows) => Promise.resolve(rows.map(({ recordId }) => [String(recordId)])),
  run: async (ctx, plan, { recordId, undo }) => {
    if (recordId === null || undo === null) return kept('Нечего возвращать.');
    return 'version' in undo ? takeBack(ctx, plan, { id: recordId, version: undo.version })
      : putBack(ctx, plan, recordId, undo.fields);
  },
};

async function takeBack(
  ctx: Context, { subject, frame }: Plan, { id, version }: { id: number; version: number },
): Promise<RowResult> {
  const now = await subject.read(ctx, id, frame);
  if (!now) return undone('Записи уже нет.');
  if (now.version !== version) return kept('С тех пор запись меняли, она осталась.');
  await subject.withdraw(ctx, id);
  return undone();
}

type Fields = Extract<RowUndo, { fields: unknown }>['fields'];

async function putBack(
  ctx: Context, { subject, frame }: Plan, id: number, fields: Fields,
): Promise<RowResult> {
  const now = await subject.read(ctx, id, frame);
  if (!now) return kept('Записи больше нет.');
  const names = Object.keys(fields);
  const free = names.filter((name) => isSame(now.values[name]?.value, fields[name]!.to));
  const labels = names.filter((name) => !free.includes(name)).map((name) => fields[name]!.label);
  if (free.length === 0) return kept(`С тех пор изменили: ${labels.join(', ')}.`);
  await subject.putBack(ctx, {
    id, version: now.version,
    values: Object.fromEntries(free.map((name) => [name, fields[name]!.from])),
  });
  return undone(labels.length === 0 ? null : `Осталось, с тех пор изменили: ${labels.join(', ')}.`);
}
