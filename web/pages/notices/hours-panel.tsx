import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { noticeHours } from '#contract/notices';
import type { NoticeHours } from '#contract/notices';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { ruNotices } from '../../texts/ru-notices.ts';
import { Panel } from '../../ui/page.tsx';
import { toast } from '../../ui/toast-store.ts';
import { keepSettings } from './channels-panel.tsx';
import css from './notice-settings.module.css';

const { hours: texts } = ruNotices;

/** When letters wait, and at what hour the digest of the day comes. */
export function HoursPanel({ hours }: { hours: NoticeHours }) {
  const [draft, setDraft] = useState(hours);
  const save = useMutation({
    mutationFn: () => call(noticeHours, { body: draft }),
    onSuccess: (settings) => {
      keepSettings(settings);
      toast(texts.saved);
    },
  });
  const clock = (name: 'quietFrom' | 'quietUntil' | 'digestAt', label: string) => (
    <TextInput
      type="time"
      label={label}
      value={draft[name] ?? ''}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value || null })}
    />
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <Panel title={texts.title}>
      <form className={css.form} onSubmit={submit}>
        <div className={css.fields}>
          {clock('quietFrom', texts.from)}
          {clock('quietUntil', texts.until)}
          {clock('digestAt', texts.digest)}
        </div>
        <Checkbox
          label={texts.workingOnly}
          checked={draft.workingOnly}
          onChange={(event) => setDraft({ ...draft, workingOnly: event.currentTarget.checked })}
        />
        <p className={css.hint}>{texts.digestHint}</p>
        <FormError error={save.error} shown={[]} />
        <div><Button type="submit" loading={save.isPending}>{texts.save}</Button></div>
      </form>
    </Panel>
  );
}
