// Products and their groups: what the server answers and the screens show.
import Type, { type Static } from 'typebox';
import { Cells, FieldInfo, ListQuery, pageOf } from './listing.ts';
import { ProductPrice, ProductRest, ProductVariant } from './prices.ts';
import { CustomInput, CustomValues, Id, IdParams, Moment, Named, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';
import { PRODUCT_VAT_RATES, type ProductVatRate } from './vat.ts';

const PRODUCTS = { entity: 'product', action: 'read' } as const;
const PRODUCT_EDIT = { entity: 'product', action: 'edit' } as const;

const text = (maxLength: number) => Type.String({ maxLength });
const CLOSED = { additionalProperties: false } as const;

/** Percent as text, `none` is «без НДС»; null when nobody has said. */
export const VatRate = Type.Unsafe<ProductVatRate>(Type.Enum([...PRODUCT_VAT_RATES]));

/** Name → value. */
const OwnAttributes = Type.Record(
  Type.String({ minLength: 1, maxLength: 100 }), Type.String({ maxLength: 500 }),
  { maxProperties: 50 });

export const ProductItem = Type.Object({
  id: Id,
  article: nullable(Type.String()),
  name: Type.String(),
  unit: nullable(Type.String()),
  /** As 1C words it, "22"; `none` without VAT. */
  vatRate: nullable(Type.String()),
  group: nullable(Named),
  priceKopecks: nullable(Type.Integer()),
  /** In all warehouses together. */
  restQuantity: Type.Number(),
  fromOnec: Type.Boolean(),
  createdAt: Moment,
  updatedAt: Moment,
  custom: CustomValues,
  version: Type.Integer(),
  cells: Type.Optional(Cells),
});
export type ProductItem = Static<typeof ProductItem>;

export const ProductCard = Type.Object({
  ...ProductItem.properties,
  /** What 1C knows of the product beside the fields above. */
  attributes: Type.Record(Type.String(), Type.Unknown()),
  deletedAt: nullable(Moment),
  identityCount: Type.Integer(),
  /** Of CRM's own, apart from those of 1C. */
  ownAttributes: OwnAttributes,
  prices: Type.Array(ProductPrice),
  rests: Type.Array(ProductRest),
  variants: Type.Array(ProductVariant),
  readOnly: Type.Array(Type.String()),
  may: Type.Object({ edit: Type.Boolean() }),
});
export type ProductCard = Static<typeof ProductCard>;

/** What the grid of lines needs to fill a row. */
export const ProductHit = Type.Object({
  id: Id,
  article: nullable(Type.String()),
  name: Type.String(),
  unit: nullable(Type.String()),
  vatRate: nullable(Type.String()),
  priceKopecks: nullable(Type.Integer()),
  /** What it costs us; null without the right to see margin. */
  costKopecks: nullable(Type.Integer()),
});
export type ProductHit = Static<typeof ProductHit>;

/** A row of a specification as somebody wrote it. */
export const MatchRow = Type.Object({
  article: Type.Optional(text(200)), name: Type.Optional(text(1000)),
}, CLOSED);
export type MatchRow = Static<typeof MatchRow>;

/** One product for certain (by article, by the same article written otherwise, by name) or not. */
export const ProductMatch = Type.Object({
  how: Type.Union([
    Type.Literal('article'), Type.Literal('likeArticle'), Type.Literal('name'),
    Type.Literal('candidates'), Type.Literal('none'),
  ]),
  /** Best first. */
  productIds: Type.Array(Id),
});
export type ProductMatch = Static<typeof ProductMatch>;

export const ProductMatches = Type.Object({
  /** In the order of the rows asked. */
  rows: Type.Array(ProductMatch),
  products: Type.Array(ProductHit),
});
export type ProductMatches = Static<typeof ProductMatches>;

export const ProductGroup = Type.Object({
  id: Id, name: Type.String(), parentId: nullable(Id), productCount: Type.Integer(),
  owners: Type.Array(Named),
});
export type ProductGroup = Static<typeof ProductGroup>;

/** 1C owns these of a linked product; the price is CRM's own. */
export const ONEC_PRODUCT_FIELDS = ['article', 'name', 'unit', 'vatRate', 'groupId'] as const;

// Not a union: a validator that coerces would read null as 0 by its first branch.
const Price = Type.Unsafe<number | null>(
  { type: ['integer', 'null'], minimum: 0, maximum: 1e15 });

const productFields = {
  article: nullable(text(100)),
  name: Type.String({ minLength: 1, maxLength: 1000 }),
  unit: nullable(text(30)),
  vatRate: nullable(VatRate),
  groupId: nullable(Id),
  priceKopecks: Price,
  ownAttributes: OwnAttributes,
};

export const ProductCreate = Type.Object({
  ...Type.Partial(Type.Object(productFields)).properties, name: productFields.name,
  custom: CustomInput,
}, CLOSED);
export type ProductCreate = Static<typeof ProductCreate>;

export const ProductEdit = Type.Object({
  version: Type.Integer({ minimum: 1 }), ...Type.Partial(Type.Object(productFields)).properties,
  custom: CustomInput,
}, CLOSED);
export type ProductEdit = Static<typeof ProductEdit>;

const GroupEdit = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  parentId: Type.Optional(nullable(Id)),
}, CLOSED);
const GroupBody = Type.Object({ name: Type.String({ minLength: 1, maxLength: 300 }) }, CLOSED);

