import type { CompanyCreate } from '#contract/customers';
import { can, ownerByDefault } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import {
  cleanTags, departmentOf, kindOfInn, refuseDuplicate, refuseFaults, textOrNull,
} from './company-record.ts';
import { changeValues } from '#modules/fields';
import { storeCustom } from './store-custom.ts';
import { storeReaches, typedReaches } from './store-reaches.ts';

/**
 * A new company. Its creator answers for it unless somebody else is named; an operator, who may
 * create but not edit, leaves it without a responsible.
 */
export function createCompany(
  ctx: Context, input: CompanyCreate,
): Promise<{ id: number; version: number }> {
  return inTransaction(ctx.db, (tx) => addCompany(tx, ctx, input));
}

/** The same within somebody's transaction. */
export async function addCompany(
  tx: Tx, ctx: Context, input: CompanyCreate,
): Promise<{ id: number; version: number }> {
  const requisites = {
    inn: textOrNull(input.inn), kpp: textOrNull(input.kpp), ogrn: textOrNull(input.ogrn),
  };
  refuseFaults(requisites, { inn: BLANK, kpp: BLANK, ogrn: BLANK });
  const reaches = typedReaches(input);
  const responsibleId = input.responsibleId === undefined ? creator(ctx) : input.responsibleId;
  await refuseDuplicate(tx, ctx, requisites, null);
  const departmentId = await departmentOf(tx, responsibleId);
  const name = input.name.trim();
  const row = await one<{ id: number }>(tx, {
    name: 'company-create',
    text: `
      insert into customers.company (name, full_name, inn, kpp, ogrn, kind, address,
        responsible_id, department_id, created_at, updated_at, relations, tags)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)
      returning id`,
    values: [name, textOrNull(input.fullName), requisites.inn, requisites.kpp, requisites.ogrn,
      input.kind ?? kindOfInn(requisites.inn), textOrNull(input.address), responsibleId,
      departmentId, ctx.now(), input.relations ?? [], cleanTags(input.tags ?? [])],
  });
  const id = row!.id;
  await storeCustom(tx, 'customers.company', id, await changeValues(
    tx, ctx, { entity: 'company', id: null, values: null }, input.custom));
  await storeReaches(tx, reaches.map((reach) => ({ companyId: id, contactId: null, ...reach })));
  await writeEvents(tx, ctx, [{
    kind: 'company.created', entity: 'company', entityId: id,
    data: { version: 1, name, inn: requisites.inn, kpp: requisites.kpp },
  }]);
  return { id, version: 1 };
}

const BLANK = { old: null, new: null };

function creator(ctx: Context): number | null {
  return can(ctx.actor, 'company', 'edit') ? ownerByDefault(ctx.actor, 'company') : null;
}
