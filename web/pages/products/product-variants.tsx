import type { ProductCard } from '#contract/catalog';
import type { ProductVariant } from '#contract/prices';
import { ruProducts } from '../../texts/ru-products.ts';
import { Lock } from '../../ui/lock.tsx';
import plain from '../../ui/plain-table.module.css';
import { MoneyTable } from '../deal/money-table.tsx';
import type { MoneyColumn } from '../deal/money-table.tsx';
import { priceText, quantityText } from '../offer/line-text.ts';
import css from './products.module.css';

const { prices: texts } = ruProducts;

function Lines({ lines }: { lines: string[] }) {
  return <>{lines.map((line) => <p key={line}>{line}</p>)}</>;
}

const columnsOf = (unit: string | null): MoneyColumn<ProductVariant>[] => [
  {
    id: 'name', header: texts.variant, strong: true,
    cell: ({ name, article }) => (
      <>
        {name} {article ? <span className={plain.code}>{article}</span> : null}
      </>
    ),
  },
  {
    id: 'prices', header: texts.variantPrices,
    cell: ({ prices }) => (
      <Lines
        lines={prices.map(({ typeName, price, currency }) =>
          `${typeName}: ${priceText(price)} ${currency === 'RUB' ? '₽' : currency}`)}
      />
    ),
  },
  {
    id: 'rests', header: texts.variantRests,
    cell: ({ rests }) => (
      <Lines
        lines={rests.map(({ warehouse, quantity }) =>
          `${warehouse || texts.anyWarehouse}: ${quantityText(quantity)} ${unit ?? ''}`.trim())}
      />
    ),
  },
];

/** What 1C sells of the product apart: each characteristic with its prices and stock. */
export function ProductVariants({ product }: { product: ProductCard }) {
  if (product.variants.length === 0) return null;
  return (
    <section className={css.part} aria-label={texts.variants}>
      <h2 className={css.heading}>{texts.variants} <Lock /></h2>
      <MoneyTable
        label={texts.variants}
        rows={product.variants}
        columns={columnsOf(product.unit)}
        keyOf={({ id }) => String(id)}
      />
    </section>
  );
}
