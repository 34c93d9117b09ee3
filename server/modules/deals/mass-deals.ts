// What can be done to many deals at once: the verbs of a single edit, and how each is taken back.
import Type from 'typebox';
import { DealEdit, ONEC_DEAL_FIELDS } from '#contract/deals';
import { Id, nullable } from '#contract/primitives';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { defineAction, type MassAction, type RowOutcome } from '#platform/mass/actions';
import { cellsAction } from '#platform/mass/cells';
import { changedSince, fieldEdits, type FieldsUndo, trusted } from '#platform/mass/field-edits';
import { refuse, refuseField } from '#platform/refuse';
import { cancelTask, createTask, notify } from '#modules/work';
import { DEAL_CELLS } from './deal-cells.ts';
import { COLUMN_OF } from './deal-fields.ts';
import { lockDeal, requireDeal } from './deal-row.ts';
import { editDeal, type EditDeal } from './edit-deal.ts';
import { moveStage } from './move-stage.ts';
import { transferDeal } from './transfer-deal.ts';
import { type TransferBack, transferredBefore, undoTransfer } from './undo-transfer.ts';

const CLOSED = { additionalProperties: false } as const;
const { version: _version, responsibleId: _responsible, ...editable } = DealEdit.properties;

const lock = (ctx: Context, id: number, action: 'edit' | 'transfer' = 'edit') =>
  inTransaction(ctx.db, (tx) => lockDeal(tx, ctx, id, action));

const edits = fieldEdits({
  lock: (ctx, id) => lock(ctx, id), names: Object.keys(COLUMN_OF),
  edit: (ctx, input) => editDeal(ctx, input as EditDeal),
});

async function assign(
  ctx: Context, id: number, { employeeId }: { employeeId: number },
): Promise<RowOutcome> {
  const outcome = await edits.run(ctx, id, { responsibleId: employeeId });
  if (outcome.status === 'done' && employeeId !== ctx.actor.employeeId) {
    const deal = await requireDeal(trusted(ctx), ctx.db, id);
    await inTransaction(ctx.db, (tx) => notify(tx, ctx, [{
      employeeId, kind: 'deal.assigned', title: `Вы отвечаете за сделку ${deal.number}`,
      entity: 'deal', entityId: id,
    }]));
  }
  return outcome;
}

type Transfer = { departmentId: number; employeeId?: number | null; reason: string };

async function transfer(ctx: Context, id: number, input: Transfer): Promise<RowOutcome> {
  const before = await lock(ctx, id, 'transfer');
  const isThere = before.departmentId === input.departmentId
    && (input.employeeId ?? null) === null;
  if (isThere) return { status: 'unchanged' };
  const readers = await transferredBefore(ctx, before);
  await transferDeal(ctx, { ...input, id });
  return { status: 'done', undo: readers };
}

type StageUndo = { from: number; to: number; lostReason: string | null };

type StageMoveInput = { stageId: number; lostReason?: string; lossReasonId?: number };

async function move(ctx: Context, id: number, input: StageMoveInput): Promise<RowOutcome> {
  const { stageId, lostReason, lossReasonId } = input;
  const before = await lock(ctx, id);
  if (before.stageId === stageId) return { status: 'unchanged' };
  await moveStage(ctx, {
    id, stageId, ...(lostReason ? { lostReason } : {}), ...(lossReasonId ? { lossReasonId } : {}),
  });
  const undo: StageUndo = { from: before.stageId, to: stageId, lostReason: before.lostReason };
  return { status: 'done', undo };
}

async function moveBack(ctx: Context, id: number, undo: StageUndo): Promise<RowOutcome> {
  const now = await lock(ctx, id);
  if (now.stageId !== undo.to) throw changedSince();
  await moveStage(ctx, {
    id, stageId: undo.from, ...(undo.lostReason ? { lostReason: undo.lostReason } : {}),
  });
  return { status: 'done' };
}

type CellsUndo = { fields?: FieldsUndo; stage?: StageUndo };

/** Cells of a list: the fields, then the stage, which has rules of its own. */
async function write(
  ctx: Context, id: number, { stageId, ...fields }: Record<string, unknown>,
): Promise<RowOutcome> {
  const undo: CellsUndo = {};
  if (Object.keys(fields).length > 0) {
    const edited = await edits.run(ctx, id, fields);
    if (edited.undo) undo.fields = edited.undo;
  }
  if (stageId === null) throw refuseField('stageId', 'Стадия не может быть пустой.');
  if (typeof stageId === 'number') {
    const moved = await move(ctx, id, { stageId });
    if (moved.undo) undo.stage = moved.undo as StageUndo;
  }
  return Object.keys(undo).length > 0 ? { status: 'done', undo } : { status: 'unchanged' };
}

