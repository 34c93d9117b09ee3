import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ProductCard } from '#contract/catalog';
import { ApiProblem } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { IconChevronRight, IconSearch } from '../../ui/icons.ts';
import { Lock } from '../../ui/lock.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { PresenceAvatars } from '../../ui/presence-avatars.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { FilesPanel } from '../files/files-panel.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { ProductPrices } from './product-prices.tsx';
import { ProductProperties } from './product-properties.tsx';
import { ProductSales } from './product-sales.tsx';
import type { ProductSearch, ProductTab } from './products-search.ts';
import { PRODUCT_DOOR, useProduct } from './use-product.ts';
import css from './products.module.css';

const { card: texts } = ruProducts;

function Heading({ product }: { product: ProductCard }) {
  return (
    <header className={css.header}>
      <nav className={css.crumbs} aria-label={texts.crumbs}>
        <Link to={paths.products()}>{ruProducts.title}</Link>
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
        <span aria-current="page">{product.article ?? product.name}</span>
        <PresenceAvatars />
      </nav>
      <div className={css.titleRow}>
        <h1 className={css.title}>{product.name}</h1>
        {product.fromOnec ? <Lock words /> : null}
        {product.deletedAt ? <Tag meaning="bad">{texts.deleted}</Tag> : null}
      </div>
    </header>
  );
}

function ProductTabs({ product }: { product: ProductCard }) {
  const { tab = 'prices' }: ProductSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const of = { entity: 'product', entityId: product.id };
  return (
    <div className={css.main}>
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
    </div>
  );
}

function ProductBody({ product }: { product: ProductCard }) {
  const editor = useRecordEditor(product, PRODUCT_DOOR);
  return (
    <div className={css.card}>
      <Heading product={product} />
      <EditNotices editor={editor} />
      <div className={css.body}>
        <ProductProperties product={product} save={editor.save} />
        <ProductTabs product={product} />
      </div>
    </div>
  );
}

function Problem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return (
    <>
      <PageHeader title={ruProducts.one} divided />
      {isMissing ? (
        <EmptyState
          icon={<IconSearch size={20} stroke={1.5} />}
          title={texts.missing}
          hint={texts.missingHint}
          action={<Button component={Link} to={paths.products()}>{texts.toList}</Button>}
        />
      ) : <ErrorState error={error} title={texts.failed} onRetry={onRetry} />}
    </>
  );
}

/** The card of a product: what it is at the left; prices, sales and history at the right. */
export function ProductPage() {
  const { productId } = useParams({ strict: false }) as { productId?: string };
  const id = Number(productId);
  const { data: product, error, refetch } = useProduct(id);
  return (
    <Page title={product?.name ?? ''}>
      {product ? (
        <ProductBody key={product.id} product={product} />
      ) : null}
      {!product && error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!product && !error ? <SkeletonRows count={10} height={36} /> : null}
    </Page>
  );
}
