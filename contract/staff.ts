// People, departments and roles: what the server answers and the screens show.
import Type, { type Static } from 'typebox';
import { LookupItem, LookupQuery } from './customers.ts';
import { FieldInfo, ListQuery, pageOf } from './listing.ts';
import { Day, Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { ACTIONS, ENTITIES, FIELD_GROUPS, SCOPES } from './rights.ts';
import { defineRoute } from './route.ts';

const PEOPLE = { entity: 'employee', action: 'read' } as const;
const PEOPLE_EDIT = { entity: 'employee', action: 'edit' } as const;
const SETTINGS = { entity: 'setting', action: 'read' } as const;
const SETTINGS_EDIT = { entity: 'setting', action: 'edit' } as const;

const CLOSED = { additionalProperties: false } as const;
const text = (maxLength: number) => Type.String({ maxLength });
const version = Type.Integer({ minimum: 1 });

export const RoleName = Type.Object({ id: Id, code: Type.String(), name: Type.String() });

export const EmployeeItem = Type.Object({
  id: Id,
  name: Type.String(),
  position: nullable(Type.String()),
  email: nullable(Type.String()),
  phone: nullable(Type.String()),
  department: Named,
  deputy: nullable(Named),
  absentFrom: nullable(Day),
  absentUntil: nullable(Day),
  dismissedAt: nullable(Moment),
  roles: Type.Array(RoleName),
  /** Null without a login, and for readers who may not edit people. */
  login: nullable(Type.String()),
  /** A guid of 1C means this person. */
  fromOnec: Type.Boolean(),
  version: Type.Integer(),
});
export type EmployeeItem = Static<typeof EmployeeItem>;

const employeeFields = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  departmentId: Id,
  position: nullable(text(200)),
  email: nullable(text(254)),
  phone: nullable(text(50)),
  deputyId: nullable(Id),
  absentFrom: nullable(Day),
  absentUntil: nullable(Day),
  /** All roles of the person; needs the right to change settings. */
  roleIds: Type.Array(Id, { maxItems: 20, uniqueItems: true }),
};
const login = Type.String({ minLength: 2, maxLength: 100, pattern: '^[\\w.@а-яёА-ЯЁ-]+$' });
const password = Type.String({ minLength: 10, maxLength: 200 });

export const EmployeeCreate = Type.Object({
  ...Type.Partial(Type.Object(employeeFields)).properties,
  name: employeeFields.name,
  departmentId: Id,
  /** Together or not at all: a person without a login may be responsible, but not sign in. */
  login: Type.Optional(login),
  password: Type.Optional(password),
}, CLOSED);
export type EmployeeCreate = Static<typeof EmployeeCreate>;

export const EmployeeEdit = Type.Object(
  { version, ...Type.Partial(Type.Object(employeeFields)).properties }, CLOSED);
export type EmployeeEdit = Static<typeof EmployeeEdit>;

export const AccountInput = Type.Object({ login, password: Type.Optional(password) }, CLOSED);
export type AccountInput = Static<typeof AccountInput>;

export const DEPARTMENT_KINDS = ['sales', 'callcentre', 'support', 'archive'] as const;
export type DepartmentKind = (typeof DEPARTMENT_KINDS)[number];

export const Department = Type.Object({
  id: Id,
  parentId: nullable(Id),
  name: Type.String(),
  kind: Type.Enum([...DEPARTMENT_KINDS]),
  position: Type.Integer(),
  archivedAt: nullable(Moment),
  heads: Type.Array(Named),
  /** Not counting those dismissed. */
  peopleCount: Type.Integer(),
});
export type Department = Static<typeof Department>;

const departmentFields = {
  name: Type.String({ minLength: 1, maxLength: 120 }),
  parentId: nullable(Id),
  kind: Type.Enum([...DEPARTMENT_KINDS]),
  position: Type.Integer({ minimum: 0, maximum: 100_000 }),
};
export const DepartmentCreate = Type.Object({
  ...Type.Partial(Type.Object(departmentFields)).properties, name: departmentFields.name,
}, CLOSED);
export type DepartmentCreate = Static<typeof DepartmentCreate>;
export const DepartmentEdit = Type.Partial(Type.Object(departmentFields), CLOSED);
export type DepartmentEdit = Static<typeof DepartmentEdit>;

