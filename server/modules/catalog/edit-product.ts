import type { ProductEdit } from '#contract/catalog';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { changesBetween, writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { changeValues } from '#modules/fields';
import { noteAttributes } from './attributes.ts';
import {
  lockProduct, type ProductFields, type ProductRecord, refuseOnecFields, refuseUnknownGroup,
  textOrNull,
} from './product-record.ts';
import { tellOfRegrouping } from './regroup.ts';

/** Changes the given fields; what 1C owns of a linked product is refused by name. */
export async function editProduct(
  ctx: Context, input: ProductEdit & { id: number },
): Promise<{ version: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockProduct(tx, ctx, input.id);
    const next = nextFields(before, input);
    const custom = await changeValues(
      tx, ctx, { entity: 'product', id: before.id, values: before.custom }, input.custom);
    const changes = { ...changesBetween(before, next), ...custom.changes };
    if (Object.keys(changes).length === 0) return { version: before.version };
    await refuseLostUpdate(tx, {
      entity: 'product', record: before, seen: input.version, fields: Object.keys(changes),
    });
    refuseOnecFields(before, changes);
    if ('groupId' in changes) await refuseUnknownGroup(tx, next.groupId);
    if ('ownAttributes' in changes) await noteAttributes(tx, [next.ownAttributes]);
    await tx.query(`
      update catalog.product set article = $2, name = $3, unit = $4, vat_rate = $5,
        group_id = $6, price_kopecks = $7, updated_at = $8, own_attributes = $9,
        custom = $10, version = version + 1
      where id = $1`,
    [before.id, next.article, next.name, next.unit, next.vatRate, next.groupId,
      next.priceKopecks, ctx.now(), JSON.stringify(next.ownAttributes),
      storedCustom(custom.next)]);
    await writeEvents(tx, ctx, [{
      kind: 'product.edited', entity: 'product', entityId: before.id,
      data: { version: before.version + 1, changes },
    }]);
    if ('groupId' in changes) {
      await tellOfRegrouping(tx, ctx, [{ id: before.id, groups: [before.groupId, next.groupId] }]);
    }
    return { version: before.version + 1 };
  });
}

const storedCustom = (values: Record<string, unknown>): string | null =>
  (Object.keys(values).length === 0 ? null : JSON.stringify(values));

function nextFields(before: ProductRecord, input: ProductEdit): ProductFields {
  const text = (field: 'article' | 'unit' | 'vatRate') =>
    (input[field] === undefined ? before[field] : textOrNull(input[field]));
  return {
    article: text('article'),
    name: input.name === undefined ? before.name : input.name.trim(),
    unit: text('unit'),
    vatRate: text('vatRate'),
    groupId: input.groupId === undefined ? before.groupId : input.groupId,
    priceKopecks: input.priceKopecks === undefined ? before.priceKopecks : input.priceKopecks,
    ownAttributes: input.ownAttributes ?? before.ownAttributes,
  };
}
