import { ActionIcon } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { CompanyCard } from '#contract/customers';
import { allows, useSession } from '../../api/session.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconPencil, IconPlus } from '../../ui/icons.ts';
import { Reaches } from './company-reaches.tsx';
import css from './company-page.module.css';

const ContactForm = lazy(() =>
  import('./contact-form.tsx').then((module) => ({ default: module.ContactForm })));

const { card: texts } = ruCompanies;

type Contact = CompanyCard['contacts'][number];

/** The people of the company and how to reach each. */
export function CompanyContacts({ company }: { company: CompanyCard }) {
  const session = useSession();
  const [form, setForm] = useState<{ contact?: Contact } | null>(null);
  const mayEdit = allows(session, 'contact', 'edit');
  return (
    <section className={css.section} aria-label={texts.contacts}>
      <header className={css.head}>
        <h2>{texts.contacts}</h2>
        {allows(session, 'contact', 'create') ? (
          <ActionIcon size={24} aria-label={texts.addContact} onClick={() => setForm({})}>
            <IconPlus size={16} stroke={1.6} />
          </ActionIcon>
        ) : null}
      </header>
      {company.contacts.length === 0 ? <p className={css.quiet}>{texts.noContacts}</p> : null}
      <ul>
        {company.contacts.map((contact) => (
          <li key={contact.id} className={css.contact}>
            <Avatar name={contact.name} size={24} decorative />
            <div className={css.contactWords}>
              <p className={css.contactName}>{contact.name}</p>
              {contact.position ? <p className={css.quiet}>{contact.position}</p> : null}
              <Reaches
                owner={{ companyId: company.id, contactId: contact.id }}
                reaches={contact.reaches}
                mayEdit={mayEdit}
              />
            </div>
            {mayEdit ? (
              <ActionIcon
                size={24}
                aria-label={texts.editContact(contact.name)}
                onClick={() => setForm({ contact })}
              >
                <IconPencil size={14} stroke={1.6} />
              </ActionIcon>
            ) : null}
          </li>
        ))}
      </ul>
      <Suspense>
        {form ? (
          <ContactForm {...form} companyId={company.id} onClose={() => setForm(null)} />
        ) : null}
      </Suspense>
    </section>
  );
}
