// People, departments and roles over HTTP. Every change drops the cached rights of everybody.
import {
  absenceCancel, absencePlan, absencesList, absencesMine, absencesOverview,
} from '#contract/absences';
import type { Route } from '#contract/route';
import {
  departmentArchive, departmentCreate, departmentEdit, departmentHeads, departmentMovePreview,
  departmentsList, employeeAccount, employeeCreate, employeeDismiss, employeeEdit,
  employeeMovePreview, employeeRead,
  employeeReinstate, employeesFields, employeesList, employeesLookup, roleCreate, roleEdit,
  roleGrant, roleRemove, rolesList,
} from '#contract/staff';
import type { Bind, RouteHandler } from '#platform/http/bind';
import { fieldInfos } from '#platform/listing/catalogue';
import { cancelAbsence, listAbsences, listStandingIn, planAbsence } from './absences.ts';
import { overviewAbsences } from './absences-overview.ts';
import { archiveDepartment } from './archive-department.ts';
import type { Authenticator } from './authenticator.ts';
import { createDepartment } from './create-department.ts';
import { createEmployee } from './create-employee.ts';
import { dismissEmployee, reinstateEmployee } from './dismiss-employee.ts';
import { editDepartment } from './edit-department.ts';
import { editEmployee } from './edit-employee.ts';
import { createRole, editRole, removeRole, setGrant } from './edit-role.ts';
import {
  employeeCatalogue, listEmployees, lookUpEmployees, readEmployee,
} from './employee-list.ts';
import { grantLogin } from './grant-login.ts';
import { previewDepartmentMove, previewEmployeeMove } from './move-preview.ts';
import { listDepartments } from './read-departments.ts';
import { listRoles } from './roles.ts';
import { setDepartmentHeads } from './set-department-heads.ts';

export type StaffDeps = { authenticator: Authenticator };

export function staffRoutes(bind: Bind, { authenticator }: StaffDeps): void {
  const bindWrite = <R extends Route>(route: R, handler: RouteHandler<R>) =>
    bind(route, async (ctx, input, wire) => {
      const result = await handler(ctx, input, wire);
      authenticator.clear();
      return result;
    });
  peopleRoutes(bind, bindWrite);
  absenceRoutes(bind, bindWrite);
  departmentRoutes(bind, bindWrite);
  roleRoutes(bind, bindWrite);
}

function peopleRoutes(bind: Bind, bindWrite: Bind): void {
  bind(employeesList, (ctx, { query }) => listEmployees(ctx, query));
  bind(employeesFields, async ({ actor }) => fieldInfos(employeeCatalogue(actor), actor.hidden));
  bind(employeesLookup, (ctx, { query }) => lookUpEmployees(ctx, query));
  bind(employeeRead, (ctx, { params }) => readEmployee(ctx.db, ctx.actor, params.id));
  bindWrite(employeeCreate, (ctx, { body }) => createEmployee(ctx, body));
  bindWrite(employeeEdit, (ctx, { params, body }) => editEmployee(ctx, { ...params, ...body }));
  bind(employeeMovePreview, (ctx, { params, query }) =>
    previewEmployeeMove(ctx, { ...params, ...query }));
  bindWrite(employeeAccount, (ctx, { params, body }) => grantLogin(ctx, { ...params, ...body }));
  bindWrite(employeeDismiss, (ctx, { params, body }) =>
    dismissEmployee(ctx, { ...params, ...body }));
  bindWrite(employeeReinstate, (ctx, { params }) => reinstateEmployee(ctx, params));
}

function absenceRoutes(bind: Bind, bindWrite: Bind): void {
  bind(absencesOverview, (ctx, { query }) => overviewAbsences(ctx, query));
  bind(absencesMine, (ctx) => listStandingIn(ctx));
  bind(absencesList, (ctx, { params }) => listAbsences(ctx, params.id));
  bindWrite(absencePlan, (ctx, { params, body }) => planAbsence(ctx, { ...params, ...body }));
  bindWrite(absenceCancel, (ctx, { params }) => cancelAbsence(ctx, params.id));
}

function departmentRoutes(bind: Bind, bindWrite: Bind): void {
  bind(departmentsList, (ctx) => listDepartments(ctx.db));
  bindWrite(departmentCreate, (ctx, { body }) => createDepartment(ctx, body));
  bindWrite(departmentEdit, (ctx, { params, body }) => editDepartment(ctx, { ...params, ...body }));
  bind(departmentMovePreview, (ctx, { params, query }) =>
    previewDepartmentMove(ctx, { ...params, ...query }));
  bindWrite(departmentHeads, (ctx, { params, body }) =>
    setDepartmentHeads(ctx, { ...params, ...body }));
  bindWrite(departmentArchive, (ctx, { params }) => archiveDepartment(ctx, params));
}

function roleRoutes(bind: Bind, bindWrite: Bind): void {
  bind(rolesList, (ctx) => listRoles(ctx.db));
  bindWrite(roleCreate, (ctx, { body }) => createRole(ctx, body));
  bindWrite(roleEdit, (ctx, { params, body }) => editRole(ctx, { ...params, ...body }));
  bindWrite(roleGrant, (ctx, { params, body }) => setGrant(ctx, { ...params, ...body }));
  bindWrite(roleRemove, (ctx, { params }) => removeRole(ctx, params));
}
