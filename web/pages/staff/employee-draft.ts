// What the form of an employee holds and what of it goes to the server. Pure.
import type { EmployeeItem } from '#contract/staff';
import type { ReferenceValue } from '../../form/reference-select.tsx';

export type EmployeeDraft = {
  name: string;
  position: string;
  email: string;
  phone: string;
  department: ReferenceValue | null;
  deputy: ReferenceValue | null;
  absentFrom: string;
  absentUntil: string;
  roleIds: number[];
  login: string;
  password: string;
};

const reference = (named: { id: number; name: string } | null) =>
  (named ? { id: named.id, title: named.name } : null);

const EMPTY: EmployeeDraft = {
  name: '', position: '', email: '', phone: '', department: null, deputy: null, absentFrom: '',
  absentUntil: '', roleIds: [], login: '', password: '',
};

export function draftOf(person: EmployeeItem | undefined): EmployeeDraft {
  if (!person) return EMPTY;
  return {
    name: person.name,
    position: person.position ?? '',
    email: person.email ?? '',
    phone: person.phone ?? '',
    department: reference(person.department),
    deputy: reference(person.deputy),
    absentFrom: person.absentFrom ?? '',
    absentUntil: person.absentUntil ?? '',
    roleIds: person.roles.map((role) => role.id),
    login: person.login ?? '',
    password: '',
  };
}

const textOrNull = (text: string) => text.trim() || null;
const listText = (ids: number[]) => ids.toSorted((a, b) => a - b).join();

/** Fields of the person; roles only for who may change settings, and only when they differ. */
export function bodyOf(draft: EmployeeDraft, person: EmployeeItem | undefined, withRoles: boolean) {
  const before = listText(person?.roles.map((role) => role.id) ?? []);
  const sendsRoles = withRoles && before !== listText(draft.roleIds);
  return {
    name: draft.name.trim(),
    departmentId: draft.department?.id ?? 0,
    position: textOrNull(draft.position),
    email: textOrNull(draft.email),
    phone: textOrNull(draft.phone),
    deputyId: draft.deputy?.id ?? null,
    absentFrom: textOrNull(draft.absentFrom),
    absentUntil: textOrNull(draft.absentUntil),
    ...(sendsRoles ? { roleIds: draft.roleIds } : {}),
  };
}

const PASSWORD_MIN = 10;

/** What is wrong with login and password before the server is asked. */
export function accountFault(
  draft: EmployeeDraft, person: EmployeeItem | undefined,
): 'needBoth' | 'shortPassword' | null {
  const { password } = draft;
  const login = draft.login.trim();
  const isNew = !person?.login;
  if (isNew && (login === '') !== (password === '')) return 'needBoth';
  return password !== '' && password.length < PASSWORD_MIN ? 'shortPassword' : null;
}

/** The account to write; null when nothing of it has changed. */
export function accountOf(draft: EmployeeDraft, person: EmployeeItem | undefined) {
  const login = draft.login.trim();
  if (!login || (login === person?.login && draft.password === '')) return null;
  return { login, ...(draft.password ? { password: draft.password } : {}) };
}
