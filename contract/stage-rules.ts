// What a stage asks of a deal, and the word of a head that lets a deal through its rule.
import Type from 'typebox';
import { Id, IdParams } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;

/** Fields of a deal that a stage may ask for, beside custom ones, and what people call them. */
export const REQUIRABLE_DEAL_FIELDS = {
  companyId: 'Клиент',
  contactId: 'Контакт',
  responsibleId: 'Менеджер',
  sourceId: 'Источник',
  estimateKopecks: 'Сумма',
  projectName: 'Проект',
  endCustomerName: 'Конечный заказчик',
  endCustomerInn: 'ИНН заказчика',
  address: 'Доставка',
  comment: 'Комментарий',
} as const;
export type RequirableDealField = keyof typeof REQUIRABLE_DEAL_FIELDS;

/** The same of a lead. */
export const REQUIRABLE_LEAD_FIELDS = {
  personName: 'Кто обратился',
  companyName: 'Компания со слов',
  companyId: 'Компания',
  contactId: 'Контакт',
  responsibleId: 'Ответственный',
  sourceId: 'Источник',
  topicId: 'Тема',
  estimateKopecks: 'Оценка',
  comment: 'Комментарий',
} as const;
export type RequirableLeadField = keyof typeof REQUIRABLE_LEAD_FIELDS;

export const stageRules = defineRoute({
  id: 'stages.rules', method: 'PATCH', path: '/api/stages/:id/rules',
  summary: 'Правила стадии: обязательные поля, оплата или согласование руководителя',
  access: { entity: 'setting', action: 'edit' }, params: IdParams,
  body: Type.Object({
    requiredFields: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 })),
    needsPayment: Type.Optional(Type.Boolean()),
  }, CLOSED),
});

export const stageApprovalDecide = defineRoute({
  id: 'stageApprovals.decide', method: 'POST', path: '/api/stage-approvals/:id/decisions',
  summary: 'Слово руководителя: пустить неоплаченную сделку на стадию или отказать',
  access: { entity: 'deal', action: 'decide' }, params: IdParams,
  body: Type.Object({
    approve: Type.Boolean(), answer: Type.Optional(Type.String({ maxLength: 2000 })),
  }, CLOSED),
  response: Type.Object({ dealId: Id }),
});

export const stageApprovalWithdraw = defineRoute({
  id: 'stageApprovals.withdraw', method: 'DELETE', path: '/api/stage-approvals/:id',
  summary: 'Отозвать свою просьбу о согласовании',
  access: { entity: 'deal', action: 'edit' }, params: IdParams,
});
