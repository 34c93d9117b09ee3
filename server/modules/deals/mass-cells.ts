// Fields, stage and next action of many deals, by the verbs of a single edit.
import Type from 'typebox';
import { DealEdit } from '#contract/deals';
import { askedWith } from '#contract/mass';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { fieldEdits } from '#platform/mass/field-edits';
import { askedByStage } from '#modules/fields';
import { recordCells } from '#modules/work';
import { COLUMN_OF } from './deal-fields.ts';
import { lockDeal } from './deal-row.ts';
import { editDeal, type EditDeal } from './edit-deal.ts';
import { moveStage } from './move-stage.ts';

const { version: _version, ...fields } = DealEdit.properties;

/** What a stage may ask of a deal, and the shape of the answer. */
export const ASKED = {
  of: askedByStage,
  answer: askedWith(Type.Partial(Type.Object(fields), { additionalProperties: false })),
};

export const lockAlone = (ctx: Context, id: number, action: 'edit' | 'transfer' = 'edit') =>
  inTransaction(ctx.db, (tx) => lockDeal(tx, ctx, id, action));

export const dealEdits = fieldEdits({
  lock: (ctx, id) => lockAlone(ctx, id), names: Object.keys(COLUMN_OF),
  edit: (ctx, input) => editDeal(ctx, input as EditDeal),
});

export const dealCells = recordCells({
  entity: 'deal', edits: dealEdits, lock: (ctx, id) => lockAlone(ctx, id),
  moveStage: async (ctx, input) => {
    const { approval } = await moveStage(ctx, input);
    return approval
      ? `Без полной оплаты решает ${approval.askedOf.name}: запрос отправлен.` : undefined;
  },
});
