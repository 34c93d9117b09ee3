// What the database's own rules mean to the person who broke them.
import { describeConstraints } from '#platform/constraints';

describeConstraints({
  company_name_length: ['name', 'Название: от 1 до 500 знаков.'],
  company_responsible_fk: ['responsibleId', 'Такого сотрудника нет.'],
  contact_name_length: ['name', 'Имя: от 1 до 300 знаков.'],
  contact_company_fk: ['companyId', 'Такой компании нет.'],
  contact_responsible_fk: ['responsibleId', 'Такого сотрудника нет.'],
  own_entity_requisites_unique: ['inn', 'Юрлицо с этими ИНН и КПП уже есть.'],
  own_entity_department_department_fk: ['departmentIds', 'Такого отдела нет.'],
  reach_unique: ['value', 'Такой телефон или адрес уже записан.'],
});
