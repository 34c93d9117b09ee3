import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ProductCard } from '#contract/catalog';
import { paths } from '../../paths.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { Lock } from '../../ui/lock.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { FilesPanel } from '../files/files-panel.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { RecordHead } from '../record/record-head.tsx';
import { RecordColumns, RecordPage } from '../record/record-page.tsx';
import type { RecordNoun } from '../record/record-page.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { ProductPrices } from './product-prices.tsx';
import { ProductProperties } from './product-properties.tsx';
import { ProductSales } from './product-sales.tsx';
import type { ProductSearch, ProductTab } from './products-search.ts';
import { PRODUCT_DOOR, useProduct } from './use-product.ts';

const { card: texts } = ruProducts;

const NOUN: RecordNoun = {
  ...texts, one: ruProducts.one, list: ruProducts.title, listPath: paths.products(),
};

function Heading({ product }: { product: ProductCard }) {
  return (
    <RecordHead noun={NOUN} here={product.article ?? product.name} title={product.name}>
      {product.fromOnec ? <Lock words /> : null}
      {product.deletedAt ? <Tag meaning="bad">{texts.deleted}</Tag> : null}
    </RecordHead>
  );
}

function ProductTabs({ product }: { product: ProductCard }) {
  const { tab = 'prices' }: ProductSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const of = { entity: 'product', entityId: product.id };
  return (
    <Tabs<ProductTab>
      label={texts.tabs.label}
      value={tab}
      onChange={(next) => void navigate({ to: '.', search: { tab: next }, replace: true })}
      items={[
        { value: 'prices', label: texts.tabs.prices },
        { value: 'sales', label: texts.tabs.sales },
        { value: 'files', label: texts.tabs.files },
        { value: 'history', label: texts.tabs.history },
      ]}
    >
      {tab === 'prices' ? <ProductPrices product={product} /> : null}
      {tab === 'sales' ? <ProductSales productId={product.id} /> : null}
      {tab === 'files' ? <FilesPanel key={product.id} of={of} /> : null}
      {tab === 'history' ? (
        <HistoryList of={of} mayComment />
      ) : null}
    </Tabs>
  );
}

function ProductBody({ product }: { product: ProductCard }) {
  const editor = useRecordEditor(product, PRODUCT_DOOR);
  return (
    <>
      <Heading product={product} />
      <EditNotices editor={editor} />
      <RecordColumns
        side={<ProductProperties product={product} save={editor.save} />}
        tabs={<ProductTabs product={product} />}
      />
    </>
  );
}

/** The card of a product: what it is at the left; prices, sales and history at the right. */
export function ProductPage() {
  const { productId } = useParams({ strict: false }) as { productId?: string };
  const id = Number(productId);
  return (
    <RecordPage noun={NOUN} id={id} asked={useProduct(id)} titleOf={({ name }) => name}>
      {(product) => <ProductBody product={product} />}
    </RecordPage>
  );
}
