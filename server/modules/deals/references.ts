// Where the references of a deal lead; history carries their names.
import type { Tx } from '#platform/database';
import type { Changes } from '#platform/events';
import { nameReferences as nameAll, type Reference } from '#platform/named-changes';

const REFERENCES: Record<string, Reference> = {
  responsibleId: {
    relation: 'staff.employee', alive: 'dismissed_at is null',
    missing: 'Такого сотрудника нет или он уволен.',
  },
  departmentId: {
    relation: 'staff.department', alive: 'archived_at is null',
    missing: 'Такого подразделения нет.',
  },
  companyId: {
    relation: 'customers.company', alive: 'deleted_at is null', missing: 'Такой компании нет.',
    lock: true, mergedAs: 'company',
  },
  contactId: {
    relation: 'customers.contact', alive: 'deleted_at is null', missing: 'Такого контакта нет.',
    lock: true, mergedAs: 'contact',
  },
  ownEntityId: {
    relation: 'customers.own_entity', alive: 'archived_at is null',
    missing: 'Такого юрлица у нас нет.',
  },
  sourceId: {
    relation: 'deals.source', alive: 'archived_at is null', missing: 'Такого источника нет.',
  },
  stageId: { relation: 'deals.stage', alive: 'true', missing: 'Такой стадии нет.' },
};

export const nameReferences = (tx: Tx, changes: Changes): Promise<Changes> =>
  nameAll(tx, REFERENCES, changes);
