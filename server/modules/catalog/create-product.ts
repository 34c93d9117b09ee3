import type { ProductCreate } from '#contract/catalog';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { changeValues } from '#modules/fields';
import { noteAttributes } from './attributes.ts';
import { refuseUnknownGroup, textOrNull } from './product-record.ts';

/** A product of our own, beside those of 1C. */
export async function createProduct(
  ctx: Context, input: ProductCreate,
): Promise<{ id: number; version: number }> {
  const name = input.name.trim();
  const article = textOrNull(input.article);
  return inTransaction(ctx.db, async (tx) => {
    await refuseUnknownGroup(tx, input.groupId ?? null);
    const { next } = await changeValues(
      tx, ctx, { entity: 'product', id: null, values: null }, input.custom);
    await noteAttributes(tx, [input.ownAttributes ?? {}]);
    const row = await one<{ id: number }>(tx, `
      insert into catalog.product (article, name, unit, vat_rate, group_id, price_kopecks,
        created_at, updated_at, own_attributes, custom)
      values ($1, $2, $3, $4, $5, $6, $7, $7, $8,
        nullif($9::jsonb, '{}')) returning id`,
    [article, name, textOrNull(input.unit), input.vatRate ?? null, input.groupId ?? null,
      input.priceKopecks ?? null, ctx.now(), JSON.stringify(input.ownAttributes ?? {}),
      JSON.stringify(next)]);
    const id = row!.id;
    await writeEvents(tx, ctx, [{
      kind: 'product.created', entity: 'product', entityId: id, data: { article, name },
    }]);
    return { id, version: 1 };
  });
}
