// What the constraints of staff say to people.
import { describeConstraints } from '#platform/constraints';

describeConstraints({
  account_login_unique: ['login', 'Такой логин уже занят.'],
  account_login_lower: ['login', 'Логин не может быть пустым.'],
  department_parent_fk: ['parentId', 'Вышестоящий отдел не найден.'],
  department_name_unique: ['name', 'Отдел с таким названием здесь уже есть.'],
  department_name_length: ['name', 'Название отдела — от 1 до 120 знаков.'],
  department_kind: ['kind', 'Такого вида отделов нет.'],
  department_head_employee_fk: ['employeeIds', 'Сотрудник не найден.'],
  employee_department_fk: ['departmentId', 'Отдел не найден.'],
  employee_deputy_fk: ['deputyId', 'Заместитель не найден.'],
  employee_email_unique: ['email', 'Эта почта уже записана за другим сотрудником.'],
  employee_name_length: ['name', 'Имя — от 1 до 200 знаков.'],
  employee_role_role_fk: ['roleIds', 'Роль не найдена или ещё выдана сотрудникам.'],
  role_code_unique: ['code', 'Роль с таким кодом уже есть.'],
});
