import { ActionIcon } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import type { CompanyCard } from '#contract/customers';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { IconPencil } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Tag } from '../../ui/tag.tsx';
import css from './company-page.module.css';

const AddressesForm = lazyPart(() =>
  import('./parts-form.tsx').then((module) => module.AddressesForm));
const AccountsForm = lazyPart(() =>
  import('./parts-form.tsx').then((module) => module.AccountsForm));

const texts = ruCompanies.card.parts;

type SectionProps = {
  title: string; none: string; edit: string; mayEdit: boolean;
  /** Null when there is nothing to show. */
  children: ReactNode;
  form: (onClose: () => void) => ReactNode;
};

function PartSection({ title, none, edit, mayEdit, children, form }: SectionProps) {
  const [isEdited, setEdited] = useState(false);
  return (
    <section className={css.section} aria-label={title}>
      <header className={css.head}>
        <h2>{title}</h2>
        {mayEdit ? (
          <ActionIcon size={24} aria-label={edit} onClick={() => setEdited(true)}>
            <IconPencil size={14} stroke={1.6} />
          </ActionIcon>
        ) : null}
      </header>
      {children ?? <p className={css.quiet}>{none}</p>}
      <Suspense>{isEdited ? form(() => setEdited(false)) : null}</Suspense>
    </section>
  );
}

/** Where goods and letters go; the legal address stands among the requisites. */
export function CompanyAddresses({ company }: { company: CompanyCard }) {
  return (
    <PartSection
      title={texts.addresses}
      none={texts.noAddresses}
      edit={texts.editAddresses}
      mayEdit={company.may.edit}
      form={(onClose) => <AddressesForm company={company} onClose={onClose} />}
    >
      {company.addresses.length === 0 ? null : (
        <ul>
          {company.addresses.map(({ kind, value }) => (
            <li key={`${kind} ${value}`} className={css.part}>
              <p>{value}</p>
              <p className={css.quiet}>{texts.addressKinds[kind]}</p>
            </li>
          ))}
        </ul>
      )}
    </PartSection>
  );
}

/** Accounts whose numbers fit their banks. */
export function CompanyBankAccounts({ company }: { company: CompanyCard }) {
  return (
    <PartSection
      title={texts.accounts}
      none={texts.noAccounts}
      edit={texts.editAccounts}
      mayEdit={company.may.edit}
      form={(onClose) => <AccountsForm company={company} onClose={onClose} />}
    >
      {company.bankAccounts.length === 0 ? null : (
        <ul>
          {company.bankAccounts.map((account) => (
            <li key={`${account.bic} ${account.account}`} className={css.part}>
              <p>
                {account.account} {account.isMain ? <Tag>{texts.main}</Tag> : null}
              </p>
              <p className={css.quiet}>
                {[account.bankName, `${texts.bic} ${account.bic}`,
                  account.corrAccount ? `${texts.corrAccount} ${account.corrAccount}` : null]
                  .filter(Boolean).join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </PartSection>
  );
}
