import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { CompanyCard } from '#contract/customers';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Tag } from '../../ui/tag.tsx';
import { Reaches } from './company-reaches.tsx';
import css from './company-page.module.css';

const ContactForm = lazyPart(() =>
  import('../contacts/contact-form.tsx').then((module) => module.ContactForm));

const { card: texts } = ruCompanies;

/** The people of the company and how to reach each. */
export function CompanyContacts({ company }: { company: CompanyCard }) {
  const session = useSession();
  const [isAdding, setAdding] = useState(false);
  const mayEdit = allows(session, 'contact', 'edit');
  return (
    <section className={css.section} aria-label={texts.contacts}>
      <header className={css.head}>
        <h2>{texts.contacts}</h2>
        {allows(session, 'contact', 'create') ? (
          <ActionIcon size={24} aria-label={texts.addContact} onClick={() => setAdding(true)}>
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
              <p className={css.contactName}>
                <Link className={css.dealLink} to={paths.contact(contact.id)}>{contact.name}</Link>
                {' '}
                {contact.isMain ? <Tag>{ruContacts.card.main}</Tag> : null}
              </p>
              {contact.position ? <p className={css.quiet}>{contact.position}</p> : null}
              <Reaches
                owner={{ companyId: company.id, contactId: contact.id }}
                reaches={contact.reaches}
                mayEdit={mayEdit}
              />
            </div>
          </li>
        ))}
      </ul>
      <Suspense>
        {isAdding ? (
          <ContactForm companyId={company.id} onClose={() => setAdding(false)} />
        ) : null}
      </Suspense>
    </section>
  );
}
