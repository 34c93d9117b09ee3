import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { contactCompanyPut } from '#contract/contact-companies';
import { contactCreate } from '#contract/customers';
import type { CustomValues } from '#contract/primitives';
import { call } from '../../api/client.ts';
import { customBody, CustomMore, customNames } from '../../custom/custom-more.tsx';
import { FormError } from '../../form/form-error.tsx';
import { KnownRecords } from '../../form/known-records.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { useOpenMade } from '../../form/use-open-made.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshCompany } from '../companies/use-company.ts';
import { refreshContacts } from './use-contact.ts';
import css from '../../form/form.module.css';

const FIELDS = ['name', 'position', 'companyId', 'phones', 'emails'];
const { form: texts, card, known } = ruContacts;

type Draft = {
  name: string; position: string; phone: string; email: string; company: ReferenceValue | null;
  custom: CustomValues;
};
type ContactFormProps = {
  /** The company whose person this is; the form then does not ask for it. */
  companyId?: number;
  /** What was looked for: a phone or a name. */
  typed?: string;
  onClose: () => void;
  /** Takes the person instead of opening the card. */
  onMade?: (contact: ReferenceValue) => void;
};

const PHONE = /^[+(\d][\d\s()-]{5,}$/;

function draftOf(typed: string): Draft {
  const words = PHONE.test(typed) ? { name: '', phone: typed } : { name: typed, phone: '' };
  return { ...words, position: '', email: '', company: null, custom: {} };
}

function bodyOf(draft: Draft, companyId: number | undefined) {
  const company = companyId ?? draft.company?.id;
  return {
    name: draft.name.trim(),
    position: draft.position.trim() || null,
    ...(company === undefined ? {} : { companyId: company }),
    ...(draft.phone.trim() ? { phones: [draft.phone.trim()] } : {}),
    ...(draft.email.trim() ? { emails: [draft.email.trim()] } : {}),
    ...customBody(draft.custom),
  };
}

/** A person known already is linked to the company, or opened when no company asks. */
function useChoice({ companyId, onClose, onMade }: ContactFormProps) {
  const open = useOpenMade();
  return async ({ id, title }: ReferenceValue) => {
    if (companyId === undefined && onMade) {
      onMade({ id, title });
      return;
    }
    if (companyId === undefined) {
      onClose();
      void open(paths.contact(id));
      return;
    }
    try {
      await call(contactCompanyPut, { params: { id, companyId }, body: {} });
      refreshCompany(companyId);
      toast(card.linked);
      if (onMade) onMade({ id, title });
      else onClose();
    } catch (error) {
      failToast(card.linkFailed, error);
    }
  };
}

function useSave({ companyId, onClose, onMade }: ContactFormProps, draft: Draft) {
  return useMutation({
    mutationFn: () => call(contactCreate, { body: bodyOf(draft, companyId) }),
    onSuccess: ({ id }) => {
      if (companyId !== undefined) refreshCompany(companyId);
      refreshContacts();
      toast(texts.created);
      if (onMade) onMade({ id, title: draft.name.trim() });
      else onClose();
    },
  });
}

/** A new person; whoever may be meant is shown while the form is filled. */
export function ContactForm(props: ContactFormProps) {
  const { companyId, typed = '', onClose, onMade } = props;
  const [draft, setDraft] = useState<Draft>(() => draftOf(typed));
  const [isTried, setTried] = useState(false);
  const choose = useChoice(props);
  const save = useSave(props, draft);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim()) save.mutate();
  }

  const field = (name: Exclude<keyof Draft, 'company' | 'custom'>, serverName: string = name) => ({
    label: texts[name],
    value: draft[name],
    error: fieldError(save.error, serverName) ?? fieldError(save.error, `${serverName}[0]`),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [name]: value }));
    },
  });

  return (
    <Modal opened onClose={onClose} title={texts.title} size={440}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          {...field('name')}
          data-autofocus
          placeholder={texts.namePlaceholder}
          maxLength={300}
          error={isTried && !draft.name.trim() ? texts.needName : fieldError(save.error, 'name')}
        />
        <TextInput {...field('position')} maxLength={300} />
        {companyId === undefined ? (
          <ReferenceSelect
            label={texts.company}
            source="companies"
            value={draft.company}
            onChange={(company) => setDraft((now) => ({ ...now, company }))}
            error={fieldError(save.error, 'companyId')}
          />
        ) : null}
        <div className={css.pair}>
          <TextInput {...field('phone', 'phones')} type="tel" maxLength={100} />
          <TextInput {...field('email', 'emails')} type="email" maxLength={254} />
        </div>
        <KnownRecords
          subject="contact"
          typed={{ name: draft.name, phones: [draft.phone], emails: [draft.email] }}
          chooseLabel={companyId === undefined && !onMade ? known.open : known.choose}
          onChoose={(candidate) => void choose(candidate)}
        />
        <CustomMore
          entity="contact"
          values={draft.custom}
          onChange={(custom) => setDraft((now) => ({ ...now, custom }))}
          error={save.error}
        />
        <FormError
          error={save.error}
          shown={[...FIELDS, 'phones[0]', 'emails[0]', ...customNames(draft.custom)]}
        />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
