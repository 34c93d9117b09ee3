import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Suspense, useMemo } from 'react';
import { companiesFields, companiesList } from '#contract/customers';
import type { CompanyItem } from '#contract/customers';
import { allows, isHidden, readsOwn, useSession } from '../../api/session.ts';
import { ExportMenu } from '../../lists/export-menu.tsx';
import { exportOf } from '../../lists/export-of.ts';
import { ImportLink } from '../../lists/import-link.tsx';
import { ListBody } from '../../lists/list-body.tsx';
import { ListEmpty } from '../../lists/list-empty.tsx';
import { ListFilter } from '../../lists/list-filter.tsx';
import { useList, useListSearch } from '../../lists/use-list.ts';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconBuilding, IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { ClientSections } from './client-sections.tsx';
import { ADVANCE_COLUMN, COMPANY_COLUMNS } from './company-columns.tsx';
import type { CompaniesSearch } from './companies-search.ts';
import css from './companies-page.module.css';

const CompanyForm = lazyPart(() =>
  import('./company-form.tsx').then((module) => module.CompanyForm));

/** A buyer has suppliers, not clients. */
const useWords = () => (readsOwn(useSession(), 'company') ? ruCompanies.own : ruCompanies);

const ROUTES = { list: companiesList, fields: companiesFields };

function useOwnColumns() {
  const session = useSession();
  const seesMoney = !isHidden(session, 'deal.money');
  return useMemo(() => {
    const before = COMPANY_COLUMNS.slice(0, -1);
    return seesMoney ? [...before, ADVANCE_COLUMN, ...COMPANY_COLUMNS.slice(-1)] : COMPANY_COLUMNS;
  }, [seesMoney]);
}

function HeaderActions({ onCreate, children }: {
  onCreate: (() => void) | undefined; children: ReactNode;
}) {
  const words = useWords();
  return (
    <>
      {children}
      <ClientSections value="companies" />
      {onCreate ? (
        <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={onCreate}>
          {words.add}
        </Button>
      ) : null}
    </>
  );
}

/** Every company that fits the filter, with the exact number. */
export function CompaniesPage() {
  const session = useSession();
  const words = useWords();
  const { title } = words;
  const { search, change } = useListSearch<CompaniesSearch>();
  const { fields, view, ask, list, selection } = useList<CompanyItem>({
    noun: 'companies', own: useOwnColumns(), routes: ROUTES, search, change,
  });
  const { open, panel, walk } = useRecordPanel({
    entity: 'company', rows: list.rows, openId: search.company,
    show: (company, replace) => change({ company }, replace),
  });
  const mayCreate = allows(session, 'company', 'create');
  const openForm = () => change({ create: 'company' }, true);
  useHotkeys(mayCreate ? { c: openForm } : {});
  return (
    <Page title={title}>
      <PageHeader
        title={title}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruCompanies.total(list.total)} />
        )}
        actions={(
          <HeaderActions onCreate={mayCreate ? openForm : undefined}>
            <ImportLink noun="companies" entity="company" />
            {allows(session, 'company', 'export') ? (
              <ExportMenu
                total={list.total}
                view={exportOf('companies', view.columns, search, selection.value)}
              />
            ) : null}
          </HeaderActions>
        )}
      />
      <ListFilter
        noun="companies"
        search={search}
        change={change}
        fields={fields}
        view={view}
      />
      <div className={css.list}>
        <ListBody<CompanyItem>
          noun="companies"
          label={title}
          route={companiesList}
          ask={ask}
          list={list}
          view={view}
          group={search.group}
          selection={selection}
          actions={allows(session, 'company', 'edit') ? ['edit', 'assign', 'tag', 'relate'] : []}
          onSort={(next) => change({ sort: next }, true)}
          onOpen={open}
          openId={search.company}
          walk={walk}
          empty={<ListEmpty icon={IconBuilding} words={words} search={search} change={change} />}
        />
        {panel}
      </div>
      <Suspense>
        {search.create && mayCreate ? (
          <CompanyForm onClose={() => change({ create: undefined }, true)} />
        ) : null}
      </Suspense>
    </Page>
  );
}
