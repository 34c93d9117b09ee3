// The people of the demo company «Промтехника»: every role has a login with the same password.
import { hashPassword } from '#platform/auth/password';
import { addDays } from '#platform/clock';
import { companyToday } from '#platform/company-time';
import { systemContext, type Context } from '#platform/context';
import { inTransaction, type Db } from '#platform/database';
import {
  createDepartment, createEmployee, DEMO_PASSWORD, dismissEmployee, editEmployee,
  ensureDefaultRoles, planAbsence, readEmployee, roleIdsByCode, setDepartmentHeads,
} from '#modules/staff';
import type { DepartmentKind } from '#contract/staff';

export const COMPANY_NAME = 'Промтехника';

const DEPARTMENTS: readonly (readonly [name: string, kind: DepartmentKind])[] = [
  ['Компрессоры', 'sales'],
  ['Электростанции', 'sales'],
  ['Насосы и мотопомпы', 'sales'],
  ['Станки', 'sales'],
  ['Строительное оборудование', 'sales'],
  ['Сварка', 'sales'],
  ['Коллцентр', 'callcentre'],
  ['Маркетинг', 'support'],
  ['Инженеры', 'support'],
  ['Продакт-менеджеры', 'support'],
  ['Закупки', 'support'],
  ['Бухгалтерия', 'support'],
];

/** Logins that the start prints: one for each role and a second salesperson. */
export const SHOWN_LOGINS = [
  'admin', 'director', 'head', 'manager', 'manager2', 'operator', 'engineer', 'product',
  'marketer', 'buyer', 'accountant',
] as const;

/** Left the company; 1C must not name him as a manager of new orders. */
export const DISMISSED_LOGIN = 'baranov';

type Row = readonly [login: string, name: string, role: string, department: string];

const PEOPLE: readonly Row[] = [
  ['admin', 'Ершов Кирилл Андреевич', 'administrator', COMPANY_NAME],
  ['director', 'Воронцова Елена Сергеевна', 'director', COMPANY_NAME],
  ['head', 'Соколов Андрей Викторович', 'head', 'Насосы и мотопомпы'],
  ['manager', 'Петрова Анна Игоревна', 'manager', 'Насосы и мотопомпы'],
  ['manager2', 'Климов Денис Олегович', 'manager', 'Компрессоры'],
  ['operator', 'Мельникова Ольга Павловна', 'operator', 'Коллцентр'],
  ['engineer', 'Гусев Павел Николаевич', 'engineer', 'Инженеры'],
  ['product', 'Тарасова Ирина Алексеевна', 'product', 'Продакт-менеджеры'],
  ['marketer', 'Белова Дарья Максимовна', 'marketer', 'Маркетинг'],
  ['buyer', 'Корнеев Артём Юрьевич', 'buyer', 'Закупки'],
  ['accountant', 'Лебедева Наталья Ивановна', 'accountant', 'Бухгалтерия'],
  ['fedorov', 'Фёдоров Илья Сергеевич', 'manager', 'Насосы и мотопомпы'],
  ['yakovleva', 'Яковлева Мария Дмитриевна', 'manager', 'Насосы и мотопомпы'],
  ['zhukov', 'Жуков Никита Романович', 'manager', 'Насосы и мотопомпы'],
  ['shcherbakov', 'Щербаков Роман Евгеньевич', 'head', 'Компрессоры'],
  ['novikova', 'Новикова Светлана Юрьевна', 'manager', 'Компрессоры'],
  ['alekseev', 'Алексеев Максим Петрович', 'manager', 'Компрессоры'],
  ['danilov', 'Данилов Егор Антонович', 'manager', 'Компрессоры'],
  ['morozov', 'Морозов Виктор Степанович', 'head', 'Электростанции'],
  ['egorova', 'Егорова Татьяна Львовна', 'manager', 'Электростанции'],
  ['pavlov', 'Павлов Сергей Ильич', 'manager', 'Электростанции'],
  ['stepanov', 'Степанов Глеб Андреевич', 'manager', 'Электростанции'],
  ['orlov', 'Орлов Михаил Юрьевич', 'head', 'Станки'],
  ['kuznetsova', 'Кузнецова Юлия Олеговна', 'manager', 'Станки'],
  ['nikitin', 'Никитин Арсений Павлович', 'manager', 'Станки'],
  ['zaytsev', 'Зайцев Олег Валерьевич', 'manager', 'Станки'],
  ['vinogradov', 'Виноградов Пётр Алексеевич', 'head', 'Строительное оборудование'],
  ['romanova', 'Романова Ксения Игоревна', 'manager', 'Строительное оборудование'],
  ['sorokin', 'Сорокин Тимур Рашидович', 'manager', 'Строительное оборудование'],
  ['belyaev', 'Беляев Константин Ильич', 'manager', 'Строительное оборудование'],
  ['gromova', 'Громова Вера Николаевна', 'head', 'Сварка'],
  ['titov', 'Титов Александр Сергеевич', 'manager', 'Сварка'],
  ['polyakova', 'Полякова Алёна Викторовна', 'manager', 'Сварка'],
  ['kiseleva', 'Киселёва Оксана Петровна', 'operator', 'Коллцентр'],
  ['makarova', 'Макарова Полина Андреевна', 'operator', 'Коллцентр'],
  ['andreeva', 'Андреева Лидия Фёдоровна', 'operator', 'Коллцентр'],
  ['filippov', 'Филиппов Игорь Владимирович', 'engineer', 'Инженеры'],
  ['kovalenko', 'Коваленко Станислав Юрьевич', 'engineer', 'Инженеры'],
  ['medvedev', 'Медведев Антон Григорьевич', 'product', 'Продакт-менеджеры'],
  ['ilina', 'Ильина Галина Борисовна', 'buyer', 'Закупки'],
  ['frolova', 'Фролова Людмила Семёновна', 'accountant', 'Бухгалтерия'],
  ['baranov', 'Баранов Юрий Константинович', 'manager', 'Станки'],
];

