// What can be done to many deals at once: the verbs of a single edit, and how each is taken back.
import Type from 'typebox';
import { DealEdit, ONEC_DEAL_FIELDS } from '#contract/deals';
import { Id, nullable } from '#contract/primitives';
import { SYSTEM } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { refuse } from '#platform/refuse';
import { defineAction, type MassAction, type RowOutcome } from '#platform/mass/actions';
import { cancelTask, createTask, notify } from '#modules/work';
import { COLUMN_OF, type DealFields } from './deal-fields.ts';
import { lockDeal, requireDeal, type DealRow } from './deal-row.ts';
import { editDeal } from './edit-deal.ts';
import { moveStage } from './move-stage.ts';
import { transferDeal } from './transfer-deal.ts';
import { type TransferBack, transferredBefore, undoTransfer } from './undo-transfer.ts';

const CLOSED = { additionalProperties: false } as const;
const { version: _version, responsibleId: _responsible, ...editable } = DealEdit.properties;

/** Field → what it was and what the job made of it. */
type FieldsUndo = { [field: string]: { from: unknown; to: unknown } };

const lock = (ctx: Context, id: number, action: 'edit' | 'transfer' = 'edit') =>
  inTransaction(ctx.db, (tx) => lockDeal(tx, ctx, id, action));

async function editFields(ctx: Context, id: number, fields: DealFields): Promise<RowOutcome> {
  const before = await lock(ctx, id);
  const { version } = await editDeal(ctx, { ...fields, id, version: before.version });
  if (version === before.version) return { status: 'unchanged' };
  // Whoever gives a deal away may not see it any more.
  const after = await requireDeal(trusted(ctx), ctx.db, id);
  return { status: 'done', undo: differences(before, after) };
}

/** The same person beyond their scope: to take back or look at what they have just done. */
const trusted = (ctx: Context): Context => ({
  ...ctx, actor: { ...SYSTEM, employeeId: ctx.actor.employeeId, name: ctx.actor.name },
});

function differences(before: DealRow, after: DealRow): FieldsUndo {
  const names = Object.keys(COLUMN_OF) as (keyof DealFields & keyof DealRow)[];
  return Object.fromEntries(names.filter((name) => before[name] !== after[name])
    .map((name) => [name, { from: before[name], to: after[name] }]));
}

/** Puts back the fields that nobody has changed since; names the others. */
async function undoFields(ctx: Context, id: number, undo: FieldsUndo): Promise<RowOutcome> {
  const now = await lock(ctx, id);
  const names = Object.keys(undo);
  const kept = names.filter((name) => now[name as keyof DealRow] !== undo[name]!.to);
  if (kept.length === names.length) throw changedSince();
  const fields = Object.fromEntries(names.filter((name) => !kept.includes(name))
    .map((name) => [name, undo[name]!.from])) as DealFields;
  await editDeal(ctx, { ...fields, id, version: now.version });
  return kept.length === 0 ? { status: 'done' }
    : { status: 'done', note: 'Часть полей с тех пор изменили, они остались.' };
}

const changedSince = () => refuse('record.changed', 'С тех пор запись изменили, она осталась.');

async function assign(
  ctx: Context, id: number, { employeeId }: { employeeId: number },
): Promise<RowOutcome> {
  const outcome = await editFields(ctx, id, { responsibleId: employeeId });
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

async function move(
  ctx: Context, id: number, { stageId, lostReason }: { stageId: number; lostReason?: string },
): Promise<RowOutcome> {
  const before = await lock(ctx, id);
  if (before.stageId === stageId) return { status: 'unchanged' };
  await moveStage(ctx, { id, stageId, ...(lostReason ? { lostReason } : {}) });
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
        title: `Новая задача: ${input.title}`,
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
    run: editFields, undo: undoFields,
  }),
  assign: defineAction({
    title: 'Смена ответственного', right: EDIT, readOnly: ONEC_DEAL_FIELDS,
    input: Type.Object({ employeeId: Id }, CLOSED), run: assign,
    // Who gave a deal away does not see it any more, and may take back what nobody touched since.
    undo: (ctx, id, undo: FieldsUndo) => undoFields(trusted(ctx), id, undo),
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
    input: Type.Object({ stageId: Id, lostReason: Type.Optional(text(500)) }, CLOSED),
    run: move, undo: moveBack,
  }),
  addTask: defineAction({
    title: 'Новая задача', right: { entity: 'task', action: 'create' },
    readOnly: ONEC_DEAL_FIELDS,
    input: Type.Object({
      title: text(500), kind: Type.Optional(Type.Enum(['task', 'call', 'letter'])),
      dueAt: DAY_OR_MOMENT, assigneeId: Type.Optional(nullable(Id)),
      note: Type.Optional(nullable(Type.String({ maxLength: 20_000 }))),
    }, CLOSED),
    run: addTask, undo: cancelAdded,
  }),
};
