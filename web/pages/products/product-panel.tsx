import type { ProductCard } from '#contract/catalog';
import { PanelFrame } from '../../panel/panel-frame.tsx';
import type { PanelProps } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruPanel as texts } from '../../texts/ru-panel.ts';
import { EditNotices } from '../record/edit-notices.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { ProductPrices } from './product-prices.tsx';
import { ProductProperties } from './product-properties.tsx';
import { PRODUCT_DOOR, useProduct } from './use-product.ts';

function Body({ product }: { product: ProductCard }) {
  const editor = useRecordEditor(product, PRODUCT_DOOR);
  return (
    <>
      <EditNotices editor={editor} />
      <ProductProperties product={product} save={editor.save} isInPanel />
      <ProductPrices product={product} />
    </>
  );
}

/** The product beside the list: what it is and what it costs. */
export function ProductPanel({ id, onClose }: PanelProps) {
  const { data: product, error, refetch } = useProduct(id);
  return (
    <PanelFrame
      label={texts.product(product?.name ?? '')}
      mark={product?.article}
      title={product?.name}
      to={paths.product(id)}
      error={error}
      onRetry={() => void refetch()}
      onClose={onClose}
    >
      {product ? <Body product={product} /> : null}
    </PanelFrame>
  );
}
