import { Checkbox } from '@mantine/core';
import type { LeadCard } from '#contract/leads';
import { allows, useSession } from '../../api/session.ts';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruLeads } from '../../texts/ru-leads.ts';
import dialog from '../../form/form.module.css';
import css from './convert-dialog.module.css';

const { convert: texts } = ruLeads;

export type CustomerDraft = {
  company: ReferenceValue | null;
  contact: ReferenceValue | null;
  /** The name as heard becomes a new record. */
  makesCompany: boolean;
  makesContact: boolean;
};

type CustomerFieldsProps = {
  lead: LeadCard; draft: CustomerDraft; onChange: (patch: Partial<CustomerDraft>) => void;
  error: unknown;
};

/** Who the customer is: found, or made of what was heard. */
export function CustomerFields({ lead, draft, onChange, error }: CustomerFieldsProps) {
  const session = useSession();
  const { company, contact, makesCompany, makesContact } = draft;
  const offersCompany = !company && lead.companyName && allows(session, 'company', 'create');
  const offersContact = !contact && lead.personName && allows(session, 'contact', 'create');
  return (
    <div className={dialog.pair}>
      <div>
        <ReferenceSelect
          label={texts.company}
          source="companies"
          disabled={makesCompany}
          value={company}
          onChange={(next) => onChange({ company: next, contact: null })}
          error={fieldError(error, 'companyId')}
        />
        {offersCompany ? (
          <Checkbox
            className={css.made}
            size="xs"
            label={texts.newCompany(lead.companyName ?? '')}
            checked={makesCompany}
            onChange={(event) => onChange({ makesCompany: event.currentTarget.checked })}
          />
        ) : null}
      </div>
      <div>
        <ReferenceSelect
          label={texts.contact}
          source={company ? `contactsOf:${company.id}` : 'contacts'}
          disabled={makesContact}
          value={contact}
          onChange={(next) => onChange({ contact: next })}
          error={fieldError(error, 'contactId')}
        />
        {offersContact ? (
          <Checkbox
            className={css.made}
            size="xs"
            label={texts.newContact(lead.personName ?? '')}
            checked={makesContact}
            onChange={(event) => onChange({ makesContact: event.currentTarget.checked })}
          />
        ) : null}
      </div>
    </div>
  );
}
