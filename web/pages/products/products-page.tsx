import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { productsFields, productsList } from '#contract/catalog';
import type { ProductItem } from '#contract/catalog';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { ImportLink } from '../../lists/import-link.tsx';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { DataColumn } from '../../table/data-table.tsx';
import type { KeysetList } from '../../table/use-keyset-list.ts';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruProducts } from '../../texts/ru-products.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { formatDay, formatNumber, formatSum } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconPackage, IconPlus, IconSearch } from '../../ui/icons.ts';
import { Lock } from '../../ui/lock.tsx';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { QuickFind } from '../../ui/quick-find.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { GroupTree, treeOf, useGroups } from './group-tree.tsx';
import type { ProductsSearch } from './products-search.ts';
import css from './products.module.css';

const ProductForm = lazy(() =>
  import('./product-form.tsx').then((module) => ({ default: module.ProductForm })));

const { columns: titles } = ruProducts;
const FIELDS_STALE_MS = 10 * 60_000;

const COLUMNS: DataColumn<ProductItem>[] = [
  {
    id: 'article', header: titles.article, widthPx: 140, sortField: 'article',
    cell: (product) => <span className={plain.code}>{product.article}</span>,
  },
  {
    id: 'name', header: titles.name, widthPx: 260, grows: true, sortField: 'name',
    cell: (product) => (
      <span className={css.name}>
        <span className={css.nodeName}>{product.name}</span>
        {product.fromOnec ? <Lock /> : null}
      </span>
    ),
  },
  {
    id: 'group', header: titles.group, widthPx: 190, sortField: 'group.name',
    cell: (product) => product.group?.name ?? null,
  },
  { id: 'unit', header: titles.unit, widthPx: 60, cell: (product) => product.unit },
  {
    id: 'vat', header: titles.vat, widthPx: 76,
    cell: (product) => ruDeal.vatRate(product.vatRate),
  },
  {
    id: 'price', header: titles.price, widthPx: 120, align: 'right', sortField: 'priceKopecks',
    cell: (product) => (product.priceKopecks === null ? null : formatSum(product.priceKopecks)),
  },
  {
    id: 'updated', header: titles.updated, widthPx: 96, sortField: 'updatedAt',
    cell: (product) => formatDay(product.updatedAt),
  },
];

type Change = (patch: Partial<ProductsSearch>, replace?: boolean) => void;

/** The chosen group with all below it, and what the filter bar says. */
function useFilter({ filter, group }: ProductsSearch): string | undefined {
  const { data: groups } = useGroups();
  return useMemo(() => {
    if (group === undefined) return filter;
    const ids = treeOf(groups ?? []).find((node) => node.group.id === group)?.ids ?? [group];
    const own = { group: { in: ids } };
    return JSON.stringify(filter ? { and: [own, JSON.parse(filter)] } : own);
  }, [filter, group, groups]);
}

function NoProducts({ search, change }: { search: ProductsSearch; change: Change }) {
  const isFiltered = Boolean(search.filter || search.q || search.group);
  return isFiltered ? (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.5} />}
      title={ru.table.emptyFiltered}
      action={(
        <Button
          variant="default"
          onClick={() => change({ filter: undefined, q: undefined, group: undefined })}
        >
          {ru.table.resetFilter}
        </Button>
      )}
    />
  ) : (
    <EmptyState
      icon={<IconPackage size={20} stroke={1.5} />}
      title={ruProducts.none}
      hint={ruProducts.noneHint}
    />
  );
}

function ProductList({ search, change, list }: {
  search: ProductsSearch; change: Change; list: KeysetList<ProductItem>;
}) {
  const { open, panel } = useRecordPanel({
    entity: 'product', rows: list.rows, openId: search.product,
    show: (product, replace) => change({ product }, replace),
  });
  return (
    <>
    <DataTable
      label={ruProducts.title}
      columns={COLUMNS}
      list={list}
      sort={search.sort}
      viewKey={`${search.group ?? ''}\n${search.filter ?? ''}\n${search.q ?? ''}`}
      onSort={(next) => change({ sort: next }, true)}
      onOpen={open}
      openId={search.product}
      empty={<NoProducts search={search} change={change} />}
    />
    {panel}
    </>
  );
}

/** The catalogue: the tree of groups at the left, products that fit the filter at the right. */
export function ProductsPage() {
  const session = useSession();
  const navigate = useNavigate();
  const search: ProductsSearch = useSearch({ strict: false });
  const change = useCallback<Change>((patch, replace = false) => {
    void navigate({
      to: '.', search: (previous: ProductsSearch) => ({ ...previous, ...patch }), replace,
    });
  }, [navigate]);
  const { data: fields } = useQuery({
    ...routeQuery(productsFields, {}), staleTime: FIELDS_STALE_MS,
  });
  const filter = useFilter(search);
  const list = useKeysetList(productsList, { filter, q: search.q, sort: search.sort });
  const mayCreate = allows(session, 'product', 'create');
  const openForm = () => change({ create: 'product' }, true);
  const find = useCallback((text: string | undefined) => change({ q: text }, true), [change]);
  useHotkeys(mayCreate ? { n: openForm } : {});
  useChanges('product', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(productsList), 'keyset'] });
  });
  return (
    <Page title={ruProducts.title}>
      <PageHeader
        title={ruProducts.title}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruProducts.total(list.total)} />
        )}
        actions={(
          <>
            <ImportLink noun="products" entity="product" />
            {mayCreate ? (
              <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={openForm}>
                {ruProducts.add}
              </Button>
            ) : null}
          </>
        )}
      />
      <FilterBar
        fields={fields ?? []}
        filter={search.filter}
        onChange={(next) => change({ filter: next })}
      >
        <QuickFind value={search.q} onChange={find} />
      </FilterBar>
      <div className={css.columns}>
        <aside className={css.groups} aria-label={ruProducts.groups}>
          <GroupTree chosen={search.group} onChoose={(group) => change({ group })} />
        </aside>
        <ProductList search={search} change={change} list={list} />
      </div>
      <Suspense>
        {search.create ? (
          <ProductForm
            groupId={search.group}
            onClose={() => change({ create: undefined }, true)}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