const POSITIONS: Record<string, string> = {
  administrator: 'Администратор системы', director: 'Генеральный директор',
  head: 'Руководитель отдела', manager: 'Менеджер по продажам', operator: 'Оператор',
  engineer: 'Инженер по подбору', product: 'Продакт-менеджер', marketer: 'Маркетолог',
  buyer: 'Специалист по закупкам', accountant: 'Бухгалтер',
};

export type DemoPerson = { id: number; name: string; departmentId: number; role: string };
export type DemoCompany = {
  /** By name. */
  departments: ReadonlyMap<string, number>;
  /** By login. */
  people: ReadonlyMap<string, DemoPerson>;
};

/** Fills an empty database with departments and people; everything goes through the verbs. */
export async function createCompany(db: Db, now = () => new Date()): Promise<DemoCompany> {
  const ctx = systemContext(db, 'system', now);
  await inTransaction(db, ensureDefaultRoles);
  const departments = await createDepartments(ctx);
  const people = await hirePeople(ctx, departments);
  await appointHeads(ctx, departments, people);
  await liveABit(ctx, people);
  return { departments, people };
}

async function createDepartments(ctx: Context): Promise<Map<string, number>> {
  const root = await createDepartment(ctx, { name: COMPANY_NAME, kind: 'support' });
  const departments = new Map([[COMPANY_NAME, root.id]]);
  for (const [position, [name, kind]] of DEPARTMENTS.entries()) {
    const input = { name, kind, parentId: root.id, position: position + 1 };
    departments.set(name, (await createDepartment(ctx, input)).id);
  }
  return departments;
}

async function hirePeople(
  ctx: Context, departments: ReadonlyMap<string, number>,
): Promise<Map<string, DemoPerson>> {
  const roles = await roleIdsByCode(ctx.db);
  // One hash for all: argon2 is slow on purpose.
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const people = new Map<string, DemoPerson>();
  for (const [index, [login, name, role, department]] of PEOPLE.entries()) {
    const departmentId = departments.get(department)!;
    const { id } = await createEmployee(ctx, {
      name, departmentId, login, passwordHash, position: POSITIONS[role] ?? '',
      roleIds: [roles.get(role)!],
      email: `${login}@promtehnika.example`,
      phone: `+7 495 105-02-00, доб. ${101 + index}`,
    });
    people.set(login, { id, name, departmentId, role });
  }
  return people;
}

async function appointHeads(
  ctx: Context, departments: ReadonlyMap<string, number>, people: ReadonlyMap<string, DemoPerson>,
): Promise<void> {
  for (const id of departments.values()) {
    const heads = [...people.values()]
      .filter((person) => person.departmentId === id && person.role === 'head');
    const employeeIds = heads.map((person) => person.id);
    if (employeeIds.length > 0) await setDepartmentHeads(ctx, { id, employeeIds });
  }
}

/** A holiday with a deputy and a dismissal, so that the screens have something to show. */
async function liveABit(ctx: Context, people: ReadonlyMap<string, DemoPerson>): Promise<void> {
  const today = companyToday(ctx.now());
  const away = await readEmployee(ctx.db, ctx.actor, people.get('yakovleva')!.id);
  await editEmployee(ctx, {
    id: away.id, version: away.version, deputyId: people.get('fedorov')!.id,
    absentFrom: addDays(today, -3), absentUntil: addDays(today, 11),
  });
  const left = await readEmployee(ctx.db, ctx.actor, people.get(DISMISSED_LOGIN)!.id);
  await dismissEmployee(ctx, { id: left.id, version: left.version });
  for (const [who, deputy, from, until, kind] of PLANNED) {
    await planAbsence(ctx, {
      id: people.get(who)!.id, deputyId: deputy ? people.get(deputy)!.id : null, kind,
      fromOn: addDays(today, from), untilOn: addDays(today, until),
    });
  }
}

/** Days from today. The second one falls into the days of its own deputy: a head has to see it. */
const PLANNED: readonly (readonly [
  who: string, deputy: string | null, from: number, until: number, kind: 'vacation' | 'trip',
])[] = [
  ['zhukov', 'fedorov', 12, 25, 'vacation'],
  ['manager', 'zhukov', 20, 33, 'vacation'],
  ['fedorov', 'manager', 28, 32, 'trip'],
  ['manager2', 'novikova', 9, 15, 'vacation'],
  ['alekseev', null, 17, 19, 'trip'],
  ['operator', null, 15, 22, 'vacation'],
];
