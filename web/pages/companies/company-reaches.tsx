import { ActionIcon, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import {
  companyReachAdd, companyReachRemove, contactReachAdd, contactReachRemove,
} from '#contract/customers';
import type { Reach } from '#contract/customers';
import { call } from '../../api/client.ts';
import { fieldError, formError } from '../../form/problem-fields.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { IconMail, IconPhone, IconPlus, IconX } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshCompany } from './use-company.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

/** Of the company itself, or of one of its people. */
export type ReachOwner = { companyId: number; contactId?: number };

const kindOf = (text: string): Reach['kind'] => (text.includes('@') ? 'email' : 'phone');

function add({ companyId, contactId }: ReachOwner, value: string) {
  const body = { kind: kindOf(value), value };
  return contactId === undefined
    ? call(companyReachAdd, { params: { id: companyId }, body })
    : call(contactReachAdd, { params: { id: contactId }, body });
}

function remove({ companyId, contactId }: ReachOwner, reach: Reach): void {
  const work = contactId === undefined
    ? call(companyReachRemove, { params: { id: companyId, reachId: reach.id } })
    : call(contactReachRemove, { params: { id: contactId, reachId: reach.id } });
  work.then(() => {
    refreshCompany(companyId);
    toast(texts.reachRemoved, {
      detail: reach.display,
      undo: () => {
        const value = reach.extension ? reach.display : reach.value;
        add({ companyId, ...(contactId === undefined ? {} : { contactId }) }, value)
          .then(() => refreshCompany(companyId))
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
      refreshCompany(owner.companyId);
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
