// Fields that companies and contacts are both filtered by.
import type { FieldDefinition } from '#platform/listing/catalogue';

/** Who answers for the record; the list joins employee as e and department as d. */
export function ownerFields(alias: 'c' | 'k'): Record<string, FieldDefinition> {
  return {
    responsible: {
      label: 'Менеджер', type: 'reference', column: `${alias}.responsible_id`,
      choiceSource: 'employees', named: 'staff.employee',
    },
    'responsible.name': {
      label: 'Менеджер: имя', type: 'text', column: 'e.name', sortable: true,
      sortColumn: 'e.name collate "ru-x-icu"',
    },
    department: {
      label: 'Отдел', type: 'reference', column: `${alias}.department_id`,
      choiceSource: 'departments', named: 'staff.department',
    },
    'department.name': {
      label: 'Отдел: название', type: 'text', column: 'd.name', sortable: true,
      sortColumn: 'd.name collate "ru-x-icu"',
    },
  };
}

type ReachColumn = 'company_id' | 'contact_id';

/** Phones and addresses are rows of their own, so a fragment is looked up in their index. */
export function reachFields(id: string, column: ReachColumn): Record<string, FieldDefinition> {
  const valuesOf = (kind: 'phone' | 'email') => `(select string_agg(r.value, ' ' order by r.id)
    from customers.reach r where r.${column} = ${id} and r.kind = '${kind}')`;
  const having = (kind: 'phone' | 'email', condition: string) => `${id} in (
    select r.${column} from customers.reach r
    where r.kind = '${kind}' and r.${column} is not null and r.value like ${condition})`;
  return {
    phones: {
      label: 'Телефон', type: 'text', column: valuesOf('phone'),
      operators: ['contains', 'empty'], group: 'person.reach',
      likeSql: (pattern) => having('phone', `'%' || ${digitsOf(pattern)} || '%'`),
    },
    emails: {
      label: 'Почта', type: 'text', column: valuesOf('email'),
      operators: ['contains', 'startsWith', 'empty'], group: 'person.reach',
      likeSql: (pattern) => having('email', pattern),
    },
  };
}

/** People write brackets, dashes and an 8 in front; kept are digits after +7. No digits: no row. */
function digitsOf(pattern: string): string {
  const digits = `regexp_replace(${pattern}, '[^0-9]', '', 'g')`;
  return String.raw`nullif(regexp_replace(${digits}, '^[78](?=\d{10}$)', ''), '')`;
}
