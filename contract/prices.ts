// Price lists: types of prices and what a product costs from a day on.
import Type, { type Static } from 'typebox';
import { Day, Id, IdParams, Moment, Named, nullable, Sum } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;
const READ = { entity: 'product', action: 'read' } as const;

export const PriceType = Type.Object({
  id: Id,
  name: Type.String(),
  currency: Type.String(),
  /** What we pay ourselves: told to those alone who may see margin. */
  isCost: Type.Boolean(),
  /** Rows of an offer are filled with it. */
  isMain: Type.Boolean(),
  fromOnec: Type.Boolean(),
});
export type PriceType = Static<typeof PriceType>;

export const ProductPrice = Type.Object({
  priceType: PriceType,
  startsOn: Day,
  /** Exact decimal: prices of small things have four digits. */
  price: Type.String(),
  currency: Type.String(),
  fromOnec: Type.Boolean(),
  /** In force today; others were before or come later. */
  isCurrent: Type.Boolean(),
});
export type ProductPrice = Static<typeof ProductPrice>;

export const ProductRest = Type.Object({
  /** Blank when 1C names no warehouse. */
  warehouse: Type.String(), quantity: Type.String(), updatedAt: Moment,
});
export type ProductRest = Static<typeof ProductRest>;

/** A characteristic of 1C («220 В») with stock and today's prices of its own. */
export const ProductVariant = Type.Object({
  id: Id, name: Type.String(), article: nullable(Type.String()),
  prices: Type.Array(Type.Object({
    typeName: Type.String(), price: Type.String(), currency: Type.String(),
  })),
  rests: Type.Array(ProductRest),
});
export type ProductVariant = Static<typeof ProductVariant>;

/** A deal that offers the product or whose order sells it. */
export const ProductSale = Type.Object({
  deal: Type.Object({ id: Id, number: Type.String(), title: Type.String() }),
  company: nullable(Named),
  /** Null for the deal's own offer. */
  orderNumber: nullable(Type.String()),
  on: nullable(Day),
  quantity: Type.String(),
  unit: nullable(Type.String()),
  price: nullable(Type.String()),
  sumKopecks: Sum,
});
export type ProductSale = Static<typeof ProductSale>;

export const priceTypesList = defineRoute({
  id: 'priceTypes.list', method: 'GET', path: '/api/price-types',
  summary: 'Виды цен', access: READ, response: Type.Array(PriceType),
});
export const priceTypeCreate = defineRoute({
  id: 'priceTypes.create', method: 'POST', path: '/api/price-types',
  summary: 'Новый вид цен', access: { entity: 'setting', action: 'edit' },
  body: Type.Object({
    name: Type.String({ minLength: 1, maxLength: 200 }),
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    isCost: Type.Optional(Type.Boolean()),
    isMain: Type.Optional(Type.Boolean()),
  }, CLOSED),
  response: Type.Object({ id: Id }),
});
export const productPriceSet = defineRoute({
  id: 'products.setPrice', method: 'PUT', path: '/api/products/:id/prices',
  summary: 'Цена товара с указанного дня; цены из 1С не меняются',
  access: { entity: 'product', action: 'edit' }, params: IdParams,
  body: Type.Object({
    priceTypeId: Id, startsOn: Day,
    price: Type.String({ pattern: '^\\d{1,13}(\\.\\d{1,4})?$' }),
  }, CLOSED),
});
export const productSales = defineRoute({
  id: 'products.sales', method: 'GET', path: '/api/products/:id/sales',
  summary: 'Сделки и заказы, в которых продаётся товар: последние из видимых',
  access: READ, params: IdParams, response: Type.Array(ProductSale),
});
