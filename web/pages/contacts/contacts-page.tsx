import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { contactsFields, contactsList } from '#contract/customers';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import { ImportLink } from '../../lists/import-link.tsx';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { DataTable } from '../../table/data-table.tsx';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import { ru } from '../../texts/ru.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconPlus, IconSearch, IconUser } from '../../ui/icons.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { QuickFind } from '../../ui/quick-find.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ClientSections } from '../companies/client-sections.tsx';
import { CONTACT_COLUMNS } from './contact-columns.tsx';
import type { ContactsSearch } from './contacts-search.ts';
import css from '../companies/companies-page.module.css';

const ContactForm = lazy(() =>
  import('./contact-form.tsx').then((module) => ({ default: module.ContactForm })));

const FIELDS_STALE_MS = 10 * 60_000;

type Change = (patch: Partial<ContactsSearch>, replace?: boolean) => void;

function useContactsView(): { search: ContactsSearch; change: Change } {
  const search: ContactsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback<Change>((patch, replace = false) => {
    void navigate({
      to: '.', search: (previous: ContactsSearch) => ({ ...previous, ...patch }), replace,
    });
  }, [navigate]);
  return { search, change };
}

function NoContacts({ search, change }: { search: ContactsSearch; change: Change }) {
  if (!search.filter && !search.q) {
    return (
      <EmptyState
        icon={<IconUser size={20} stroke={1.5} />}
        title={ruContacts.none}
        hint={ruContacts.noneHint}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.5} />}
      title={ru.table.emptyFiltered}
      action={(
        <Button variant="default" onClick={() => change({ filter: undefined, q: undefined })}>
          {ru.table.resetFilter}
        </Button>
      )}
    />
  );
}

/** Every person that fits the filter, with the exact number. */
export function ContactsPage() {
  const session = useSession();
  const { search, change } = useContactsView();
  const { filter, q, sort, create } = search;
  const { data: fields } = useQuery({
    ...routeQuery(contactsFields, {}), staleTime: FIELDS_STALE_MS,
  });
  const list = useKeysetList(contactsList, { filter, q, sort });
  const { open, panel } = useRecordPanel({
    entity: 'contact', rows: list.rows, openId: search.contact,
    show: (contact, replace) => change({ contact }, replace),
  });
  const mayCreate = allows(session, 'contact', 'create');
  const find = useCallback((text: string | undefined) => change({ q: text }, true), [change]);
  const openForm = () => change({ create: 'contact' }, true);
  useHotkeys(mayCreate ? { n: openForm } : {});
  useChanges('contact', null, () => {
    void queryClient.invalidateQueries({ queryKey: [...keyOf(contactsList), 'keyset'] });
  });
  return (
    <Page title={ruContacts.title}>
      <PageHeader
        title={ruContacts.title}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruContacts.total(list.total)} />
        )}
        actions={(
          <>
            <ImportLink noun="contacts" entity="contact" />
            <ClientSections value="contacts" />
            {mayCreate ? (
              <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={openForm}>
                {ruContacts.add}
              </Button>
            ) : null}
          </>
        )}
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
          label={ruContacts.title}
          columns={CONTACT_COLUMNS}
          list={list}
          sort={sort}
          viewKey={`${filter ?? ''}\n${q ?? ''}`}
          onSort={(next) => change({ sort: next }, true)}
          onOpen={open}
          openId={search.contact}
          empty={<NoContacts search={search} change={change} />}
        />
        {panel}
      </div>
      <Suspense>
        {create ? <ContactForm onClose={() => change({ create: undefined }, true)} /> : null}
      </Suspense>
    </Page>
  );
}
