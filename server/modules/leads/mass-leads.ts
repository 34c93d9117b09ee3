// What can be done to many leads at once. A lead stays with its operator: passing it on is one
// conversation with one customer, so there is no mass action that changes whose it is.
import Type from 'typebox';
import { LeadEdit } from '#contract/leads';
import { askedWith } from '#contract/mass';
import { Id } from '#contract/primitives';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { defineAction, type MassAction } from '#platform/mass/actions';
import {
  cellsAction, type CellWriters, choiceCell, moneyCell, referenceCell, textCell,
} from '#platform/mass/cells';
import { fieldEdits } from '#platform/mass/field-edits';
import { momentCell } from '#platform/mass/moment-cell';
import { askedByStage, customCell } from '#modules/fields';
import { recordCells } from '#modules/work';
import { editLead, type EditLead } from './edit-lead.ts';
import { COLUMN_OF } from './lead-fields.ts';
import { lockLead } from './lead-row.ts';
import { moveStage } from './move-stage.ts';

const CLOSED = { additionalProperties: false } as const;
const EDIT = { entity: 'lead', action: 'edit' } as const;
const { topicId, topicText, sourceId, channel, comment, companyId, custom } = LeadEdit.properties;

/** What a stage may ask of a lead, and the shape of the answer. */
const { version: _version, ...fields } = LeadEdit.properties;
const ASKED = {
  of: askedByStage, answer: askedWith(Type.Partial(Type.Object(fields), CLOSED)),
};

const lock = (ctx: Context, id: number) =>
  inTransaction(ctx.db, (tx) => lockLead(tx, ctx, id));

const edits = fieldEdits({
  lock, names: Object.keys(COLUMN_OF),
  edit: (ctx, input) => editLead(ctx, input as EditLead),
});

const cells = recordCells({
  entity: 'lead', lock, edits,
  moveStage: async (ctx, input) => {
    await moveStage(ctx, input);
    return undefined;
  },
});

const CELLS: CellWriters = {
  onec: [],
  custom: customCell('lead'),
  fields: {
    title: textCell('title'), nextTaskAt: momentCell('nextTaskAt'),
    topicText: textCell('topicText'), comment: textCell('comment'),
    personName: textCell('personName'), companyName: textCell('companyName'),
    channel: choiceCell('channel', 'leadChannels'), estimateKopecks: moneyCell('estimateKopecks'),
    topic: referenceCell('topicId', {
      relation: 'leads.topic', alive: 'x.archived_at is null', what: 'такой темы',
    }),
    stage: referenceCell('stageId', {
      relation: 'leads.stage', alive: 'true', what: 'такой стадии',
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
      asked: Type.Optional(ASKED.answer),
    }, CLOSED),
    asks: ASKED.of, run: cells.move, undo: cells.back,
  }),
  cells: cellsAction(EDIT, CELLS, { run: cells.write, undo: cells.back, asked: ASKED }),
};
