import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Suspense, useMemo } from 'react';
import { productsFields, productsList } from '#contract/catalog';
import type { ProductItem } from '#contract/catalog';
import type { FieldInfo } from '#contract/listing';
import { allows, useSession } from '../../api/session.ts';
import { ExportMenu } from '../../lists/export-menu.tsx';
import { exportOf } from '../../lists/export-of.ts';
import { ImportLink } from '../../lists/import-link.tsx';
import { ListBody } from '../../lists/list-body.tsx';
import { ListEmpty } from '../../lists/list-empty.tsx';
import { ListFilter } from '../../lists/list-filter.tsx';
import type { ChangeSearch } from '../../lists/list-search.ts';
import type { ListColumns } from '../../lists/use-columns.ts';
import { useList, useListSearch } from '../../lists/use-list.ts';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruProducts } from '../../texts/ru-products.ts';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconPackage, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { treeOf, useGroups } from './group-tree.tsx';
import { Groups } from './groups.tsx';
import { PRODUCT_COLUMNS } from './product-columns.tsx';
import type { ProductsSearch } from './products-search.ts';
import css from './products.module.css';

const ProductForm = lazyPart(() =>
  import('./product-form.tsx').then((module) => module.ProductForm));

const ROUTES = { list: productsList, fields: productsFields };

type Change = ChangeSearch<ProductsSearch>;

/** The chosen group with all below it, and what the filter bar says. */
function useFilter({ filter, folder }: ProductsSearch): string | undefined {
  const { data: groups } = useGroups();
  return useMemo(() => {
    if (folder === undefined) return filter;
    const ids = treeOf(groups ?? []).find((node) => node.group.id === folder)?.ids ?? [folder];
    const own = { group: { in: ids } };
    return JSON.stringify(filter ? { and: [own, JSON.parse(filter)] } : own);
  }, [filter, folder, groups]);
}

function HeaderActions({ onCreate, children }: {
  onCreate: (() => void) | undefined; children: ReactNode;
}) {
  return (
    <>
      {children}
      {onCreate ? (
        <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={onCreate}>
          {ruProducts.add}
        </Button>
      ) : null}
    </>
  );
}

type FilterProps = {
  search: ProductsSearch; change: Change; fields: FieldInfo[]; view: ListColumns<ProductItem>;
};

/** The chosen group is a part of a saved view: «насосы, остаток больше нуля». */
function ProductsFilter({ search, change, fields, view }: FilterProps) {
  return (
    <ListFilter
      noun="products"
      search={search}
      change={change}
      fields={fields}
      view={view}
      more={{
        query: { folderId: search.folder },
        onReset: ({ folderId }): Partial<ProductsSearch> => ({ folder: folderId }),
      }}
    />
  );
}

/** The catalogue: the tree of groups at the left, products that fit the filter at the right. */
export function ProductsPage() {
  const session = useSession();
  const { search, change } = useListSearch<ProductsSearch>();
  const filter = useFilter(search);
  const { fields, view, ask, list, selection } = useList<ProductItem>({
    noun: 'products', own: PRODUCT_COLUMNS, routes: ROUTES, search, filter, change,
  });
  const { open, panel, walk } = useRecordPanel({
    entity: 'product', rows: list.rows, openId: search.product,
    show: (product, replace) => change({ product }, replace),
  });
  const mayCreate = allows(session, 'product', 'create');
  const openForm = () => change({ create: 'product' }, true);
  useHotkeys(mayCreate ? { c: openForm } : {});
  return (
    <Page title={ruProducts.title}>
      <PageHeader
        title={ruProducts.title}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruProducts.total(list.total)} />
        )}
        actions={(
          <HeaderActions onCreate={mayCreate ? openForm : undefined}>
            <ImportLink noun="products" entity="product" />
            {allows(session, 'product', 'export') ? (
              <ExportMenu
                total={list.total}
                view={exportOf('products', view.columns, { ...search, ...ask }, selection.value)}
              />
            ) : null}
          </HeaderActions>
        )}
      />
      <ProductsFilter search={search} change={change} fields={fields} view={view} />
      <div className={css.columns}>
        <Groups chosen={search.folder} onChoose={(folder) => change({ folder })} />
        <ListBody<ProductItem>
          noun="products"
          label={ruProducts.title}
          route={productsList}
          ask={ask}
          list={list}
          view={view}
          group={search.group}
          selection={selection}
          actions={allows(session, 'product', 'edit') ? ['edit', 'setAttribute'] : []}
          onSort={(next) => change({ sort: next }, true)}
          onOpen={open}
          openId={search.product}
          walk={walk}
          empty={(
            <ListEmpty icon={IconPackage} words={ruProducts} search={search} change={change} />
          )}
        />
        {panel}
      </div>
      <Suspense>
        {search.create && mayCreate ? (
          <ProductForm
            groupId={search.folder}
            onClose={() => change({ create: undefined }, true)}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
