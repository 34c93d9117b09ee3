import type { ContactEdit } from '#contract/customers';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { changeValues } from '#modules/fields';
import { departmentOf, textOrNull } from './company-record.ts';
import { refuseUnseen } from './choose-customers.ts';
import { type ContactFields, type ContactRecord, lockContact } from './contact-record.ts';
import { type Owned, seenBefore } from './edit-company.ts';
import { storeCustom } from './store-custom.ts';

/** Changes the given fields. Contacts are a union: 1C does not own them, see apply-contacts.ts. */
export async function editContact(
  ctx: Context, input: ContactEdit & Owned,
): Promise<{ version: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockContact(tx, ctx, input.id);
    const next = await nextFields(tx, before, input);
    const custom = await changeValues(
      tx, ctx, { entity: 'contact', id: before.id, values: before.custom }, input.custom);
    const changes = { ...changesBetween(before, next), ...custom.changes };
    if (Object.keys(changes).length === 0) return { version: before.version };
    await refuseLostUpdate(tx, {
      entity: 'contact', record: before, seen: input.version, fields: Object.keys(changes),
    });
    if ('companyId' in changes) await refuseUnseen(tx, ctx, 'company', next.companyId);
    await tx.query(`
      update customers.contact set name = $2, position = $3, company_id = $4,
        responsible_id = $5, department_id = $6, updated_at = $7, version = version + 1
      where id = $1`,
    [before.id, next.name, next.position, next.companyId, next.responsibleId, next.departmentId,
      ctx.now()]);
    await storeCustom(tx, 'customers.contact', before.id, custom);
    await writeEvents(tx, ctx, [{
      kind: 'contact.edited', entity: 'contact', entityId: before.id,
      data: { version: before.version + 1, changes },
      ...seenBefore(before, changes),
    }]);
    return { version: before.version + 1 };
  });
}

async function nextFields(
  tx: Tx, before: ContactRecord, input: ContactEdit & Owned,
): Promise<ContactFields> {
  const responsibleId = input.responsibleId === undefined
    ? before.responsibleId : input.responsibleId;
  const moved = responsibleId !== before.responsibleId;
  return {
    name: input.name === undefined ? before.name : input.name.trim(),
    position: input.position === undefined ? before.position : textOrNull(input.position),
    companyId: input.companyId === undefined ? before.companyId : input.companyId,
    responsibleId,
    departmentId: input.departmentId !== undefined ? input.departmentId
      : moved && responsibleId !== null ? await departmentOf(tx, responsibleId)
        : before.departmentId,
  };
}
