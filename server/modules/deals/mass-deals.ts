// What can be done to many deals at once: the verbs of a single edit, and how each is taken back.
import Type from 'typebox';
import { DealEdit, ONEC_DEAL_FIELDS } from '#contract/deals';
import { Id, nullable } from '#contract/primitives';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { defineAction, type MassAction, type RowOutcome } from '#platform/mass/actions';
import { cellsAction } from '#platform/mass/cells';
import { changedSince, type FieldsUndo, trusted } from '#platform/mass/field-edits';
import { refuse } from '#platform/refuse';
import { cancelTask, createTask, notify, requireWorking } from '#modules/work';
import { DEAL_CELLS } from './deal-cells.ts';
import { requireDeal } from './deal-row.ts';
import { ASKED, dealCells, dealEdits as edits, lockAlone } from './mass-cells.ts';
import { sendRow, unsendRow } from './send-deal.ts';
import { transferDeal } from './transfer-deal.ts';
import { type TransferBack, transferredBefore, undoTransfer } from './undo-transfer.ts';

const CLOSED = { additionalProperties: false } as const;
const { version: _version, responsibleId: _responsible, ...editable } = DealEdit.properties;

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
  const before = await lockAlone(ctx, id, 'transfer');
  const isThere = before.departmentId === input.departmentId
    && (input.employeeId ?? null) === null;
  if (isThere) return { status: 'unchanged' };
  const readers = await transferredBefore(ctx, before);
  await transferDeal(ctx, { ...input, id });
  return { status: 'done', undo: readers };
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
    // Not whom it was meant for: a deputy may have got it.
    await requireWorking(tx, task.assigneeId);
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
      asked: Type.Optional(ASKED.answer),
    }, CLOSED),
    asks: ASKED.of, run: dealCells.move, undo: dealCells.back,
  }),
  cells: cellsAction(EDIT, DEAL_CELLS, {
    run: dealCells.write, undo: dealCells.back, asked: ASKED,
  }),
  sendToOnec: defineAction({
    title: 'Передача в 1С', right: EDIT, readOnly: ONEC_DEAL_FIELDS,
    input: Type.Object({}, CLOSED), run: sendRow, undo: unsendRow,
  }),
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
