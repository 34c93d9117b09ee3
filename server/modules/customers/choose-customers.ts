// Companies and contacts that a person puts into a record: what they do not see does not exist for
// them. Else a deal of one's own would read out the names of all customers, number by number.
import type { Context } from '#platform/context';
import { scopeOf } from '#platform/actor';
import { one, type Tx } from '#platform/database';
import { refuseField } from '#platform/refuse';
import { goneRecord } from './gone-record.ts';
import { type OwnedEntity, ownedRows } from './owners.ts';

const CHOSEN = {
  company: { alias: 'c', field: 'companyId', missing: 'Такой компании нет.' },
  contact: { alias: 'k', field: 'contactId', missing: 'Такого контакта нет.' },
} as const;

/** The chosen record must exist and be visible; the refusal names its field. */
export async function refuseUnseen(
  tx: Tx, ctx: Context, entity: OwnedEntity, id: number | null | undefined,
): Promise<void> {
  if (id === null || id === undefined) return;
  const { alias, field, missing } = CHOSEN[entity];
  const read = ownedRows(ctx.actor, entity, 'read', 1);
  const found = await one(tx, `
    select 1 from customers.${entity} ${alias}
    where ${alias}.id = $1 and ${alias}.deleted_at is null and (${read.sql})
    for key share`, [id, ...read.values]);
  if (found) return;
  const gone = await goneRecord(tx, ctx, entity, { id, field });
  throw gone.code === 'record.merged' ? gone : refuseField(field, missing);
}

type Chosen = { companyId?: number | null | undefined; contactId?: number | null | undefined };

/** Of a deal or a lead; whoever reads all asks nothing: the reference itself is checked. */
export async function refuseUnseenCustomers(
  tx: Tx, ctx: Context, { companyId, contactId }: Chosen,
): Promise<void> {
  const isNarrow = (entity: OwnedEntity) => scopeOf(ctx.actor, entity, 'read') !== 'all';
  if (isNarrow('company')) await refuseUnseen(tx, ctx, 'company', companyId);
  if (isNarrow('contact')) await refuseUnseen(tx, ctx, 'contact', contactId);
}