export const productsList = defineRoute({
  id: 'products.list', method: 'GET', path: '/api/products',
  summary: 'Товары с отбором и точным числом', access: PRODUCTS,
  query: ListQuery, response: pageOf(ProductItem),
});
export const productsFields = defineRoute({
  id: 'products.fields', method: 'GET', path: '/api/products/fields',
  summary: 'Поля товара, доступные для отбора и сортировки', access: PRODUCTS,
  response: Type.Array(FieldInfo),
});
export const AttributeValue = Type.Object({ value: Type.String(), count: Type.Integer() });
export type AttributeValue = Static<typeof AttributeValue>;

export const attributeValues = defineRoute({
  id: 'products.attributeValues', method: 'GET', path: '/api/products/attributes/:id/values',
  summary: 'Значения характеристики у видимых товаров, частые первыми', access: PRODUCTS,
  params: IdParams, query: Type.Object({ q: Type.Optional(text(100)) }),
  response: Type.Array(AttributeValue),
});

export const productsLookup = defineRoute({
  id: 'products.lookup', method: 'GET', path: '/api/products/lookup',
  summary: 'Подбор товара в строку по артикулу или названию', access: PRODUCTS,
  query: Type.Object({
    q: Type.Optional(text(200)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  }),
  response: Type.Array(ProductHit),
});
export const productsMatch = defineRoute({
  id: 'products.match', method: 'POST', path: '/api/products/matches',
  summary: 'Товары по строкам спецификации: точно, по сходству артикула, варианты по названию',
  access: PRODUCTS,
  body: Type.Object({ rows: Type.Array(MatchRow, { maxItems: 2000 }) }, CLOSED),
  response: ProductMatches,
});
export const productRead = defineRoute({
  id: 'products.read', method: 'GET', path: '/api/products/:id',
  summary: 'Карточка товара', access: PRODUCTS, params: IdParams, response: ProductCard,
});
export const productCreate = defineRoute({
  id: 'products.create', method: 'POST', path: '/api/products', once: true,
  summary: 'Новый товар', access: { entity: 'product', action: 'create' },
  body: ProductCreate, response: Type.Object({ id: Id, version: Type.Integer() }),
});
export const productEdit = defineRoute({
  id: 'products.edit', method: 'PATCH', path: '/api/products/:id',
  summary: 'Правка товара; поля, которые ведёт 1С, не меняются', access: PRODUCT_EDIT,
  params: IdParams, body: ProductEdit, response: Type.Object({ version: Type.Integer() }),
});
export const productGroupsList = defineRoute({
  id: 'productGroups.list', method: 'GET', path: '/api/product-groups',
  summary: 'Группы товаров и их продакт-менеджеры', access: PRODUCTS,
  response: Type.Array(ProductGroup),
});
export const productGroupCreate = defineRoute({
  id: 'productGroups.create', method: 'POST', path: '/api/product-groups',
  summary: 'Новая группа товаров', access: { entity: 'product', action: 'create' },
  body: GroupBody, response: Type.Object({ id: Id }),
});
export const productGroupEdit = defineRoute({
  id: 'productGroups.edit', method: 'PATCH', path: '/api/product-groups/:id',
  summary: 'Переименовать группу товаров или вложить её в другую', access: PRODUCT_EDIT,
  params: IdParams, body: GroupEdit,
});
export const productGroupOwners = defineRoute({
  id: 'productGroups.owners', method: 'PUT', path: '/api/product-groups/:id/owners',
  summary: 'Продакт-менеджеры группы: им видны все сделки с её товарами',
  access: { entity: 'setting', action: 'edit' }, params: IdParams,
  body: Type.Object({ employeeIds: Type.Array(Id, { maxItems: 50 }) }, CLOSED),
});
