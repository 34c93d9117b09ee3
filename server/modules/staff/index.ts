// The face of staff: people, departments, roles, and who may act.
import './constraints.ts';

export { createAuthenticator, type Authenticator } from './authenticator.ts';
export { loadActor, loadActorOf, loadKeyActor } from './load-actor.ts';
export { DEMO_PASSWORD, signIn } from './sign-in.ts';
export { keyRoutes, type KeyBases } from './key-routes.ts';
export { sessionRoutes } from './session-routes.ts';
export { staffRoutes } from './routes.ts';
export { staffAccess, staffGuards } from './guards.ts';

export { ensureDefaultRoles } from './ensure-default-roles.ts';
export { ensureFirstAdministrator, FIRST_LOGIN } from './first-administrator.ts';
export { roleIdsByCode } from './roles.ts';
export { createRole, editRole, setGrant } from './edit-role.ts';

export { createDepartment } from './create-department.ts';
export { editDepartment } from './edit-department.ts';
export { setDepartmentHeads } from './set-department-heads.ts';
export { departmentsAbove } from './departments-above.ts';
export { listDepartments } from './read-departments.ts';

export { createEmployee, type NewEmployee } from './create-employee.ts';
export { editEmployee } from './edit-employee.ts';
export { dismissEmployee } from './dismiss-employee.ts';
export { grantLogin } from './grant-login.ts';
export { readEmployee } from './employee-list.ts';
export { beginAbsences, planAbsence } from './absences.ts';
export { employeeNames } from './employee-names.ts';

export {
  actingEmployee, deputiesOf, isAway, loadActingStaff, whoActs, whoActsForDepartment, type Acting,
  type ActingStaff,
} from './acting.ts';
export { employeesWhoMay } from './who-may.ts';
export { employeeByIdentity, employeesByIdentity } from './identities.ts';
export { joinEmployee } from './join-employee.ts';
export { linkEmployee } from './link-employee.ts';
export { applyEmployees, tombstoneEmployees } from './apply-employees.ts';
export { ensureFormerEmployees, type FormerEmployee } from './ensure-former-employees.ts';
