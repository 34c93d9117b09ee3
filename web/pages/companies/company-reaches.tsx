import { ActionIcon, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import {
  companyReachAdd, companyReachRemove, companyReachType, contactReachAdd, contactReachRemove,
  contactReachType, REACH_TYPES,
} from '#contract/customers';
import type { Reach, ReachType } from '#contract/customers';
import { call } from '../../api/client.ts';
import { fieldError, formError } from '../../form/problem-fields.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { IconMail, IconPhone, IconPlus, IconX } from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';
import { toast } from '../../ui/toast-store.ts';
import { refreshContact } from '../contacts/use-contact.ts';
import { refreshCompany } from './use-company.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

/** Of a company, or of a person; the company whose card shows the person is refreshed too. */
export type ReachOwner = { companyId?: number; contactId?: number };

const kindOf = (text: string): Reach['kind'] => (text.includes('@') ? 'email' : 'phone');

function refresh({ companyId, contactId }: ReachOwner): void {
  if (companyId !== undefined) refreshCompany(companyId);
  if (contactId !== undefined) refreshContact(contactId);
}

function add({ companyId = 0, contactId }: ReachOwner, value: string) {
  const body = { kind: kindOf(value), value };
  return contactId === undefined
    ? call(companyReachAdd, { params: { id: companyId }, body })
    : call(contactReachAdd, { params: { id: contactId }, body });
}

function setType(owner: ReachOwner, reach: Reach, type: ReachType): void {
  const { companyId = 0, contactId } = owner;
  const work = contactId === undefined
    ? call(companyReachType, { params: { id: companyId, reachId: reach.id }, body: { type } })
    : call(contactReachType, { params: { id: contactId, reachId: reach.id }, body: { type } });
  work.catch((error: unknown) => failToast(ruContacts.typeFailed, error))
    .finally(() => refresh(owner));
}

function remove(owner: ReachOwner, reach: Reach): void {
  const { companyId = 0, contactId } = owner;
  const work = contactId === undefined
    ? call(companyReachRemove, { params: { id: companyId, reachId: reach.id } })
    : call(contactReachRemove, { params: { id: contactId, reachId: reach.id } });
  work.then(() => {
    refresh(owner);
    toast(texts.reachRemoved, {
      detail: reach.display,
      undo: () => {
        const value = reach.extension || !reach.isValid ? reach.display : reach.value;
        add(owner, reach.note ? `${value} ${reach.note}` : value)
          .then(() => refresh(owner))
          .catch((error: unknown) => failToast(texts.addReach, error));
      },
    });
  }).catch((error: unknown) => failToast(texts.removeReach(reach.display), error));
}

function ReachForm({ owner, onClose }: { owner: ReachOwner; onClose: () => void }) {
  const [text, setText] = useState('');
  const save = useMutation({
    mutationFn: () => add(owner, text.trim()),
    onSuccess: () => {
      refresh(owner);
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim()) save.mutate();
  }
  return (
    <form onSubmit={submit} className={css.reachForm}>
      <TextInput
        autoFocus
        aria-label={texts.addReach}
        placeholder={texts.reachPlaceholder}
        maxLength={254}
        value={text}
        error={fieldError(save.error, 'value') ?? formError(save.error, ['value'])}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => !text.trim() && onClose()}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
    </form>
  );
}

/** «мобильный», «рабочий»: a quiet word that becomes a choice. */
function PhoneType({ owner, reach, mayEdit }: {
  owner: ReachOwner; reach: Reach; mayEdit: boolean;
}) {
  const name = reach.type ? ruContacts.phoneTypes[reach.type] : null;
  if (!mayEdit) return name ? <span className={css.quiet}>{name}</span> : null;
  return (
    <select
      className={css.phoneType}
      aria-label={ruContacts.phoneType(reach.display)}
      value={reach.type ?? ''}
      onChange={(event) => {
        const type = REACH_TYPES.find((each) => each === event.currentTarget.value);
        if (type) setType(owner, reach, type);
      }}
    >
      {reach.type === null ? <option value="">{ruContacts.phoneTypeNone}</option> : null}
      {REACH_TYPES.map((type) => (
        <option key={type} value={type}>{ruContacts.phoneTypes[type]}</option>
      ))}
    </select>
  );
}

function ReachLine({ owner, reach, mayEdit }: {
  owner: ReachOwner; reach: Reach; mayEdit: boolean;
}) {
  const isPhone = reach.kind === 'phone';
  return (
    <li className={css.reach}>
      {isPhone ? <IconPhone size={14} stroke={1.6} aria-hidden />
        : <IconMail size={14} stroke={1.6} aria-hidden />}
      <a className={css.reachLink} href={`${isPhone ? 'tel' : 'mailto'}:${reach.value}`}>
        {reach.display}
      </a>
      {reach.isValid ? null : (
        <Tag meaning="warn" title={ruContacts.doubtfulHint}>{ruContacts.doubtful}</Tag>
      )}
      {reach.note ? <span className={css.quiet}>{reach.note}</span> : null}
      {isPhone ? <PhoneType owner={owner} reach={reach} mayEdit={mayEdit} /> : null}
      {mayEdit ? (
        <button
          type="button"
          className={css.reachRemove}
          aria-label={texts.removeReach(reach.display)}
          onClick={() => remove(owner, reach)}
        >
          <IconX size={13} stroke={1.75} aria-hidden />
        </button>
      ) : null}
    </li>
  );
}

/** Phones and addresses; one field takes both. */
export function Reaches({ owner, reaches, mayEdit }: {
  owner: ReachOwner; reaches: Reach[]; mayEdit: boolean;
}) {
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <ul>
        {reaches.map((reach) => (
          <ReachLine key={reach.id} owner={owner} reach={reach} mayEdit={mayEdit} />
        ))}
      </ul>
      {isAdding ? <ReachForm owner={owner} onClose={() => setAdding(false)} /> : null}
      {mayEdit && !isAdding ? (
        <ActionIcon
          size={24}
          aria-label={texts.addReach}
          title={texts.addReach}
          onClick={() => setAdding(true)}
        >
          <IconPlus size={14} stroke={1.75} />
        </ActionIcon>
      ) : null}
    </>
  );
}
