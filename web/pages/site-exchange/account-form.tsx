import {
  Button, Checkbox, Modal, MultiSelect, NativeSelect, Textarea, TextInput,
} from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { siteAccountCreate } from '#contract/site-exchange';
import type { SiteAccount } from '#contract/site-exchange';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruSiteExchange } from '../../texts/ru-site-exchange.ts';
import { toast } from '../../ui/toast-store.ts';
import { editSiteAccount, refreshSiteExchange } from './use-site-exchange.ts';
import form from '../../form/form.module.css';
import css from './site-exchange.module.css';

const { form: texts } = ruSiteExchange;
const FIELDS = ['login', 'password', 'ib', 'addresses', 'stageIds'];

export type StageGroup = { group: string; items: { value: string; label: string }[] };

type Draft = {
  login: string; password: string; ib: string; addresses: string; stageIds: string[];
  encoding: SiteAccount['encoding']; takesZip: boolean;
};

const BLANK: Draft = {
  login: '', password: '', ib: '', addresses: '', stageIds: [], encoding: 'windows-1251',
  takesZip: true,
};

const draftOf = (account: SiteAccount): Draft => ({
  ...account, password: '', addresses: account.addresses.join('\n'),
  stageIds: account.stageIds.map(String),
});

function save(account: SiteAccount | null, draft: Draft): Promise<SiteAccount> {
  const { login, password, ib, addresses, stageIds, encoding, takesZip } = draft;
  const settings = {
    addresses: addresses.split(/[\s,;]+/).filter(Boolean), stageIds: stageIds.map(Number),
    encoding, takesZip,
  };
  if (!account) return call(siteAccountCreate, { body: { login, password, ib, ...settings } });
  return editSiteAccount(account, { ...settings, ...(password ? { password } : {}) });
}

/** 24 letters and digits that nobody mistakes for each other. */
function inventPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXY34679';
  return [...crypto.getRandomValues(new Uint32Array(24))]
    .map((number) => letters[number % letters.length]).join('');
}

type Part = {
  draft: Draft; change: (patch: Partial<Draft>) => void; error: unknown;
  account: SiteAccount | null;
};

function Identity({ draft, change, error, account }: Part) {
  return (
    <>
      {account ? null : (
        <div className={form.pair}>
          <TextInput
            label={texts.login} description={texts.loginHint} data-autofocus maxLength={60}
            value={draft.login} error={fieldError(error, 'login')}
            onChange={(event) => change({ login: event.currentTarget.value })}
          />
          <TextInput
            label={texts.ib} description={texts.ibHint} maxLength={100}
            value={draft.ib} error={fieldError(error, 'ib')}
            onChange={(event) => change({ ib: event.currentTarget.value })}
          />
        </div>
      )}
      <div className={css.password}>
        {/* Shown as it is typed: it is read once more when it is written into 1C. */}
        <TextInput
          label={account ? texts.newPassword : texts.password}
          description={texts.passwordHint}
          placeholder={account ? texts.passwordKept : undefined}
          autoComplete="off" maxLength={200}
          value={draft.password} error={fieldError(error, 'password')}
          onChange={(event) => change({ password: event.currentTarget.value })}
        />
        <Button variant="default" onClick={() => change({ password: inventPassword() })}>
          {texts.generate}
        </Button>
      </div>
    </>
  );
}

function Settings({ draft, change, error, stages }: Part & { stages: StageGroup[] }) {
  return (
    <>
      <Textarea
        label={texts.addresses} description={texts.addressesHint} autosize minRows={2}
        value={draft.addresses} error={fieldError(error, 'addresses')}
        onChange={(event) => change({ addresses: event.currentTarget.value })}
      />
      <MultiSelect
        label={texts.stages} description={texts.stagesHint} data={stages} clearable searchable
        value={draft.stageIds} error={fieldError(error, 'stageIds')}
        onChange={(stageIds) => change({ stageIds })}
      />
      <NativeSelect
        label={texts.encoding} value={draft.encoding}
        data={Object.entries(texts.encodings).map(([value, label]) => ({ value, label }))}
        onChange={(event) => change({
          encoding: event.currentTarget.value === 'utf-8' ? 'utf-8' : 'windows-1251',
        })}
      />
      <Checkbox
        label={texts.zip} checked={draft.takesZip}
        onChange={(event) => change({ takesZip: event.currentTarget.checked })}
      />
    </>
  );
}

type AccountFormProps = {
  account: SiteAccount | null; stages: StageGroup[]; onClose: () => void;
};

/** A new account or the settings of one; its login and base stay for ever. */
export function AccountForm({ account, stages, onClose }: AccountFormProps) {
  const [draft, setDraft] = useState(() => (account ? draftOf(account) : BLANK));
  const saving = useMutation({
    mutationFn: () => save(account, draft),
    onSuccess: ({ login }) => {
      toast(account ? texts.saved : texts.created(login));
      refreshSiteExchange();
      onClose();
    },
  });
  const part: Part = {
    draft, account, error: saving.error, change: (patch) => setDraft({ ...draft, ...patch }),
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    saving.mutate();
  }
  const isReady = account || (draft.login.trim() && draft.password && draft.ib.trim());
  return (
    <Modal
      opened onClose={onClose} size="lg"
      title={account ? texts.edit(account.login) : texts.create}
    >
      <form className={form.form} onSubmit={submit} noValidate>
        <Identity {...part} />
        <Settings {...part} stages={stages} />
        <FormError error={saving.error} shown={FIELDS} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" disabled={!isReady} loading={saving.isPending}>
            {account ? texts.save : texts.add}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
