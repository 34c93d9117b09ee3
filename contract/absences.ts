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
/** A person in the strip of a department, with what they plan in that time. */
export const AbsencePerson = Type.Object({
  id: Id,
  name: Type.String(),
  department: Named,
  /** Who stands in when a plan names nobody. */
  deputy: nullable(Named),
  mayPlan: Type.Boolean(),
  /** Set on the person's record, with or without an end. */
  away: nullable(Type.Object({ fromOn: Day, untilOn: nullable(Day) })),
  absences: Type.Array(Type.Object({
    ...AbsenceItem.properties,
    /** The deputy is away on some of these days too. */
    deputyAway: Type.Boolean(),
  })),
});
export type AbsencePerson = Static<typeof AbsencePerson>;

export const absencesOverview = defineRoute({
  id: 'absences.overview', method: 'GET', path: '/api/absences',
  summary: 'Кого когда нет: сотрудники, которых вы видите, за период', access: 'signed',
  query: Type.Object({ from: Day, until: Day, departmentId: Type.Optional(Id) }),
  response: Type.Array(AbsencePerson),
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
