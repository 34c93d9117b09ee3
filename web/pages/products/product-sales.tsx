import { Link } from '@tanstack/react-router';
import type { ProductSale } from '#contract/prices';
import { paths } from '../../paths.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { formatDay, formatSum } from '../../ui/format.ts';
import { IconPackage } from '../../ui/icons.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { MoneyTable } from '../deal/money-table.tsx';
import type { MoneyColumn } from '../deal/money-table.tsx';
import { priceText, quantityText } from '../offer/line-text.ts';
import { useSales } from './use-product.ts';

const { sales: texts } = ruProducts;

const COLUMNS: MoneyColumn<ProductSale>[] = [
  {
    id: 'deal', header: texts.deal,
    cell: ({ deal }) => <Link to={paths.deal(deal.id)}>{deal.number} · {deal.title}</Link>,
  },
  { id: 'company', header: texts.company, cell: ({ company }) => company?.name ?? '' },
  {
    id: 'where', header: texts.where,
    cell: ({ orderNumber }) => (orderNumber ? texts.order(orderNumber) : texts.offer),
  },
  { id: 'on', header: texts.on, cell: ({ on }) => (on ? formatDay(on) : '') },
  {
    id: 'quantity', header: texts.quantity, number: true,
    cell: ({ quantity, unit }) => `${quantityText(quantity)} ${unit ?? ''}`.trim(),
  },
  {
    id: 'price', header: texts.price, number: true,
    cell: ({ price }) => (price === null ? '' : priceText(price)),
  },
  {
    id: 'sum', header: texts.sum, number: true, strong: true,
    cell: ({ sumKopecks }) => (sumKopecks === null ? '' : formatSum(sumKopecks)),
  },
];

/** The latest sales of the product among the deals that the reader may see. */
export function ProductSales({ productId }: { productId: number }) {
  const reading = useSales(productId);
  const { data } = reading;
  if (!data) return <ReadingState of={reading} title={texts.failed} rows={6} rowHeight={32} />;
  if (data.length === 0) {
    return <EmptyState icon={<IconPackage size={20} stroke={1.5} />} title={texts.none} />;
  }
  return (
    <MoneyTable
      label={texts.table}
      rows={data}
      columns={COLUMNS}
      keyOf={(row) => `${row.deal.id} ${row.orderNumber ?? ''} ${row.quantity} ${row.sumKopecks}`}
    />
  );
}
