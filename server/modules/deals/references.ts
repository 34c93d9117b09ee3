// References of a deal in history carry names: a year later the person may be gone.
import type { Tx } from '#platform/database';
import type { Changes } from '#platform/events';
import { refuseField } from '#platform/refuse';

type Reference = { relation: string; alive: string; missing: string };

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
  },
  contactId: {
    relation: 'customers.contact', alive: 'deleted_at is null', missing: 'Такого контакта нет.',
  },
  sourceId: {
    relation: 'deals.source', alive: 'archived_at is null', missing: 'Такого источника нет.',
  },
  stageId: { relation: 'deals.stage', alive: 'true', missing: 'Такой стадии нет.' },
};

type Found = { id: number; name: string; alive: boolean };

/** Replaces ids by `{id, name}`; a new value that does not exist is a refusal naming its field. */
export async function nameReferences(tx: Tx, changes: Changes): Promise<Changes> {
  const named: Changes = {};
  for (const [field, change] of Object.entries(changes)) {
    const reference = REFERENCES[field];
    named[field] = reference ? await nameOne(tx, field, change) : change;
  }
  return named;
}

async function nameOne(
  tx: Tx, field: string, change: { old: unknown; new: unknown },
): Promise<{ old: unknown; new: unknown }> {
  const { relation, alive, missing } = REFERENCES[field]!;
  const { rows } = await tx.query<Found>(
    `select id, name, ${alive} as alive from ${relation} where id = any($1::bigint[])`,
    [[change.old, change.new].filter((id) => id !== null)]);
  const nameOf = (id: unknown) => {
    const row = rows.find((one) => one.id === id);
    return row ? { id: row.id, name: row.name } : null;
  };
  if (change.new !== null && !rows.some((row) => row.id === change.new && row.alive)) {
    throw refuseField(field, missing);
  }
  return { old: nameOf(change.old), new: nameOf(change.new) };
}
