import type { ProductItem } from '#contract/catalog';
import { decimalFromKopecks } from '#contract/money';
import type { DataColumn } from '../../table/data-table.tsx';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { formatDay, formatNumber, formatSum } from '../../ui/format.ts';
import { Lock } from '../../ui/lock.tsx';
import plain from '../../ui/plain-table.module.css';
import css from './products.module.css';

const { columns: titles } = ruProducts;

/** Beside the tree of groups all of them stand in a window of 1440. */
export const PRODUCT_COLUMNS: DataColumn<ProductItem>[] = [
  {
    id: 'article', header: titles.article, widthPx: 116, leastPx: 100, sortField: 'article',
    edit: { text: (product) => product.article ?? '' },
    cell: (product) => <span className={plain.code}>{product.article}</span>,
  },
  {
    id: 'name', header: titles.name, widthPx: 254, leastPx: 190, grows: true, sortField: 'name',
    edit: { text: (product) => product.name },
    cell: (product) => (
      <span className={css.name}>
        <span className={css.nodeName}>{product.name}</span>
        {product.fromOnec ? <Lock /> : null}
      </span>
    ),
  },
  {
    id: 'group', header: titles.group, widthPx: 172, leastPx: 110, sortField: 'group.name',
    edit: { text: (product) => product.group?.name ?? '', source: 'productGroups' },
    cell: (product) => product.group?.name ?? null,
  },
  {
    id: 'unit', header: titles.unit, widthPx: 48, cell: (product) => product.unit,
    edit: { text: (product) => product.unit ?? '' },
  },
  {
    id: 'vatRate', header: titles.vat, widthPx: 60, leastPx: 56,
    edit: { text: (product) => ruDeal.vatRate(product.vatRate), source: 'vatRates' },
    cell: (product) => ruDeal.vatRate(product.vatRate),
  },
  {
    id: 'priceKopecks', header: titles.price, widthPx: 96, leastPx: 92, align: 'right',
    sortField: 'priceKopecks',
    edit: {
      text: ({ priceKopecks }) =>
        (priceKopecks === null ? '' : decimalFromKopecks(priceKopecks).replace('.', ',')),
    },
    cell: (product) => (product.priceKopecks === null ? null : formatSum(product.priceKopecks)),
  },
  {
    id: 'restQuantity', header: titles.rest, widthPx: 80, leastPx: 76, align: 'right', isOnec: true,
    sortField: 'restQuantity',
    cell: ({ restQuantity }) => (restQuantity === 0 ? null : formatNumber(restQuantity)),
  },
  {
    id: 'updatedAt', header: titles.updated, widthPx: 92, leastPx: 80, sortField: 'updatedAt',
    cell: (product) => formatDay(product.updatedAt),
  },
];
