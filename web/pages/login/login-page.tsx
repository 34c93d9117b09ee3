import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent, KeyboardEvent } from 'react';
import { useState } from 'react';
import { ERRORS } from '#contract/errors';
import { ApiProblem } from '../../api/client.ts';
import { signIn } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruLogin } from '../../texts/ru-login.ts';
import { Page } from '../../ui/page.tsx';
import { BrandMark } from '../../ui/shell/brand-mark.tsx';
import css from './login-page.module.css';

/** Only addresses of our own, so that a crafted link cannot lead elsewhere after the login. */
function safeTarget(to: string | undefined): string {
  return to?.startsWith('/') && !to.startsWith('//') && !to.startsWith('/\\') ? to : paths.home();
}

function explain(error: unknown): string {
  if (!(error instanceof ApiProblem)) return ru.errors.unknown;
  if (error.code === 'offline') return `${error.title}. ${ru.errors.kept}`;
  const hint = ERRORS[error.code]?.hint ?? '';
  return `${error.title}. ${hint}`;
}

function useLogin() {
  const navigate = useNavigate();
  const search: { to?: string } = useSearch({ strict: false });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  async function submit(login: string, password: string) {
    setBusy(true);
    setFailure('');
    try {
      await signIn({ login, password });
      await navigate({ href: safeTarget(search.to) });
    } catch (error) {
      setFailure(explain(error));
      setBusy(false);
    }
  }
  return { busy, failure, submit };
}

/** Login and password; says when Caps Lock is on; errors keep what was typed. */
export function LoginPage() {
  const { busy, failure, submit } = useLogin();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const [capsLock, setCapsLock] = useState(false);

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (login.trim() && password) void submit(login.trim(), password);
  }

  function watchCapsLock(event: KeyboardEvent) {
    setCapsLock(event.getModifierState('CapsLock'));
  }

  return (
    <Page title={ruLogin.title}>
      <main className={css.page}>
        <form className={css.form} onSubmit={onSubmit} onKeyUp={watchCapsLock} noValidate>
          <div className={css.brand}>
            <BrandMark size={36} />
            <div>
              <h1 className={css.product}>{ru.product}</h1>
              <p className={css.lead}>{ruLogin.lead}</p>
            </div>
          </div>
          <TextInput
            size="sm"
            label={ruLogin.login}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
            error={isTried && !login.trim() ? ruLogin.fillLogin : undefined}
          />
          <PasswordInput
            size="sm"
            label={ruLogin.password}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': ruLogin.showPassword }}
            description={capsLock ? ruLogin.capsLock : undefined}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={isTried && !password ? ruLogin.fillPassword : undefined}
          />
          {failure ? <p className={css.failure} role="alert">{failure}</p> : null}
          <Button type="submit" fullWidth className={css.submit} loading={busy}>
            {ruLogin.submit}
          </Button>
        </form>
      </main>
    </Page>
  );
}
