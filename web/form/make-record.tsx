// A company or a person that is not known yet is made where it is asked for, and taken at once.
import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import { allows, useSession } from '../api/session.ts';
import { ruMake } from '../texts/ru-make.ts';
import { lazyPart } from '../ui/load-part.ts';
import type { ReferenceMake, ReferenceValue } from './reference-select.tsx';

const CompanyForm = lazyPart(() =>
  import('../pages/companies/company-form.tsx').then((module) => module.CompanyForm));
const ContactForm = lazyPart(() =>
  import('../pages/contacts/contact-form.tsx').then((module) => module.ContactForm));

export type Made = 'company' | 'contact';

/** What may be made, and whose person it is. */
export type Makes = { kind: Made; companyId?: number | undefined };

type Making = {
  /** What the field offers for words that nothing answers to. */
  make: ReferenceMake | undefined;
  /** The form of the new one while it is filled. */
  form: ReactNode;
};

/** Nothing is offered to those who may not create; what is made, or found instead, is taken. */
export function useMaking(
  makes: Makes | undefined, onMade: (value: ReferenceValue) => void, onClose?: () => void,
): Making {
  const session = useSession();
  const [typed, setTyped] = useState<string | null>(null);
  if (!makes || !allows(session, makes.kind, 'create')) return { make: undefined, form: null };
  const form = {
    typed: typed ?? '',
    onClose: () => {
      setTyped(null);
      onClose?.();
    },
    onMade: (value: ReferenceValue) => {
      setTyped(null);
      onMade(value);
    },
  };
  const { kind, companyId } = makes;
  return {
    make: { label: ruMake[kind], start: setTyped },
    form: typed === null ? null : (
      <Suspense>
        {kind === 'company' ? <CompanyForm {...form} />
          : <ContactForm {...form} {...(companyId === undefined ? {} : { companyId })} />}
      </Suspense>
    ),
  };
}
