// Which stage a person may move a lead to. Both sides read it; «Передан» and «Сконвертирован» are
// reached by passing the lead on, never by a move.
import Type, { type Static } from 'typebox';
import { LeadStage } from './leads.ts';
import { STAGE_COLOURS } from './pipelines.ts';
import { IdParams } from './primitives.ts';
import { defineRoute } from './route.ts';

type Place = Pick<LeadStage, 'code' | 'semantics'>;

export type LeadMove = { allowed: true; act: 'move' | 'close' | 'reopen' }
  | { allowed: false; reason: string };

/** Stages that say what became of a passed lead. */
const BY_PASSING = new Set(['passed', 'converted']);

export function leadMove(from: Place, to: Place): LeadMove {
  if (BY_PASSING.has(to.code)) {
    return {
      allowed: false,
      reason: 'Сюда лид переходит сам, когда вы передаёте его сотруднику: нажмите «Передать».',
    };
  }
  if (BY_PASSING.has(from.code)) {
    return {
      allowed: false,
      reason: 'Лид передан. Чтобы взять его назад, нажмите «Вернуть в работу».',
    };
  }
  if (to.semantics === 'lost') {
    return from.semantics === 'lost'
      ? { allowed: false, reason: 'Закрытый лид сначала верните в работу.' }
      : { allowed: true, act: 'close' };
  }
  return { allowed: true, act: from.semantics === 'lost' ? 'reopen' : 'move' };
}

/** What administrators may change: the program itself moves leads by the codes of stages. */
export const LeadStageEdit = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  colour: Type.Optional(Type.Enum([...STAGE_COLOURS])),
  needsReason: Type.Optional(Type.Boolean()),
}, { additionalProperties: false });
export type LeadStageEdit = Static<typeof LeadStageEdit>;

export const leadStageEdit = defineRoute({
  id: 'leads.editStage', method: 'PATCH', path: '/api/leads/stages/:id',
  summary: 'Название, цвет и правило стадии лида',
  access: { entity: 'setting', action: 'edit' }, params: IdParams, body: LeadStageEdit,
  response: LeadStage,
});
