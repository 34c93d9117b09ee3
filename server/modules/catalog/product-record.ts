// A product as verbs read and write it.
import { ONEC_PRODUCT_FIELDS } from '#contract/catalog';
import type { Context } from '#platform/context';
import { one, type Tx } from '#platform/database';
import type { Changes } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { RawValues } from '#modules/fields';
import { visibleProducts } from './visibility.ts';

export type ProductFields = {
  article: string | null;
  name: string;
  unit: string | null;
  vatRate: string | null;
  groupId: number | null;
  priceKopecks: number | null;
  ownAttributes: Record<string, string>;
};

export type ProductRecord = ProductFields & {
  id: number; version: number; fromOnec: boolean; isPricedByOnec: boolean;
  custom: RawValues;
};

/** Locks the product for a change; refuses what the actor may not see or not edit. */
export async function lockProduct(tx: Tx, ctx: Context, id: number): Promise<ProductRecord> {
  const read = visibleProducts(ctx.actor, 'read', 1);
  const edit = visibleProducts(ctx.actor, 'edit', 1 + read.values.length);
  const row = await one<ProductRecord & { mayEdit: boolean }>(tx, `
    select p.id, p.article, p.name, p.unit, p.vat_rate as "vatRate", p.group_id as "groupId",
      p.price_kopecks as "priceKopecks", p.own_attributes as "ownAttributes", p.version,
      p.custom,
      p.from_onec as "fromOnec",
      exists (select from catalog.product_price r
        join catalog.price_type t on t.id = r.price_type_id
        where r.product_id = p.id and t.is_main and r.from_onec) as "isPricedByOnec",
      coalesce(${edit.sql}, false) as "mayEdit"
    from catalog.product p
    where p.id = $1 and p.deleted_at is null and (${read.sql})
    for update`, [id, ...read.values, ...edit.values]);
  if (!row) throw refuse('record.missing');
  const { mayEdit, ...record } = row;
  if (!mayEdit) throw refuse('right.missing');
  return record;
}

export function refuseOnecFields(record: ProductRecord, changes: Changes): void {
  if ('priceKopecks' in changes && record.isPricedByOnec) {
    const reason = 'Цену присылает 1С: исправьте её там.';
    throw refuse('field.readOnly', undefined, [{ field: 'priceKopecks', reason }]);
  }
  if (!record.fromOnec) return;
  const fields = ONEC_PRODUCT_FIELDS
    .filter((field) => field in changes)
    .map((field) => ({ field, reason: 'Поле ведёт 1С: исправьте его там.' }));
  if (fields.length > 0) throw refuse('field.readOnly', undefined, fields);
}

export async function refuseUnknownGroup(tx: Tx, groupId: number | null): Promise<void> {
  if (groupId === null) return;
  const found = await one(tx, 'select 1 from catalog.product_group where id = $1', [groupId]);
  if (!found) throw refuseField('groupId', 'Такой группы товаров нет.');
}

/** Blank text is no value; screens send it for an emptied field. */
export function textOrNull(text: string | null | undefined): string | null {
  const clean = text?.trim() ?? '';
  return clean === '' ? null : clean;
}
