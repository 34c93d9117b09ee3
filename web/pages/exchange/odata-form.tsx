import {
  Button, Modal, NativeSelect, NumberInput, PasswordInput, Switch, TextInput,
} from '@mantine/core';
import type { InputWrapperProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ODATA_DEFAULTS, odataConnect, odataEdit, odataTry } from '#contract/odata';
import type { OdataLink, OdataVerdict } from '#contract/odata';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ruOdata } from '../../texts/ru-odata.ts';
import { toast } from '../../ui/toast-store.ts';
import { OdataVerdictView } from './odata-verdict.tsx';
import { refreshExchange } from './use-exchange.ts';
import { refreshOdata } from './use-odata.ts';
import form from '../../form/form.module.css';
import css from './odata.module.css';

const { form: texts } = ruOdata;
/** Hints of a pair stand below, so that both fields stand on one line. */
const ROW: InputWrapperProps['inputWrapperOrder'] = ['label', 'input', 'description', 'error'];
const FIELDS = [
  'ib', 'url', 'login', 'password', 'plan', 'nodeUid', 'sinceOn', 'pollSeconds', 'windowDays',
];

type Draft = {
  ib: string; url: string; login: string; password: string; plan: string; nodeUid: string;
  sinceOn: string; pollSeconds: number; windowDays: number; enabled: boolean;
};

function draftOf(link: OdataLink | null): Draft {
  if (!link) {
    const sinceOn = `${new Date().getFullYear()}-01-01`;
    return {
      ib: '', url: '', login: '', password: '', plan: '', nodeUid: '', sinceOn, enabled: true,
      ...ODATA_DEFAULTS,
    };
  }
  const { ib, url, login, sinceOn, pollSeconds, windowDays, enabled } = link;
  return {
    ib, url, login, sinceOn, pollSeconds, windowDays, enabled, password: '',
    plan: link.plan ?? '', nodeUid: link.nodeUid ?? '',
  };
}

/** What both saving and trying send: an empty password means the stored one. */
function reachOf({ url, login, password, plan, nodeUid }: Draft) {
  return {
    url, login, plan: plan.trim() || null, nodeUid: nodeUid || null,
    ...(password ? { password } : {}),
  };
}

async function save(link: OdataLink | null, draft: Draft): Promise<string> {
  const { ib, sinceOn, pollSeconds, windowDays, enabled } = draft;
  const settings = { ...reachOf(draft), sinceOn, pollSeconds, windowDays };
  if (!link) {
    await call(odataConnect, { body: { ib, ...settings } });
    return texts.connected(ib);
  }
  await call(odataEdit, { params: { id: link.id }, body: { ...settings, enabled } });
  return texts.saved;
}

type Part = { draft: Draft; change: (patch: Partial<Draft>) => void; error: unknown };

function textOf({ draft, change, error }: Part, name: 'ib' | 'url' | 'login' | 'plan' | 'sinceOn') {
  return {
    label: texts[name], value: draft[name], error: fieldError(error, name),
    onChange: (event: { currentTarget: { value: string } }) =>
      change({ [name]: event.currentTarget.value }),
  };
}

function numberOf({ draft, change, error }: Part, name: 'pollSeconds' | 'windowDays') {
  return {
    label: texts[name], value: draft[name], error: fieldError(error, name), hideControls: true,
    onChange: (value: number | string) => change({ [name]: Number(value) }),
  };
}

function Reach({ part, kept }: { part: Part; kept: boolean }) {
  return (
    <>
      <TextInput {...textOf(part, 'url')} description={texts.urlHint} maxLength={500} />
      <div className={css.pair}>
        <TextInput {...textOf(part, 'login')} autoComplete="off" />
        <PasswordInput
          label={texts.password}
          placeholder={kept ? texts.passwordKept : ''}
          autoComplete="new-password"
          value={part.draft.password}
          error={fieldError(part.error, 'password')}
          onChange={(event) => part.change({ password: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

function Way({ part, nodes }: { part: Part; nodes: OdataVerdict['nodes'] }) {
  const { draft, change, error } = part;
  const known = draft.nodeUid && !nodes.some(({ uid }) => uid === draft.nodeUid)
    ? [{ uid: draft.nodeUid, name: draft.nodeUid }, ...nodes] : nodes;
  return (
    <>
      <div className={css.pair}>
        <TextInput {...textOf(part, 'plan')} description={texts.planHint} inputWrapperOrder={ROW} />
        {draft.plan ? (
          <NativeSelect
            label={texts.nodeUid}
            description={known.length === 0 ? texts.nodePick : undefined}
            inputWrapperOrder={ROW}
            value={draft.nodeUid}
            error={fieldError(error, 'nodeUid')}
            data={[{ value: '', label: '—' },
              ...known.map(({ uid, name }) => ({ value: uid, label: name }))]}
            onChange={(event) => change({ nodeUid: event.currentTarget.value })}
          />
        ) : <NumberInput {...numberOf(part, 'windowDays')} min={1} max={92} />}
      </div>
      <div className={css.pair}>
        <TextInput {...textOf(part, 'sinceOn')} type="date" />
        <NumberInput {...numberOf(part, 'pollSeconds')} min={5} max={240} />
      </div>
    </>
  );
}

/** Connects a base or changes how it is asked; the trial says in words what is wrong. */
export function OdataForm({ link, onClose }: { link: OdataLink | null; onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(link));
  const trial = useMutation({
    mutationFn: () => call(odataTry, {
      body: { ...(link ? { id: link.id } : {}), ...reachOf(draft) },
    }),
  });
  const saving = useMutation({
    mutationFn: () => save(link, draft),
    onSuccess: (said) => {
      toast(said);
      refreshOdata();
      refreshExchange();
      onClose();
    },
  });
  const error = saving.error ?? trial.error;
  const part: Part = {
    draft, error, change: (patch) => setDraft((before) => ({ ...before, ...patch })),
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    saving.mutate();
  }
  return (
    <Modal
      opened onClose={onClose} size={560} title={link ? texts.change(link.ib) : texts.create}
    >
      <form className={form.form} onSubmit={submit} noValidate>
        {link ? null : <TextInput {...textOf(part, 'ib')} data-autofocus maxLength={100} />}
        <Reach part={part} kept={link?.hasPassword ?? false} />
        <Way part={part} nodes={trial.data?.nodes ?? []} />
        {link ? (
          <Switch
            label={texts.enabled}
            checked={draft.enabled}
            onChange={(event) => part.change({ enabled: event.currentTarget.checked })}
          />
        ) : null}
        {trial.data ? <OdataVerdictView verdict={trial.data} /> : null}
        <FormError error={error} shown={FIELDS} />
        <div className={form.buttons}>
          <Button variant="default" loading={trial.isPending} onClick={() => trial.mutate()}>
            {texts.try}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {link ? texts.save : texts.connect}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
