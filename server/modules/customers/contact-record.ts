// A contact as verbs read and write it.
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import { prepared } from '#platform/prepared';
import { refuse } from '#platform/refuse';
import type { RawValues } from '#modules/fields';
import { goneRecord } from './gone-record.ts';
import { ownedRows } from './owners.ts';

export type ContactFields = {
  name: string;
  position: string | null;
  companyId: number | null;
  responsibleId: number | null;
  departmentId: number | null;
};

export type ContactRecord = ContactFields & {
  id: number; version: number; custom: RawValues;
};

/** Locks the contact for a change; refuses what the actor may not see or not edit. */
export async function lockContact(tx: Tx, ctx: Context, id: number): Promise<ContactRecord> {
  const read = ownedRows(ctx.actor, 'contact', 'read', 1);
  const edit = ownedRows(ctx.actor, 'contact', 'edit', 1 + read.values.length);
  const row = await one<ContactRecord & { mayEdit: boolean }>(tx, prepared('contact-lock', `
    select k.id, k.name, k.position, k.company_id as "companyId",
      k.responsible_id as "responsibleId", k.department_id as "departmentId", k.version, k.custom,
      coalesce(${edit.sql}, false) as "mayEdit"
    from customers.contact k
    where k.id = $1 and k.deleted_at is null and (${read.sql})
    for update`, [id, ...read.values, ...edit.values]));
  if (!row) throw await goneRecord(tx, ctx, 'contact', { id });
  const { mayEdit, ...record } = row;
  if (!mayEdit) throw refuse('right.missing');
  return record;
}