async function writeBack(ctx: Context, id: number, undo: CellsUndo): Promise<RowOutcome> {
  if (undo.stage) await moveBack(ctx, id, undo.stage);
  return undo.fields ? edits.undo(ctx, id, undo.fields) : { status: 'done' };
}

type NewTask = {
  title: string; kind?: 'task' | 'call' | 'letter'; dueAt?: string | null;
  assigneeId?: number | null; note?: string | null;
};

/** Without an assignee each deal's own responsible gets the task. */
async function addTask(ctx: Context, id: number, input: NewTask): Promise<RowOutcome> {
  const deal = await requireDeal(ctx, ctx.db, id);
  const assigneeId = input.assigneeId ?? deal.responsibleId ?? ctx.actor.employeeId;
  if (assigneeId === null) throw refuse('field.invalid', 'У сделки нет ответственного.');
  const about = { entity: 'deal', entityId: id };
  const { id: taskId } = await inTransaction(ctx.db, async (tx) => {
    const task = await createTask(tx, ctx, { ...input, ...about, assigneeId });
    if (assigneeId !== ctx.actor.employeeId) {
      await notify(tx, ctx, [{
        ...about, employeeId: assigneeId, kind: 'task.assigned',
        title: `Новое дело: ${input.title}`, taskId: task.id,
      }]);
    }
    return task;
  });
  return { status: 'done', undo: { taskId } };
}

async function cancelAdded(
  ctx: Context, _id: number, { taskId }: { taskId: number },
): Promise<RowOutcome> {
  const task = await cancelTask(ctx, { entityAccess: {}, entityTitles: {} }, taskId);
  if (task.state === 'done') throw changedSince();
  return { status: 'done' };
}

const EDIT = { entity: 'deal', action: 'edit' } as const;
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const DAY_OR_MOMENT = Type.Optional(nullable(Type.String({ maxLength: 40 })));

export const DEAL_ACTIONS: Readonly<Record<string, MassAction>> = {
  edit: defineAction({
    title: 'Правка полей', right: EDIT, readOnly: ONEC_DEAL_FIELDS,
    input: Type.Partial(Type.Object(editable), { ...CLOSED, minProperties: 1 }),
    ...edits,
  }),
  assign: defineAction({
    title: 'Смена ответственного', right: EDIT, readOnly: ONEC_DEAL_FIELDS,
    input: Type.Object({ employeeId: Id }, CLOSED), run: assign,
    // Who gave a deal away does not see it any more, and may take back what nobody touched since.
    undo: (ctx, id, undo: FieldsUndo) => edits.undo(trusted(ctx), id, undo),
  }),
  transfer: defineAction({
    title: 'Передача в отдел', right: { entity: 'deal', action: 'transfer' },
    readOnly: ONEC_DEAL_FIELDS,
    input: Type.Object({
      departmentId: Id, employeeId: Type.Optional(nullable(Id)), reason: text(2000),
    }, CLOSED),
    run: transfer, undo: (ctx, id, undo: TransferBack) => undoTransfer(ctx, id, undo),
  }),
  moveStage: defineAction({
    title: 'Смена стадии', right: EDIT, readOnly: ONEC_DEAL_FIELDS,
    input: Type.Object({
      stageId: Id, lostReason: Type.Optional(text(500)),
      /** One of the list; then `lostReason` holds the words added to it. */
      lossReasonId: Type.Optional(Id),
    }, CLOSED),
    run: move, undo: moveBack,
  }),
  cells: cellsAction(EDIT, DEAL_CELLS, { run: write, undo: writeBack }),
  addTask: defineAction({
    title: 'Новое дело', right: { entity: 'task', action: 'create' },
    readOnly: ONEC_DEAL_FIELDS,
    input: Type.Object({
      title: text(500), kind: Type.Optional(Type.Enum(['task', 'call', 'letter'])),
      dueAt: DAY_OR_MOMENT, assigneeId: Type.Optional(nullable(Id)),
      note: Type.Optional(nullable(Type.String({ maxLength: 20_000 }))),
    }, CLOSED),
    run: addTask, undo: cancelAdded,
  }),
};
