import { ONEC_PRODUCT_FIELDS, type ProductCard } from '#contract/catalog';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse } from '#platform/refuse';
import { showValues } from '#modules/fields';
import { readPrices } from './prices.ts';
import { readVariants } from './read-variants.ts';
import { PRODUCT_COLUMNS, PRODUCTS_FROM } from './list-products.ts';
import { visibleProducts } from './visibility.ts';

type Row = Omit<ProductCard, 'readOnly' | 'may' | 'prices' | 'variants'> & { mayEdit: boolean };

/** The card of a product; deleted ones stay readable, lines of deals still name them. */
export async function readProduct(ctx: Context, id: number): Promise<ProductCard> {
  const read = visibleProducts(ctx.actor, 'read', 1);
  const edit = visibleProducts(ctx.actor, 'edit', 1 + read.values.length);
  const row = await one<Row>(ctx.db, `
    select ${PRODUCT_COLUMNS}, p.attributes, p.own_attributes as "ownAttributes",
      (select coalesce(json_agg(json_build_object('warehouse', r.warehouse,
          'quantity', r.quantity::text, 'updatedAt', r.updated_at) order by r.warehouse), '[]')
        from catalog.product_rest r where r.product_id = p.id) as rests,
      p.deleted_at as "deletedAt",
      (select count(*) from catalog.product_identity i where i.product_id = p.id)
        as "identityCount",
      coalesce(${edit.sql}, false) as "mayEdit"
    from ${PRODUCTS_FROM} where p.id = $1 and (${read.sql})`,
  [id, ...read.values, ...edit.values]);
  if (!row) throw refuse('record.missing');
  const [shown] = await showValues(ctx, 'product', [row]);
  const { mayEdit, ...product } = { ...row, ...shown };
  const [prices, variants] = [await readPrices(ctx, id), await readVariants(ctx, id)];
  // A main price from 1C comes by itself again: an own one would not live long.
  const isPriced = prices.some(({ priceType, fromOnec }) => priceType.isMain && fromOnec);
  return {
    ...product,
    prices,
    variants,
    readOnly: [
      ...(row.fromOnec ? ONEC_PRODUCT_FIELDS : []), ...(isPriced ? ['priceKopecks'] : []),
    ],
    may: { edit: mayEdit && row.deletedAt === null },
  };
}
