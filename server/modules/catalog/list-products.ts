// The list of products: what it may be filtered and sorted by, and one page of it.
import type { ProductItem } from '#contract/catalog';
import type { FieldInfo, ListQuery } from '#contract/listing';
import type { Context } from '#platform/context';
import { defineCatalogue, fieldInfos } from '#platform/listing/catalogue';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { type ListPage, type ListSource, runList } from '#platform/listing/run-list';
import { listFrame } from '#platform/listing/subject';
import { planSearch } from '#platform/search/plan';
import { showValues, withCustomFields } from '#modules/fields';
import { attributeJoins, withAttributes } from './attributes.ts';
import { productIds } from './find-products.ts';
import { visibleProducts } from './visibility.ts';

export const PRODUCT_CATALOGUE = defineCatalogue({
  noun: 'products',
  idColumn: 'p.id',
  defaultSort: 'name',
  fields: {
    article: { label: 'Артикул', type: 'text', column: 'p.article', sortable: true },
    name: {
      label: 'Название', type: 'text', column: 'p.name', sortable: true, nullable: false,
      sortColumn: 'p.name collate "ru-x-icu"',
    },
    unit: { label: 'Единица', type: 'text', column: 'p.unit' },
    vatRate: { label: 'НДС', type: 'choice', column: 'p.vat_rate', choiceSource: 'vatRates' },
    group: {
      label: 'Группа', type: 'reference', column: 'p.group_id', choiceSource: 'productGroups',
      named: 'catalog.product_group',
    },
    'group.name': {
      label: 'Группа: название', type: 'text', column: 'g.name', sortable: true,
      sortColumn: 'g.name collate "ru-x-icu"',
    },
    priceKopecks: { label: 'Цена', type: 'money', column: 'p.price_kopecks', sortable: true },
    costKopecks: {
      label: 'Закупочная цена', type: 'money', column: 'p.cost_kopecks', sortable: true,
      group: 'line.cost',
    },
    restQuantity: {
      label: 'Остаток на складах', type: 'number', column: 'p.rest_quantity', sortable: true,
      nullable: false,
    },
    fromOnec: { label: 'Ведёт 1С', type: 'flag', column: 'p.from_onec', nullable: false },
    createdAt: {
      label: 'Создан', type: 'moment', column: 'p.created_at', sortable: true, nullable: false,
    },
    updatedAt: {
      label: 'Изменён', type: 'moment', column: 'p.updated_at', sortable: true, nullable: false,
    },
  },
});

export const PRODUCTS_FROM = `catalog.product p
  left join catalog.product_group g on g.id = p.group_id`;

export const PRODUCT_COLUMNS = `p.id, p.article, p.name, p.unit, p.vat_rate as "vatRate",
  case when g.id is not null then json_build_object('id', g.id, 'name', g.name) end as "group",
  p.price_kopecks as "priceKopecks", p.rest_quantity::float8 as "restQuantity",
  p.from_onec as "fromOnec", p.created_at as "createdAt",
  p.updated_at as "updatedAt", p.custom, p.version`;

const productCatalogue = (ctx: Context) => withCustomFields(
  ctx, withAttributes(ctx, PRODUCT_CATALOGUE), { entity: 'product', column: 'p.custom' });

export function productSource(ctx: Context, q: string | undefined): ListSource {
  return {
    catalogue: productCatalogue(ctx),
    from: PRODUCTS_FROM,
    joins: attributeJoins(ctx),
    columns: PRODUCT_COLUMNS,
    visibility: allOf([
      { sql: 'p.deleted_at is null', values: [] }, visibleProducts(ctx.actor, 'read'),
    ]),
    search: searchOf(ctx, q),
    prepareAs: 'products',
  };
}

function searchOf(ctx: Context, q: string | undefined): Fragment | undefined {
  if (!q?.trim()) return undefined;
  const plan = planSearch(q);
  const ids = plan ? productIds(ctx, plan) : null;
  return ids ? { ...ids, sql: `p.id in (${ids.sql})` } : { sql: 'false', values: [] };
}

export async function listProducts(
  ctx: Context, query: ListQuery,
): Promise<ListPage<ProductItem>> {
  const page = await runList<ProductItem>(ctx.db, productSource(ctx, query.q),
    { ...query, q: query.q?.trim() ?? '' }, listFrame(ctx));
  return { ...page, items: await showValues(ctx, 'product', page.items) };
}

export function productFieldInfos(ctx: Context): FieldInfo[] {
  return fieldInfos(productCatalogue(ctx), ctx.actor.hidden);
}
