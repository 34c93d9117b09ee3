// Where the references of a lead lead; history carries their names.
import type { Tx } from '#platform/database';
import type { Changes } from '#platform/events';
import { nameReferences as nameAll, type Reference } from '#platform/named-changes';

const EMPLOYEE: Reference = {
  relation: 'staff.employee', alive: 'dismissed_at is null',
  missing: 'Такого сотрудника нет или он уволен.',
};
const DEPARTMENT: Reference = {
  relation: 'staff.department', alive: 'archived_at is null',
  missing: 'Такого подразделения нет.',
};

const REFERENCES: Record<string, Reference> = {
  responsibleId: EMPLOYEE,
  transferredToId: EMPLOYEE,
  departmentId: DEPARTMENT,
  transferredDepartmentId: DEPARTMENT,
  companyId: {
    relation: 'customers.company', alive: 'deleted_at is null', missing: 'Такой компании нет.',
    lock: true, mergedAs: 'company',
  },
  contactId: {
    relation: 'customers.contact', alive: 'deleted_at is null', missing: 'Такого контакта нет.',
    lock: true, mergedAs: 'contact',
  },
  sourceId: {
    relation: 'deals.source', alive: 'archived_at is null', missing: 'Такого источника нет.',
  },
  topicId: {
    relation: 'leads.topic', alive: 'archived_at is null', missing: 'Такой темы нет.',
  },
  stageId: { relation: 'leads.stage', alive: 'true', missing: 'Такой стадии нет.' },
};

export const nameReferences = (tx: Tx, changes: Changes): Promise<Changes> =>
  nameAll(tx, REFERENCES, changes);