export const GrantSchema = Type.Object({
  entity: Type.Enum([...ENTITIES]),
  action: Type.Enum([...ACTIONS]),
  scope: Type.Enum([...SCOPES]),
});
const Hidden = Type.Array(Type.Enum([...FIELD_GROUPS]), { uniqueItems: true });

/** One column of the matrix: every cell that is not here is forbidden. */
export const Role = Type.Object({
  id: Id,
  code: Type.String(),
  name: Type.String(),
  builtIn: Type.Boolean(),
  hidden: Type.Array(Type.Enum([...FIELD_GROUPS])),
  grants: Type.Array(GrantSchema),
  peopleCount: Type.Integer(),
});
export type Role = Static<typeof Role>;

const roleName = Type.String({ minLength: 1, maxLength: 80 });
export const RoleCreate = Type.Object({
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
  name: roleName,
  copyFromId: Type.Optional(Id),
}, CLOSED);
export type RoleCreate = Static<typeof RoleCreate>;
export const RoleEdit = Type.Partial(Type.Object({ name: roleName, hidden: Hidden }), CLOSED);
export type RoleEdit = Static<typeof RoleEdit>;
/** One cell of the matrix; null forbids. */
export const GrantEdit = Type.Object({
  entity: GrantSchema.properties.entity,
  action: GrantSchema.properties.action,
  scope: nullable(Type.Enum([...SCOPES])),
}, CLOSED);
export type GrantEdit = Static<typeof GrantEdit>;

export const employeesList = defineRoute({
  id: 'employees.list', method: 'GET', path: '/api/employees',
  summary: 'Сотрудники с отбором и точным числом', access: PEOPLE,
  query: ListQuery, response: pageOf(EmployeeItem),
});
export const employeesFields = defineRoute({
  id: 'employees.fields', method: 'GET', path: '/api/employees/fields',
  summary: 'Поля сотрудника, доступные для отбора и сортировки', access: PEOPLE,
  response: Type.Array(FieldInfo),
});
export const employeesLookup = defineRoute({
  id: 'employees.lookup', method: 'GET', path: '/api/employees/lookup',
  summary: 'Выбор сотрудника по части имени', access: PEOPLE,
  query: LookupQuery, response: Type.Array(LookupItem),
});
export const employeeRead = defineRoute({
  id: 'employees.read', method: 'GET', path: '/api/employees/:id',
  summary: 'Сотрудник', access: PEOPLE, params: IdParams, response: EmployeeItem,
});
export const employeeCreate = defineRoute({
  id: 'employees.create', method: 'POST', path: '/api/employees',
  summary: 'Новый сотрудник, с логином или без него',
  access: { entity: 'employee', action: 'create' }, body: EmployeeCreate, response: EmployeeItem,
});
export const employeeEdit = defineRoute({
  id: 'employees.edit', method: 'PATCH', path: '/api/employees/:id',
  summary: 'Правка сотрудника: отдел, роли, заместитель, отсутствие',
  access: PEOPLE_EDIT, params: IdParams, body: EmployeeEdit, response: EmployeeItem,
});
export const employeeAccount = defineRoute({
  id: 'employees.account', method: 'PUT', path: '/api/employees/:id/account',
  summary: 'Выдать сотруднику логин или новый пароль; его сеансы завершатся',
  access: SETTINGS_EDIT, params: IdParams, body: AccountInput, response: EmployeeItem,
});
export const employeeDismiss = defineRoute({
  id: 'employees.dismiss', method: 'POST', path: '/api/employees/:id/dismissal',
  summary: 'Уволить: вход закрывается сразу, записи остаются',
  access: PEOPLE_EDIT, params: IdParams, body: Type.Object({ version }, CLOSED),
  response: EmployeeItem,
});
export const employeeReinstate = defineRoute({
  id: 'employees.reinstate', method: 'DELETE', path: '/api/employees/:id/dismissal',
  summary: 'Вернуть уволенного по ошибке', access: PEOPLE_EDIT, params: IdParams,
  response: EmployeeItem,
});

