import { Button, CopyButton, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { keyCreate, keyRevoke, keysList } from '#contract/keys';
import type { ApiKey } from '#contract/keys';
import { needingPerson } from '#contract/rights';
import { ownSessionsList, sessionEnd, sessionsList } from '#contract/session';
import type { AnySession } from '#contract/session';
import type { Role } from '#contract/staff';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruSettings } from '../../texts/ru-settings.ts';
import { ruStaff } from '../../texts/ru-staff.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { formatMoment } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { useRoles } from '../staff/use-staff.ts';
import { browserWords } from './browser-words.ts';
import { BaseSelect, KeyBase } from './key-base.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import css from './settings.module.css';

const { access: texts } = ruSettings;
const NO_ROLES: Role[] = [];

function change(act: Promise<unknown>): void {
  act.catch((error: unknown) => failToast(texts.changeFailed, error)).finally(() => {
    for (const route of [keysList, sessionsList]) {
      void queryClient.invalidateQueries({ queryKey: keyOf(route) });
    }
  });
}

type Known = { apiKey: ApiKey; roles: readonly Role[] };

/** Says what a key without a person cannot do; nothing where its role has no such rights. */
function GroundHint({ roleCode, roles }: {
  roleCode: string | null; roles: readonly Role[];
}) {
  const kinds = needingPerson(roles.find(({ code }) => code === roleCode)?.grants ?? []);
  if (kinds.length === 0) return null;
  const names = kinds.map((kind) => (ruStaff.entities[kind] ?? kind).toLowerCase()).join(', ');
  return <p className={css.hint}>{texts.needsPerson(names)}</p>;
}

const keyFacts = ({ apiKey: { roleCode, employee, id }, roles }: Known) => [
  roles.find(({ code }) => code === roleCode)?.name ?? roleCode ?? texts.onec,
  ...(employee ? [texts.actsFor(employee.name)] : []), id,
].join(' · ');

function KeyRow({ apiKey, roles }: Known) {
  const used = apiKey.usedAt ? texts.used(formatMoment(apiKey.usedAt)) : texts.neverUsed;
  return (
    <li className={css.line}>
      <span className={css.who}>
        {apiKey.name}
        <span className={css.hint}>{` ${keyFacts({ apiKey, roles })}`}</span>
        {apiKey.employee || apiKey.revokedAt ? null
          : <GroundHint roleCode={apiKey.roleCode} roles={roles} />}
      </span>
      {apiKey.kind === 'onec' ? <KeyBase apiKey={apiKey} onChange={change} /> : null}
      <span className={css.hint}>{apiKey.revokedAt ? texts.revoked : used}</span>
      {apiKey.revokedAt ? null : (
        <ConfirmPopover
          question={texts.revokeQuestion(apiKey.name)}
          confirm={texts.revoke}
          onConfirm={() => change(call(keyRevoke, { params: { id: apiKey.id } }))}
        >
          {(open) => <Button variant="default" onClick={open}>{texts.revoke}</Button>}
        </ConfirmPopover>
      )}
    </li>
  );
}

type Made = { keyId: string; secret: string };

/** The only time that the secret is shown. */
function Secret({ made, onClose }: { made: Made; onClose: () => void }) {
  const isApi = made.keyId.startsWith('api_');
  const text = isApi ? `${made.keyId}.${made.secret}` : made.secret;
  return (
    <div className={css.line} role="status">
      <span className={css.grow}>
        {isApi ? null : `${made.keyId}: `}<code className={css.secret}>{text}</code>
        <p className={css.hint}>{texts.secretOnce}</p>
        {isApi ? <p className={css.hint}>{texts.bearer}</p> : null}
      </span>
      <CopyButton value={text}>
        {({ copy, copied }) => (
          <Button variant="default" onClick={copy}>{copied ? texts.copied : texts.copy}</Button>
        )}
      </CopyButton>
      <Button variant="default" onClick={onClose}>{texts.hide}</Button>
    </div>
  );
}

