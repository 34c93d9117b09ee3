import { Button, Checkbox, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import {
  mailRetry, mailServerRead, mailServerTry, mailServerWrite,
} from '#contract/notices';
import type { MailServerState } from '#contract/notices';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ruNotices } from '../../texts/ru-notices.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { toast } from '../../ui/toast-store.ts';
import css from './notice-settings.module.css';

const { mail: texts } = ruNotices;
const FIELDS = ['host', 'port', 'login', 'sender', 'address'];
const PORT_DEFAULT = 587;

const keep = (state: MailServerState) =>
  queryClient.setQueryData(keyOf(mailServerRead, {}), state);

const EMPTY = { host: '', port: PORT_DEFAULT, secure: false, sender: '' };

function draftOf(server: MailServerState['server']) {
  const { host, port, secure, sender } = server ?? EMPTY;
  return {
    host, port, secure, sender, login: server?.login ?? '', password: '',
    address: server?.address ?? location.origin,
  };
}

function ServerForm({ server }: { server: MailServerState['server'] }) {
  const [draft, setDraft] = useState(() => draftOf(server));
  const save = useMutation({
    mutationFn: () => {
      const { password, login, ...rest } = draft;
      return call(mailServerWrite, {
        body: { ...rest, login: login || null, ...(password ? { password } : {}) },
      });
    },
    onSuccess: (state) => {
      keep(state);
      toast(texts.saved);
    },
  });
  const field = (name: 'host' | 'login' | 'sender' | 'address') => (
    <TextInput
      label={texts[name]}
      value={draft[name]}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
      error={fieldError(save.error, name)}
    />
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <div className={css.fields}>
        {field('host')}
        <NumberInput
          // A number of the network, not an amount.
          thousandSeparator=""
          label={texts.port} value={draft.port} min={1} max={65_535} hideControls
          onChange={(port) => setDraft({ ...draft, port: Number(port) })}
          error={fieldError(save.error, 'port')}
        />
        {field('login')}
        <PasswordInput
          label={texts.password}
          placeholder={server?.hasPassword ? texts.passwordKept : ''}
          autoComplete="new-password"
          value={draft.password}
          onChange={(event) => setDraft({ ...draft, password: event.currentTarget.value })}
        />
        {field('sender')}
        {field('address')}
      </div>
      <Checkbox
        label={texts.secure}
        checked={draft.secure}
        onChange={(event) => setDraft({ ...draft, secure: event.currentTarget.checked })}
      />
      <FormError error={save.error} shown={FIELDS} />
      <div><Button type="submit" loading={save.isPending}>{texts.save}</Button></div>
    </form>
  );
}

function Trial() {
  const [to, setTo] = useState('');
  const trial = useMutation({
    mutationFn: () => call(mailServerTry, { body: { to } }),
    onSuccess: ({ sent, reason }) => {
      if (sent) toast(texts.tried, { detail: to });
      else toast(texts.notTried, { meaning: 'bad', detail: reason ?? '' });
    },
    onError: (error) => failToast(texts.notTried, error),
  });
  return (
    <form
      className={css.trial}
      onSubmit={(event) => {
        event.preventDefault();
        if (to.trim()) trial.mutate();
      }}
    >
      <TextInput
        type="email" label={texts.tryTo} value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={trial.isPending}>{texts.try}</Button>
    </form>
  );
}

function Failed({ failed }: { failed: MailServerState['failed'] }) {
  if (failed.length === 0) return null;
  const retry = () => {
    call(mailRetry, {}).then((state) => {
      keep(state);
      toast(texts.retried);
    }).catch((error: unknown) => failToast(ruNotices.notSaved, error));
  };
  return (
    <section aria-label={texts.failed}>
      <header className={css.trial}>
        <h3 className={css.grow}>{texts.failed}</h3>
        <Button variant="default" onClick={retry}>{texts.retry}</Button>
      </header>
      <ul>
        {failed.map((mail) => (
          <li key={mail.id} className={css.line}>
            <span>{mail.name}</span>
            <span className={css.note}>{mail.email}</span>
            <span className={css.grow}>{mail.error}</span>
            <span className={css.note}>{formatMoment(mail.createdAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where letters leave by, proven by a trial, and those that did not leave. */
export function MailServerPanel() {
  const { data } = useQuery(routeQuery(mailServerRead, {}));
  if (!data) return null;
  return (
    <Panel
      title={texts.title}
      aside={data.waiting > 0 ? <span className={css.note}>{texts.waiting(data.waiting)}</span>
        : null}
    >
      <ServerForm key={data.server?.host ?? ''} server={data.server} />
      {data.server ? <Trial /> : null}
      <Failed failed={data.failed} />
    </Panel>
  );
}