export const departmentsList = defineRoute({
  id: 'departments.list', method: 'GET', path: '/api/departments',
  summary: 'Все отделы, дерево по parentId', access: PEOPLE, response: Type.Array(Department),
});
export const departmentCreate = defineRoute({
  id: 'departments.create', method: 'POST', path: '/api/departments',
  summary: 'Новый отдел', access: SETTINGS_EDIT, body: DepartmentCreate, response: Department,
});
export const departmentEdit = defineRoute({
  id: 'departments.edit', method: 'PATCH', path: '/api/departments/:id',
  summary: 'Переименовать или перенести отдел', access: SETTINGS_EDIT, params: IdParams,
  body: DepartmentEdit, response: Department,
});
/** Who will see more and who less when something goes to another place of the tree. */
export const MovePreview = Type.Object({
  /** Working people that go along. */
  people: Type.Integer(),
  gain: Type.Array(Named),
  lose: Type.Array(Named),
});
export type MovePreview = Static<typeof MovePreview>;

export const departmentMovePreview = defineRoute({
  id: 'departments.movePreview', method: 'GET', path: '/api/departments/:id/move-preview',
  summary: 'У кого изменится видимость, если перенести отдел', access: SETTINGS_EDIT,
  params: IdParams, query: Type.Object({ parentId: Type.Optional(Id) }), response: MovePreview,
});
export const employeeMovePreview = defineRoute({
  id: 'employees.movePreview', method: 'GET', path: '/api/employees/:id/move-preview',
  summary: 'У кого изменится видимость, если перевести сотрудника', access: PEOPLE_EDIT,
  params: IdParams, query: Type.Object({ departmentId: Id }), response: MovePreview,
});
export const departmentHeads = defineRoute({
  id: 'departments.heads', method: 'PUT', path: '/api/departments/:id/heads',
  summary: 'Руководители отдела', access: SETTINGS_EDIT, params: IdParams,
  body: Type.Object({ employeeIds: Type.Array(Id, { maxItems: 20, uniqueItems: true }) }, CLOSED),
  response: Department,
});
export const departmentArchive = defineRoute({
  id: 'departments.archive', method: 'DELETE', path: '/api/departments/:id',
  summary: 'Отправить пустой отдел в архив', access: SETTINGS_EDIT, params: IdParams,
});

export const rolesList = defineRoute({
  id: 'roles.list', method: 'GET', path: '/api/roles',
  summary: 'Роли и матрица прав', access: SETTINGS, response: Type.Array(Role),
});
export const roleCreate = defineRoute({
  id: 'roles.create', method: 'POST', path: '/api/roles',
  summary: 'Новая роль, пустая или копия другой', access: SETTINGS_EDIT,
  body: RoleCreate, response: Role,
});
export const roleEdit = defineRoute({
  id: 'roles.edit', method: 'PATCH', path: '/api/roles/:id',
  summary: 'Название роли и скрытые от неё поля', access: SETTINGS_EDIT, params: IdParams,
  body: RoleEdit, response: Role,
});
export const roleGrant = defineRoute({
  id: 'roles.grant', method: 'PUT', path: '/api/roles/:id/grants',
  summary: 'Одна ячейка матрицы прав; null запрещает', access: SETTINGS_EDIT, params: IdParams,
  body: GrantEdit, response: Role,
});
export const roleRemove = defineRoute({
  id: 'roles.remove', method: 'DELETE', path: '/api/roles/:id',
  summary: 'Удалить роль, которой ни у кого нет', access: SETTINGS_EDIT, params: IdParams,
});
