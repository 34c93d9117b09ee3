import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { companiesFields, companiesList } from '#contract/customers';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, isHidden, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { MassBar } from '../../mass/mass-bar.tsx';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { DataTable } from '../../table/data-table.tsx';
import { useListSelection } from '../../table/use-list-selection.ts';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconBuilding, IconPlus, IconSearch } from '../../ui/icons.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { QuickFind } from '../../ui/quick-find.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ClientSections } from './client-sections.tsx';
import { ADVANCE_COLUMN, COMPANY_COLUMNS } from './company-columns.tsx';
import type { CompaniesSearch } from './companies-search.ts';
import css from './companies-page.module.css';

const CompanyForm = lazy(() =>
  import('./company-form.tsx').then((module) => ({ default: module.CompanyForm })));

const FIELDS_STALE_MS = 10 * 60_000;

type Change = (patch: Partial<CompaniesSearch>, replace?: boolean) => void;

function useCompaniesView(): { search: CompaniesSearch; change: Change } {
  const search: CompaniesSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback<Change>((patch, replace = false) => {
    void navigate({
      to: '.', search: (previous: CompaniesSearch) => ({ ...previous, ...patch }), replace,
    });
  }, [navigate]);
  return { search, change };
}

function NoCompanies({ search, change }: { search: CompaniesSearch; change: Change }) {
  const isFiltered = Boolean(search.filter || search.q);
  return isFiltered ? (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.5} />}
      title={ru.table.emptyFiltered}
      action={(
        <Button variant="default" onClick={() => change({ filter: undefined, q: undefined })}>
          {ru.table.resetFilter}
        </Button>
      )}
    />
  ) : (
    <EmptyState
      icon={<IconBuilding size={20} stroke={1.5} />}
      title={ruCompanies.none}
      hint={ruCompanies.noneHint}
    />
  );
}

function useColumns() {
  const session = useSession();
  const seesMoney = !isHidden(session, 'deal.money');
  return useMemo(() => {
    const before = COMPANY_COLUMNS.slice(0, -1);
    return seesMoney ? [...before, ADVANCE_COLUMN, ...COMPANY_COLUMNS.slice(-1)] : COMPANY_COLUMNS;
  }, [seesMoney]);
}

function HeaderActions({ onCreate }: { onCreate: (() => void) | undefined }) {
  return (
    <>
      <ClientSections value="companies" />
      {onCreate ? (
        <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={onCreate}>
          {ruCompanies.add}
        </Button>
      ) : null}
    </>
  );
}

/** Every company that fits the filter, with the exact number. */
export function CompaniesPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { search, change } = useCompaniesView();
  const { filter, q, sort, create } = search;
  const { data: fields } = useQuery({
    ...routeQuery(companiesFields, {}), staleTime: FIELDS_STALE_MS,
  });
  const list = useKeysetList(companiesList, { filter, q, sort });
  const columns = useColumns();
  const selection = useListSelection(`${filter ?? ''}\n${q ?? ''}`);
  const mayCreate = allows(session, 'company', 'create');
  const find = useCallback((text: string | undefined) => change({ q: text }, true), [change]);
  const openForm = () => change({ create: 'company' }, true);
  useHotkeys(mayCreate ? { n: openForm } : {});
  useChanges('company', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(companiesList), 'keyset'] });
  });
  return (
    <Page title={ruCompanies.title}>
      <PageHeader
        title={ruCompanies.title}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruCompanies.total(list.total)} />
        )}
        actions={<HeaderActions onCreate={mayCreate ? openForm : undefined} />}
      />
      <FilterBar
        fields={fields ?? []}
        filter={filter}
        onChange={(next) => change({ filter: next })}
      >
        <QuickFind value={q} onChange={find} />
      </FilterBar>
      <div className={css.list}>
        <DataTable
          label={ruCompanies.title}
          columns={columns}
          list={list}
          sort={sort}
          selection={selection}
          viewKey={`${filter ?? ''}\n${q ?? ''}`}
          onSort={(next) => change({ sort: next }, true)}
          onOpen={(row, inNewTab) => {
            if (inNewTab) window.open(paths.company(row.id), '_blank', 'noopener');
            else void navigate({ to: paths.company(row.id) });
          }}
          empty={<NoCompanies search={search} change={change} />}
        />
        <MassBar
          noun="companies"
          actions={allows(session, 'company', 'edit') ? ['edit', 'assign'] : []}
          selection={selection}
          total={list.total}
          view={{ filter, q }}
        />
      </div>
      <Suspense>
        {create ? <CompanyForm onClose={() => change({ create: undefined }, true)} /> : null}
      </Suspense>
    </Page>
  );
}
