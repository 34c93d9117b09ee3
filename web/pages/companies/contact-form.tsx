import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { contactCreate, contactEdit, contactRead } from '#contract/customers';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshCompany } from './use-company.ts';
import css from './form.module.css';

const FIELDS = ['name', 'position', 'phones', 'emails'];
const { contactForm: texts } = ruCompanies;

type Known = { id: number; name: string; position: string | null };
type ContactFormProps = { companyId: number; contact?: Known; onClose: () => void };
type Draft = { name: string; position: string; phone: string; email: string };

function useSave({ companyId, contact, onClose }: ContactFormProps) {
  const args = { params: { id: contact?.id ?? 0 } };
  const { data } = useQuery({ ...routeQuery(contactRead, args), enabled: contact !== undefined });
  const save = useMutation({
    mutationFn: async (draft: Draft) => {
      const body = { name: draft.name.trim(), position: draft.position.trim() || null };
      if (contact) {
        const { version } = data ?? await call(contactRead, args);
        await call(contactEdit, { ...args, body: { version, ...body } });
        return;
      }
      await call(contactCreate, {
        body: {
          ...body,
          companyId,
          ...(draft.phone.trim() ? { phones: [draft.phone.trim()] } : {}),
          ...(draft.email.trim() ? { emails: [draft.email.trim()] } : {}),
        },
      });
    },
    onSuccess: () => {
      refreshCompany(companyId);
      toast(contact ? texts.saved : texts.created);
      onClose();
    },
  });
  return { save, mayEdit: !contact || (data?.may.edit ?? true) };
}

/** A person of the company. */
export function ContactForm(props: ContactFormProps) {
  const { contact, onClose } = props;
  const { save, mayEdit } = useSave(props);
  const [draft, setDraft] = useState<Draft>({
    name: contact?.name ?? '', position: contact?.position ?? '', phone: '', email: '',
  });
  const [isTried, setTried] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.name.trim()) save.mutate(draft);
  }

  const field = (name: keyof Draft, serverName: string = name) => ({
    label: texts[name],
    value: draft[name],
    disabled: !mayEdit,
    error: fieldError(save.error, serverName),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [name]: value }));
    },
  });

  return (
    <Modal opened onClose={onClose} title={contact ? texts.editTitle : texts.title} size={440}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          {...field('name')}
          data-autofocus
          placeholder={texts.namePlaceholder}
          maxLength={300}
          error={isTried && !draft.name.trim() ? texts.needName : fieldError(save.error, 'name')}
        />
        <TextInput {...field('position')} maxLength={300} />
        {contact ? null : (
          <div className={css.pair}>
            <TextInput {...field('phone', 'phones')} type="tel" maxLength={100} />
            <TextInput {...field('email', 'emails')} type="email" maxLength={254} />
          </div>
        )}
        <FormError error={save.error} shown={FIELDS} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending} disabled={!mayEdit}>
            {contact ? ru.common.save : texts.submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
