import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { sourcesList } from '#contract/deals';
import { LEAD_CHANNELS, leadCreate } from '#contract/leads';
import type { LeadChannel } from '#contract/leads';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { useOpenMade } from '../../form/use-open-made.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { toast } from '../../ui/toast-store.ts';
import dialog from '../../form/form.module.css';
import { KnownCallers } from './known-callers.tsx';
import type { Known } from './known-callers.tsx';
import { TopicFields } from './topic-fields.tsx';
import { refreshLeads } from './use-leads-board.ts';
import type { LeadsView } from './use-leads-view.ts';
import { splitReaches } from './split-reaches.ts';

const { create: texts } = ruLeads;
const FIELDS = [
  'personName', 'companyName', 'phones[0]', 'phones[1]', 'emails[0]', 'topicId', 'topicText',
  'sourceId',
];

const EMPTY = {
  personName: '', companyName: '', phones: '', emails: '', comment: '', topicText: '',
  company: null, contact: null, topicId: null as number | null, channel: 'call' as LeadChannel,
  sourceId: null as string | null,
};
type Draft = Omit<typeof EMPTY, keyof Known> & Known;

function bodyOf(draft: Draft) {
  const { topicId, sourceId, channel } = draft;
  return {
    channel,
    personName: draft.personName.trim() || null,
    companyName: draft.companyName.trim() || null,
    phones: splitReaches(draft.phones),
    emails: splitReaches(draft.emails),
    comment: draft.comment.trim() || null,
    topicText: draft.topicText.trim() || null,
    topicId,
    sourceId: sourceId === null ? null : Number(sourceId),
    ...(draft.company ? { companyId: draft.company.id } : {}),
    ...(draft.contact ? { contactId: draft.contact.id } : {}),
  };
}

const isBlank = (draft: Draft) =>
  [draft.personName, draft.companyName, draft.phones, draft.emails, draft.comment]
    .every((text) => !text.trim()) && draft.topicId === null && !draft.company && !draft.contact;

/** A known person or company names the caller too, where nothing was written by hand. */
function withNames(draft: Draft, patch: Partial<Known>): Partial<Draft> {
  const { contact, company } = patch;
  return {
    ...patch,
    ...(contact && !draft.personName.trim() ? { personName: contact.title } : {}),
    ...(company && !draft.companyName.trim() ? { companyName: company.title } : {}),
  };
}

function OriginFields({ draft, set }: { draft: Draft; set: (patch: Partial<Draft>) => void }) {
  const { data: sources } = useQuery(routeQuery(sourcesList, {}));
  return (
    <div className={dialog.pair}>
      <Select
        label={texts.channel}
        allowDeselect={false}
        data={LEAD_CHANNELS.map((value) => ({ value, label: ruLeads.channels[value] ?? value }))}
        value={draft.channel}
        onChange={(channel) => channel && set({ channel: channel as LeadChannel })}
      />
      <Select
        label={texts.source}
        clearable
        placeholder={ru.common.notSet}
        data={(sources ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={draft.sourceId}
        onChange={(sourceId) => set({ sourceId })}
      />
    </div>
  );
}

/** What an operator writes down while the caller speaks: any of it, but something. */
export function CreateLead({ view }: { view: LeadsView }) {
  const open = useOpenMade();
  const close = () => view.change({ create: undefined }, { replace: true });
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const create = useMutation({
    mutationFn: () => call(leadCreate, { body: bodyOf(draft) }),
    onSuccess: (lead) => {
      refreshLeads();
      toast(texts.created(lead.number));
      void open(paths.lead(lead.id));
    },
  });
  const input = (name: 'personName' | 'companyName' | 'phones' | 'emails', label: string) => ({
    label, value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      set({ [name]: event.currentTarget.value }),
    error: fieldError(create.error, name) ?? fieldError(create.error, `${name}[0]`)
      ?? fieldError(create.error, `${name}[1]`),
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isBlank(draft)) create.mutate();
  }

  return (
    <Modal opened onClose={close} title={texts.title} size={520}>
      <form className={dialog.form} onSubmit={onSubmit} noValidate>
        <TextInput
          data-autofocus
          {...input('phones', texts.phone)}
          placeholder={texts.phoneHint}
          type="tel"
        />
        <div className={dialog.pair}>
          <TextInput {...input('personName', texts.person)} maxLength={300} />
          <TextInput {...input('companyName', texts.company)} maxLength={500} />
        </div>
        {/* Under the names: it comes while they are typed and must not take the Tab to them. */}
        <KnownCallers phones={draft.phones} emails={draft.emails} known={draft}
          onKnown={(patch) => set(withNames(draft, patch))} />
        <TopicFields draft={draft} onChange={set} error={create.error} />
        <TextInput {...input('emails', texts.email)} type="email" />
        <OriginFields draft={draft} set={set} />
        <Textarea
          label={texts.comment}
          autosize
          minRows={2}
          maxLength={20_000}
          value={draft.comment}
          onChange={(event) => set({ comment: event.currentTarget.value })}
        />
        {isTried && isBlank(draft) ? <p role="alert">{texts.needSomething}</p> : null}
        <FormError error={create.error} shown={FIELDS} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={close}>{ru.common.cancel}</Button>
          <Button type="submit" loading={create.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
