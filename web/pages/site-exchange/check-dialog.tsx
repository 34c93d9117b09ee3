import { Button, Modal, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { siteAccountCheck } from '#contract/site-exchange';
import type { SiteAccount, SiteCheck } from '#contract/site-exchange';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ruSiteExchange } from '../../texts/ru-site-exchange.ts';
import { Tag } from '../../ui/tag.tsx';
import form from '../../form/form.module.css';
import css from './site-exchange.module.css';

const { check: texts } = ruSiteExchange;

function Checks({ items }: { items: SiteCheck[] }) {
  return (
    <ul className={css.checks} aria-label={texts.result}>
      {items.map(({ name, ok, text }) => (
        <li key={name} className={css.check}>
          <Tag meaning={ok ? 'ok' : 'bad'}>{ok ? texts.ok : texts.bad}</Tag>
          <span><b>{name}.</b> {text}</span>
        </li>
      ))}
    </ul>
  );
}

/** Whether an exchange would pass, before anybody goes to 1C. */
export function CheckDialog({ account, onClose }: {
  account: SiteAccount; onClose: () => void;
}) {
  const [password, setPassword] = useState('');
  const [address, setAddress] = useState('');
  const checking = useMutation({
    mutationFn: () => call(siteAccountCheck, {
      params: { id: account.id },
      body: { ...(password ? { password } : {}), ...(address.trim() ? { address } : {}) },
    }),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    checking.mutate();
  }
  return (
    <Modal opened onClose={onClose} title={texts.title(account.login)}>
      <form className={form.form} onSubmit={submit} noValidate>
        <PasswordInput
          label={texts.password} placeholder={texts.optional} autoComplete="off" data-autofocus
          value={password} onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <TextInput
          label={texts.address} placeholder={texts.optional} value={address}
          error={fieldError(checking.error, 'address')}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <FormError error={checking.error} shown={['address']} />
        <div aria-live="polite">
          {checking.data ? <Checks items={checking.data.items} /> : null}
        </div>
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{texts.close}</Button>
          <Button type="submit" loading={checking.isPending}>{texts.run}</Button>
        </div>
      </form>
    </Modal>
  );
}
