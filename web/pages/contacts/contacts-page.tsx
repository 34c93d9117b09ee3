import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { contactsFields, contactsList } from '#contract/customers';
import type { ContactItem } from '#contract/customers';
import { allows, useSession } from '../../api/session.ts';
import { ExportMenu } from '../../lists/export-menu.tsx';
import { exportOf } from '../../lists/export-of.ts';
import { ImportLink } from '../../lists/import-link.tsx';
import { ListBody } from '../../lists/list-body.tsx';
import { ListEmpty } from '../../lists/list-empty.tsx';
import { ListFilter } from '../../lists/list-filter.tsx';
import { useList, useListSearch } from '../../lists/use-list.ts';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { formatNumber } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconPlus, IconUser } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { ClientSections } from '../companies/client-sections.tsx';
import { CONTACT_COLUMNS } from './contact-columns.tsx';
import type { ContactsSearch } from './contacts-search.ts';
import css from '../companies/companies-page.module.css';

const ContactForm = lazyPart(() =>
  import('./contact-form.tsx').then((module) => module.ContactForm));

const ROUTES = { list: contactsList, fields: contactsFields };

/** Every person that fits the filter, with the exact number. */
export function ContactsPage() {
  const session = useSession();
  const { search, change } = useListSearch<ContactsSearch>();
  const { fields, view, ask, list, selection } = useList<ContactItem>({
    noun: 'contacts', own: CONTACT_COLUMNS, routes: ROUTES, search, change,
  });
  const { open, panel, walk } = useRecordPanel({
    entity: 'contact', rows: list.rows, openId: search.contact,
    show: (contact, replace) => change({ contact }, replace),
  });
  const mayCreate = allows(session, 'contact', 'create');
  const openForm = () => change({ create: 'contact' }, true);
  useHotkeys(mayCreate ? { c: openForm } : {});
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
            {allows(session, 'contact', 'export') ? (
              <ExportMenu
                total={list.total}
                view={exportOf('contacts', view.columns, search, selection.value)}
              />
            ) : null}
            <ClientSections value="contacts" />
            {mayCreate ? (
              <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={openForm}>
                {ruContacts.add}
              </Button>
            ) : null}
          </>
        )}
      />
      <ListFilter noun="contacts" search={search} change={change} fields={fields} view={view} />
      <div className={css.list}>
        <ListBody<ContactItem>
          noun="contacts"
          label={ruContacts.title}
          route={contactsList}
          ask={ask}
          list={list}
          view={view}
          group={search.group}
          selection={selection}
          actions={allows(session, 'contact', 'edit') ? ['edit', 'assign'] : []}
          onSort={(next) => change({ sort: next }, true)}
          onOpen={open}
          openId={search.contact}
          walk={walk}
          empty={<ListEmpty icon={IconUser} words={ruContacts} search={search} change={change} />}
        />
        {panel}
      </div>
      <Suspense>
        {search.create && mayCreate ? (
          <ContactForm onClose={() => change({ create: undefined }, true)} />
        ) : null}
      </Suspense>
    </Page>
  );
}