function NewKey({ roles }: { roles: readonly Role[] }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState('');
  const [person, setPerson] = useState<ReferenceValue | null>(null);
  const [ib, setIb] = useState('');
  const [made, setMade] = useState<Made | null>(null);
  const [error, setError] = useState<unknown>(null);
  function submit(event: FormEvent) {
    event.preventDefault();
    const body = role
      ? { kind: 'api' as const, roleCode: role, ...(person ? { employeeId: person.id } : {}) }
      : { kind: 'onec' as const, ...(ib ? { ib } : {}) };
    call(keyCreate, { body: { ...body, name: name.trim() } }).then((key) => {
      setMade(key);
      setName('');
      setPerson(null);
      setIb('');
      setError(null);
      void queryClient.invalidateQueries({ queryKey: keyOf(keysList) });
    }).catch(setError);
  }
  if (made) return <Secret made={made} onClose={() => setMade(null)} />;
  return (
    <form className={css.line} onSubmit={submit}>
      <TextInput
        className={css.grow}
        aria-label={texts.keyName}
        placeholder={texts.keyName}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        aria-label={texts.rights}
        value={role}
        data={[
          { value: '', label: texts.onec },
          ...roles.map((each) => ({ value: each.code, label: each.name })),
        ]}
        onChange={(event) => setRole(event.currentTarget.value)}
      />
      {role ? (
        <ReferenceSelect
          aria-label={texts.person}
          source="employees"
          placeholder={texts.person}
          value={person}
          onChange={setPerson}
          clearable
        />
      ) : <BaseSelect label={texts.base} value={ib} onChange={setIb} />}
      <Button type="submit" disabled={!name.trim()}>{texts.create}</Button>
      {role && !person ? <GroundHint roleCode={role} roles={roles} /> : null}
      <FormError error={error} />
    </form>
  );
}

/** The reader's own session has no end here: that is the exit of the menu. */
function SessionRow({ session, isOwn }: { session: AnySession; isOwn: boolean }) {
  const name = session.employee?.name ?? session.login;
  return (
    <li className={css.line}>
      <span className={css.who}>
        {name}
        <span className={css.hint}>{` ${session.address ?? ''}`}</span>
        {session.viewing
          ? <span className={css.hint}>{` ${texts.looksAs(session.viewing.name)}`}</span> : null}
        <p className={css.hint} title={session.userAgent ?? undefined}>
          {browserWords(session.userAgent)}
        </p>
      </span>
      <span className={css.hint}>{formatMoment(session.seenAt)}</span>
      {isOwn ? <span className={css.hint}>{texts.thisOne}</span> : (
        <ConfirmPopover
          question={texts.endQuestion(name)}
          confirm={texts.end}
          onConfirm={() => change(call(sessionEnd, { params: { id: session.id } }))}
        >
          {(open) => <Button variant="default" onClick={open}>{texts.end}</Button>}
        </ConfirmPopover>
      )}
    </li>
  );
}

function Lists() {
  const { data: roles = NO_ROLES } = useRoles(true);
  const keys = useQuery(routeQuery(keysList, {}));
  const sessions = useQuery(routeQuery(sessionsList, {}));
  const own = useQuery(routeQuery(ownSessionsList, {}));
  const ownId = own.data?.items.find(({ current }) => current)?.id;
  const error = keys.error ?? sessions.error;
  if (!keys.data || !sessions.data) {
    const retry = () => void Promise.all([keys.refetch(), sessions.refetch()]);
    return error ? <ErrorState error={error} title={texts.failed} onRetry={retry} />
      : <SkeletonRows count={8} height={40} />;
  }
  return (
    <>
      <Panel title={texts.keys}>
        <p className={css.intro}>{texts.keysHint}</p>
        <NewKey roles={roles} />
        <ul>{keys.data.map((key) => <KeyRow key={key.id} apiKey={key} roles={roles} />)}</ul>
      </Panel>
      <Panel title={texts.sessions}>
        <ul>
          {sessions.data.map((each) => (
            <SessionRow key={each.id} session={each} isOwn={each.id === ownId} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

/** Programs with keys and people with open sessions, and an end to each. */
export function AccessPage() {
  const mayEdit = allows(useSession(), 'setting', 'edit');
  return (
    <SettingsFrame title={ruSettings.nav.access}>
      {mayEdit ? <Lists /> : <p className={css.hint}>{texts.closed}</p>}
    </SettingsFrame>
  );
}
