// The face of the catalog: products, their groups, and who answers for a group.
import { describeConstraints } from '#platform/constraints';

export { loadAttributes, settleAttributes } from './attributes.ts';
export { createProduct } from './create-product.ts';
export { editProduct } from './edit-product.ts';
export { withdrawProduct } from './withdraw-product.ts';
export { createGroup, editGroup, listGroups, setGroupOwners } from './groups.ts';
export { listProducts } from './list-products.ts';
export { type GroupRow, nestGroups } from './nest-groups.ts';
export { readProduct } from './read-product.ts';
export { lookupProducts } from './find-products.ts';
export { matchProducts } from './match-products.ts';

export {
  type ApplyContext, applyProducts, type ProductOutcome, productsByIdentity, tombstoneProducts,
} from './apply-products.ts';

export {
  applyPrices, applyPriceTypes, applyRests, type PriceRow, type PriceTypeRow, type RestRow,
} from './apply-prices.ts';
export { applyVariants, type VariantRow } from './apply-variants.ts';
export { createPriceType, refreshPricesDue, setPrice } from './prices.ts';

export { catalogGuards, visibleProducts } from './visibility.ts';
export { catalogRoutes } from './routes.ts';
export { productSubject } from './product-subject.ts';
export { catalogSearch } from './find-products.ts';

describeConstraints({
  price_type_name_length: ['name', 'Название вида цен: от 1 до 200 знаков.'],
  product_name_length: ['name', 'Название: от 1 до 1000 знаков.'],
  product_group_fk: ['groupId', 'Такой группы товаров нет.'],
  product_group_name_length: ['name', 'Название группы: от 1 до 300 знаков.'],
});
