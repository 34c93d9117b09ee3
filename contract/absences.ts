// Absences planned ahead and who stands in.
import Type, { type Static } from 'typebox';
import { Day, Id, IdParams, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

export const ABSENCE_KINDS = ['vacation', 'sick', 'trip', 'other'] as const;

export const AbsenceItem = Type.Object({
  id: Id,
  employee: Named,
  deputy: nullable(Named),
  fromOn: Day,
  untilOn: Day,
  kind: Type.Enum([...ABSENCE_KINDS]),
  state: Type.Enum(['planned', 'now', 'over']),
});
export type AbsenceItem = Static<typeof AbsenceItem>;

export const AbsencePlan = Type.Object({
  fromOn: Day,
  untilOn: Day,
  kind: Type.Optional(AbsenceItem.properties.kind),
  deputyId: Type.Optional(nullable(Id)),
}, { additionalProperties: false });
export type AbsencePlan = Static<typeof AbsencePlan>;

export const absencesList = defineRoute({
  id: 'absences.list', method: 'GET', path: '/api/employees/:id/absences',
  summary: 'Отпуска и другие отсутствия сотрудника, ближайшие сверху', access: 'signed',
  params: IdParams, response: Type.Array(AbsenceItem),
});
export const absencePlan = defineRoute({
  id: 'absences.plan', method: 'POST', path: '/api/employees/:id/absences',
  summary: 'Запланировать отсутствие и назначить заместителя', access: 'signed',
  params: IdParams, body: AbsencePlan, response: AbsenceItem,
});
export const absenceCancel = defineRoute({
  id: 'absences.cancel', method: 'DELETE', path: '/api/absences/:id',
  summary: 'Отменить или закончить раньше: работа возвращается', access: 'signed',
  params: IdParams,
});
export const absencesMine = defineRoute({
  id: 'absences.mine', method: 'GET', path: '/api/absences/mine',
  summary: 'Кого вы замещаете сейчас', access: 'signed', response: Type.Array(AbsenceItem),
});
