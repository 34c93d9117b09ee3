// Cells of a record that has stages and tasks, for many at once: its fields, then the stage, which
// has rules of its own, then the deadline of the next action; and the way back of all three.
import type { MassAsked } from '#contract/mass';
import type { Context } from '#platform/context';
import type { RowOutcome } from '#platform/mass/actions';
import {
  changedSince, type fieldEdits, type FieldsUndo, lackingOf,
} from '#platform/mass/field-edits';
import { refuseField } from '#platform/refuse';
import { type NextDueUndo, setDueBack, setNextDue } from './next-due.ts';

type Staged = { stageId: number; lostReason: string | null };
type StageUndo = { from: number; to: number; lostReason: string | null };
export type CellsUndo = { fields?: FieldsUndo; stage?: StageUndo; due?: NextDueUndo };
type Move = { stageId: number; lostReason?: string; lossReasonId?: number };
export type StageInput = Move & { asked?: MassAsked };

type RecordWithStages = {
  entity: 'deal' | 'lead';
  lock: (ctx: Context, id: number) => Promise<Staged & object>;
  edits: ReturnType<typeof fieldEdits>;
  /** Answers why the record stays where it was although nothing is wrong: a head was asked. */
  moveStage: (ctx: Context, input: Move & { id: number }) => Promise<string | undefined>;
};

type Moved = Partial<RowOutcome> & { undo?: CellsUndo };

/** Without the parts that are not there. */
const known = <T extends object>(parts: { [Key in keyof T]: T[Key] | null | undefined }): T =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) =>
    part !== undefined && part !== null)) as T;

export function recordCells({ entity, lock, edits, moveStage }: RecordWithStages) {
  const fill = async (ctx: Context, id: number, values: Record<string, unknown>) =>
    (Object.keys(values).length === 0 ? undefined : (await edits.run(ctx, id, values)).undo);

  async function move(
    ctx: Context, id: number, { stageId, asked = {}, ...said }: StageInput,
  ): Promise<RowOutcome & { undo?: CellsUndo }> {
    const before = await lock(ctx, id);
    if (before.stageId === stageId) return { status: 'unchanged' };
    // What was typed for all rows goes where the record has nothing of its own.
    const filled = await fill(ctx, id, lackingOf(before, asked.fields ?? {}));
    const { lostReason, lossReasonId } = { ...asked, ...said };
    const note = await moveStage(ctx, known({ id, stageId, lostReason, lossReasonId }));
    const undo: CellsUndo = known({ fields: filled });
    if (note) return { status: filled ? 'done' : 'unchanged', undo, note };
    const stage = { from: before.stageId, to: stageId, lostReason: before.lostReason };
    return { status: 'done', undo: { ...undo, stage } };
  }

  async function moveBack(ctx: Context, id: number, undo: StageUndo): Promise<void> {
    const now = await lock(ctx, id);
    if (now.stageId !== undo.to) throw changedSince();
    await moveStage(ctx, known({ id, stageId: undo.from, lostReason: undo.lostReason }));
  }

  async function write(
    ctx: Context, id: number, cells: Record<string, unknown>, asked?: MassAsked,
  ): Promise<RowOutcome> {
    const { stageId, nextTaskAt, ...values } = cells;
    const edited = await fill(ctx, id, values);
    if (stageId === null) throw refuseField('stageId', 'Стадия не может быть пустой.');
    const { undo: moved, note }: Moved = stageId === undefined ? {}
      : await move(ctx, id, known({ stageId: stageId as number, asked }));
    const due = nextTaskAt === undefined ? null
      : await setNextDue(ctx, { entity, entityId: id }, nextTaskAt as string | null);
    const fields = edited || moved?.fields ? { ...edited, ...moved?.fields } : undefined;
    const undo: CellsUndo = known({ fields, stage: moved?.stage, due });
    const isDone = Object.keys(undo).length > 0;
    return known<RowOutcome>(
      { status: isDone ? 'done' : 'unchanged', undo: isDone ? undo : null, note });
  }

  /** Moves that are older than cells kept the stage alone. */
  async function back(
    ctx: Context, id: number, undo: CellsUndo | StageUndo,
  ): Promise<RowOutcome> {
    const { due, stage, fields }: CellsUndo = 'to' in undo ? { stage: undo } : undo;
    if (due) await setDueBack(ctx, due);
    if (stage) await moveBack(ctx, id, stage);
    return fields ? edits.undo(ctx, id, fields) : { status: 'done' };
  }

  const moveRow = (ctx: Context, id: number, input: StageInput): Promise<RowOutcome> =>
    move(ctx, id, input);
  return { move: moveRow, write, back };
}
