import type { ContactCreate } from '#contract/customers';
import { can, ownerByDefault } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { departmentOf, textOrNull } from './company-record.ts';
import { refuseUnseen } from './choose-customers.ts';
import { changeValues } from '#modules/fields';
import { storeCustom } from './store-custom.ts';
import { storeReaches, typedReaches } from './store-reaches.ts';

/** A new person. A phone that other people have too is no obstacle and no remark. */
export function createContact(
  ctx: Context, input: ContactCreate,
): Promise<{ id: number; version: number }> {
  return inTransaction(ctx.db, (tx) => addContact(tx, ctx, input));
}

/** The same within somebody's transaction. */
export async function addContact(
  tx: Tx, ctx: Context, input: ContactCreate,
): Promise<{ id: number; version: number }> {
  const reaches = typedReaches(input);
  const responsibleId = input.responsibleId === undefined ? creator(ctx) : input.responsibleId;
  const companyId = input.companyId ?? null;
  await refuseUnseen(tx, ctx, 'company', companyId);
  const departmentId = await departmentOf(tx, responsibleId);
  const name = input.name.trim();
  const row = await one<{ id: number }>(tx, {
    name: 'contact-create',
    text: `
      insert into customers.contact (name, position, company_id, responsible_id, department_id,
        created_at, updated_at)
      values ($1, $2, $3, $4, $5, $6, $6) returning id`,
    values: [name, textOrNull(input.position), companyId, responsibleId, departmentId, ctx.now()],
  });
  const id = row!.id;
  await storeCustom(tx, 'customers.contact', id, await changeValues(
    tx, ctx, { entity: 'contact', id: null, values: null }, input.custom));
  await storeReaches(tx, reaches.map((reach) => ({ companyId: null, contactId: id, ...reach })));
  await writeEvents(tx, ctx, [{
    kind: 'contact.created', entity: 'contact', entityId: id,
    data: { version: 1, name, companyId },
  }]);
  return { id, version: 1 };
}

function creator(ctx: Context): number | null {
  return can(ctx.actor, 'contact', 'edit') ? ownerByDefault(ctx.actor, 'contact') : null;
}
