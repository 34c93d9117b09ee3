// Routes of products and their groups: each is one call.
import * as contract from '#contract/catalog';
import { priceTypeCreate, priceTypesList, productPriceSet } from '#contract/prices';
import type { Bind } from '#platform/http/bind';
import { listAttributeValues } from './attributes.ts';
import { createProduct } from './create-product.ts';
import { editProduct } from './edit-product.ts';
import { lookupProducts } from './find-products.ts';
import { createGroup, editGroup, listGroups, setGroupOwners } from './groups.ts';
import { listProducts, productFieldInfos } from './list-products.ts';
import { matchProducts } from './match-products.ts';
import { createPriceType, listPriceTypes, setPrice } from './prices.ts';
import { readProduct } from './read-product.ts';

export function catalogRoutes(bind: Bind): void {
  bind(contract.productsList, (ctx, { query }) => listProducts(ctx, query));
  bind(contract.productsFields, async (ctx) => productFieldInfos(ctx));
  bind(contract.productsLookup, (ctx, { query }) => lookupProducts(ctx, query));
  bind(contract.productsMatch, (ctx, { body }) => matchProducts(ctx, body.rows));
  bind(contract.attributeValues, (ctx, { params, query }) =>
    listAttributeValues(ctx, { ...params, ...query }));
  bind(contract.productRead, (ctx, { params }) => readProduct(ctx, params.id));
  bind(contract.productCreate, (ctx, { body }) => createProduct(ctx, body));
  bind(contract.productEdit, (ctx, { params, body }) => editProduct(ctx, { ...body, ...params }));
  bind(priceTypesList, (ctx) => listPriceTypes(ctx));
  bind(priceTypeCreate, (ctx, { body }) => createPriceType(ctx, body));
  bind(productPriceSet, (ctx, { params, body }) => setPrice(ctx, { ...params, ...body }));
  bind(contract.productGroupsList, (ctx) => listGroups(ctx));
  bind(contract.productGroupCreate, (ctx, { body }) => createGroup(ctx, body));
  bind(contract.productGroupEdit, (ctx, { params, body }) =>
    editGroup(ctx, { ...params, ...body }));
  bind(contract.productGroupOwners, (ctx, { params, body }) =>
    setGroupOwners(ctx, { ...params, ...body }));
}
