import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { contactCompanyPut, contactCompanyRemove } from '#contract/contact-companies';
import type { ContactCompany } from '#contract/contact-companies';
import type { ContactCard } from '#contract/customers';
import { call } from '../../api/client.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { paths } from '../../paths.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { IconCircleCheck, IconPlus, IconX } from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';
import { toast } from '../../ui/toast-store.ts';
import { refreshContact } from './use-contact.ts';
import css from '../companies/company-page.module.css';

const { card: texts } = ruContacts;

type Put = { position?: string | null; isMain?: boolean };

function put(contactId: number, companyId: number, body: Put, failed: string): void {
  call(contactCompanyPut, { params: { id: contactId, companyId }, body })
    .catch((error: unknown) => failToast(failed, error))
    .finally(() => refreshContact(contactId));
}

function unlink(contactId: number, company: ContactCompany): void {
  call(contactCompanyRemove, { params: { id: contactId, companyId: company.id } }).then(() => {
    toast(texts.unlinked(company.name), {
      undo: () => put(contactId, company.id,
        { position: company.position, isMain: company.isMain }, texts.linkFailed),
    });
  }).catch((error: unknown) => failToast(texts.unlinkFailed, error))
    .finally(() => refreshContact(contactId));
}

function CompanyLine({ contact, company }: { contact: ContactCard; company: ContactCompany }) {
  const mayEdit = contact.may.edit;
  return (
    <li className={css.contact}>
      <div className={css.contactWords}>
        <p className={css.contactName}>
          <Link className={css.dealLink} to={paths.company(company.id)}>{company.name}</Link>
          {' '}
          {company.isMain ? <Tag title={texts.isMain}>{texts.main}</Tag> : null}
        </p>
        {mayEdit ? (
          <InlineText
            label={texts.positionIn(company.name)}
            value={company.position}
            maxLength={300}
            onSave={(position) =>
              put(contact.id, company.id, { position }, texts.mainFailed)}
          />
        ) : <p className={css.quiet}>{company.position}</p>}
      </div>
      {mayEdit && !company.isMain ? (
        <ActionIcon
          size={24}
          aria-label={`${texts.makeMain}: ${company.name}`}
          title={texts.makeMain}
          onClick={() => put(contact.id, company.id, { isMain: true }, texts.mainFailed)}
        >
          <IconCircleCheck size={15} stroke={1.6} />
        </ActionIcon>
      ) : null}
      {mayEdit ? (
        <ActionIcon
          size={24}
          aria-label={texts.unlink(company.name)}
          title={texts.unlink(company.name)}
          onClick={() => unlink(contact.id, company)}
        >
          <IconX size={14} stroke={1.75} />
        </ActionIcon>
      ) : null}
    </li>
  );
}

/** Where the person works: several companies are normal, each with a position of its own. */
export function ContactCompanies({ contact }: { contact: ContactCard }) {
  const [isAdding, setAdding] = useState(false);
  return (
    <section className={css.section} aria-label={texts.companies}>
      <header className={css.head}>
        <h2>{texts.companies}</h2>
        {contact.may.edit ? (
          <ActionIcon size={24} aria-label={texts.link} onClick={() => setAdding(true)}>
            <IconPlus size={16} stroke={1.6} />
          </ActionIcon>
        ) : null}
      </header>
      {contact.companies.length === 0 ? <p className={css.quiet}>{texts.noCompanies}</p> : null}
      <ul>
        {contact.companies.map((company) => (
          <CompanyLine key={company.id} contact={contact} company={company} />
        ))}
      </ul>
      {isAdding ? (
        <ReferenceSelect
          aria-label={texts.link}
          source="companies"
          value={null}
          onChange={(company) => {
            setAdding(false);
            if (company) put(contact.id, company.id, {}, texts.linkFailed);
          }}
        />
      ) : null}
    </section>
  );
}
