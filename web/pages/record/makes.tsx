// A company or a person that is not known yet is made where it is asked for, and taken at once.
import { Suspense } from 'react';
import { allows } from '../../api/session.ts';
import type { useSession } from '../../api/session.ts';
import type { Makes } from '../../form/use-making.ts';
import { ruMake } from '../../texts/ru-make.ts';
import { lazyPart } from '../../ui/load-part.ts';

const CompanyForm = lazyPart(() =>
  import('../companies/company-form.tsx').then((module) => module.CompanyForm));
const ContactForm = lazyPart(() =>
  import('../contacts/contact-form.tsx').then((module) => module.ContactForm));

type Session = ReturnType<typeof useSession>;

/** Nothing to those who may not create companies. */
export function makesCompany(session: Session): Makes | undefined {
  if (!allows(session, 'company', 'create')) return undefined;
  return {
    label: ruMake.company,
    form: (form) => <Suspense><CompanyForm {...form} /></Suspense>,
  };
}

/** A person, of the company when one is known. */
export function makesContact(session: Session, companyId?: number): Makes | undefined {
  if (!allows(session, 'contact', 'create')) return undefined;
  return {
    label: ruMake.contact,
    form: (form) => (
      <Suspense>
        <ContactForm {...form} {...(companyId === undefined ? {} : { companyId })} />
      </Suspense>
    ),
  };
}
