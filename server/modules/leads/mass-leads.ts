// What can be done to many leads at once. A lead stays with its operator: passing it on is one
// conversation with one customer, so there is no mass action that changes whose it is.
import Type from 'typebox';
import { LeadEdit } from '#contract/leads';
import { Id } from '#contract/primitives';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { defineAction, type MassAction, type RowOutcome } from '#platform/mass/actions';
import {
  cellsAction, type CellWriters, choiceCell, moneyCell, referenceCell, textCell,
} from '#platform/mass/cells';
import { changedSince, fieldEdits } from '#platform/mass/field-edits';
import { customCell } from '#modules/fields';
import { editLead, type EditLead } from './edit-lead.ts';
import { COLUMN_OF } from './lead-fields.ts';
import { lockLead } from './lead-row.ts';
import { moveStage } from './move-stage.ts';

const CLOSED = { additionalProperties: false } as const;
const EDIT = { entity: 'lead', action: 'edit' } as const;
const { topicId, topicText, sourceId, channel, comment, companyId, custom } = LeadEdit.properties;

const lock = (ctx: Context, id: number) =>
  inTransaction(ctx.db, (tx) => lockLead(tx, ctx, id));

const edits = fieldEdits({
  lock, names: Object.keys(COLUMN_OF),
  edit: (ctx, input) => editLead(ctx, input as EditLead),
});

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

const CELLS: CellWriters = {
  onec: [],
  custom: customCell('lead'),
  fields: {
    title: textCell('title'), topicText: textCell('topicText'), comment: textCell('comment'),
    personName: textCell('personName'), companyName: textCell('companyName'),
    channel: choiceCell('channel', 'leadChannels'), estimateKopecks: moneyCell('estimateKopecks'),
    topic: referenceCell('topicId', {
      relation: 'leads.topic', alive: 'x.archived_at is null', what: 'такой темы',
    }),
    source: referenceCell('sourceId', {
      relation: 'deals.source', alive: 'x.archived_at is null', what: 'такого источника',
    }),
  },
};

export const LEAD_ACTIONS: Readonly<Record<string, MassAction>> = {
  edit: defineAction({
    title: 'Правка полей', right: EDIT,
    input: Type.Partial(
      Type.Object({ topicId, topicText, sourceId, channel, comment, companyId, custom }),
      { ...CLOSED, minProperties: 1 }),
    ...edits,
  }),
  moveStage: defineAction({
    title: 'Смена стадии', right: EDIT,
    input: Type.Object({
      stageId: Id, lostReason: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    }, CLOSED),
    run: move, undo: moveBack,
  }),
  cells: cellsAction(EDIT, CELLS, edits),
};
