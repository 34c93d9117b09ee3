import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { leadConvert, leadRead, leadReceiver } from '#contract/leads';
import type { LeadCard, LeadConvert, LeadItem, LeadReceiver } from '#contract/leads';
import { ApiProblem, call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { useSession } from '../../api/session.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { paths } from '../../paths.ts';
import { asksForFields } from '../../stage/stage-request.ts';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { announce } from '../../ui/announce.ts';
import { formatDay } from '../../ui/format.ts';
import { IconArrowsExchange } from '../../ui/icons.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { toast } from '../../ui/toast-store.ts';
import dialog from '../../form/form.module.css';
import { CustomerFields } from './customer-fields.tsx';
import type { CustomerDraft } from './customer-fields.tsx';
import { TopicFields } from './topic-fields.tsx';
import { refreshLead } from './use-leads-board.ts';
import css from './convert-dialog.module.css';

const { convert: texts } = ruLeads;
const FIELDS = ['title', 'employeeId', 'topicId', 'topicText', 'companyId', 'contactId'];

type Draft = CustomerDraft & {
  title: string; employee: ReferenceValue | null;
  topicId: number | null; topicText: string; comment: string;
};

/** Whoever may pass a lead to nobody else makes a deal of it. */
const isOwn = (lead: LeadCard) => !lead.may.convertToOthers;

const titled = (value: { id: number; name: string } | null) =>
  (value ? { id: value.id, title: value.name } : null);

function draftOf(lead: LeadCard, me: ReferenceValue | null): Draft {
  return {
    title: '', employee: isOwn(lead) ? me : null,
    topicId: lead.topic?.id ?? null, topicText: lead.topicText ?? '', comment: '',
    company: titled(lead.company), contact: titled(lead.contact),
    makesCompany: false, makesContact: false,
  };
}

const hasDeal = (lead: LeadCard) =>
  lead.passings.some((passing) => passing.returnedAt === null);

function customerOf(lead: LeadCard, draft: Draft): Partial<LeadConvert> {
  return {
    ...(draft.makesCompany ? { newCompany: { name: lead.companyName ?? '' } }
      : { companyId: draft.company?.id ?? null }),
    ...(draft.makesContact ? { newContact: { name: lead.personName ?? '' } }
      : { contactId: draft.contact?.id ?? null }),
  };
}

function bodyOf(lead: LeadCard, draft: Draft): LeadConvert {
  const [title, topicText, comment] = [draft.title.trim(), draft.topicText.trim(),
    draft.comment.trim()];
  return {
    version: lead.version,
    employeeId: draft.employee?.id ?? 0,
    ...customerOf(lead, draft),
    ...(draft.topicId === null ? {} : { topicId: draft.topicId }),
    ...(title ? { title } : {}),
    ...(topicText ? { topicText } : {}),
    ...(comment ? { comment } : {}),
    ...(hasDeal(lead) ? { another: true } : {}),
  };
}

function wordsOf(receiver: LeadReceiver, asked: string): string {
  const { why, employee, department, absentUntil } = receiver;
  if (why === 'self') return texts.self(employee.name, department.name);
  const until = absentUntil ? ` ${texts.until(formatDay(absentUntil))}` : '';
  return `${texts[why](asked, employee.name)}${until}`;
}

/** Who it will really be, before the operator says yes. */
function ReceiverLine({ employee }: { employee: ReferenceValue }) {
  const { data } = useQuery(routeQuery(leadReceiver, { params: { id: employee.id } }));
  if (!data) return <p className={css.receiver} aria-busy="true">{ru.common.loading}</p>;
  return (
    <p className={css.receiver} data-instead={data.why !== 'self' || undefined} role="status">
      <IconArrowsExchange size={15} stroke={1.6} aria-hidden />
      {wordsOf(data, employee.title)}
    </p>
  );
}

/** A stage that lacks fields asks for them, then the lead is passed with what they made of it. */
function useConvert(lead: LeadCard, onDone: () => void) {
  const navigate = useNavigate();
  const convert = useMutation({
    mutationFn: (draft: Draft) => call(leadConvert, {
      params: { id: lead.id }, body: bodyOf(lead, draft),
    }),
    onError: (error, draft) => {
      // What this form asks for itself it shows itself.
      const isHere = error instanceof ApiProblem
        && error.fields.some(({ field }) => FIELDS.includes(field));
      if (!(error instanceof ApiProblem) || isHere) return;
      asksForFields(error, {
        record: { entity: 'lead', id: lead.id }, stageName: texts.stage,
        retry: () => convert.mutate(draft),
      });
    },
    onSuccess: (done) => {
      const say = done.created ? texts.done : texts.already;
      const text = isOwn(lead) && done.created ? texts.own.done(done.deal.number)
        : say(done.deal.number, done.employee.name);
      refreshLead(lead.id);
      announce(text);
      toast(text, done.why === 'self' ? {} : {
        detail: texts[done.why](done.asked.name, done.employee.name),
      });
      onDone();
      // One's own work goes on in the deal; an operator stays for the next call.
      if (isOwn(lead)) void navigate({ to: paths.deal(done.deal.id) });
    },
  });
  return convert;
}

function Whom({ value, onChange, error }: {
  value: ReferenceValue | null; onChange: (value: ReferenceValue | null) => void;
  error: ReactNode;
}) {
  return (
    <div>
      <ReferenceSelect
        label={texts.employee}
        source="employees"
        autoFocus
        value={value}
        onChange={onChange}
        error={error}
      />
      {value ? <ReceiverLine employee={value} /> : null}
    </div>
  );
}

function Form({ lead, onClose }: { lead: LeadCard; onClose: () => void }) {
  const session = useSession();
  const me = session.employee ? { id: session.employee.id, title: session.employee.name } : null;
  const [draft, setDraft] = useState(() => draftOf(lead, me));
  const [isTried, setTried] = useState(false);
  const convert = useConvert(lead, onClose);
  const words = isOwn(lead) ? texts.own : texts;
  const set = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (draft.employee) convert.mutate(draft);
  }

  return (
    <form className={dialog.form} onSubmit={onSubmit} noValidate>
      <p className={dialog.lead}>{hasDeal(lead) ? texts.another : words.lead}</p>
      {isOwn(lead) ? (
        <TextInput
          data-autofocus
          label={texts.own.name}
          placeholder={lead.title}
          maxLength={500}
          value={draft.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
          error={fieldError(convert.error, 'title')}
        />
      ) : (
        <Whom
          value={draft.employee}
          onChange={(employee) => set({ employee })}
          error={isTried && !draft.employee
            ? texts.needEmployee : fieldError(convert.error, 'employeeId')}
        />
      )}
      <TopicFields draft={draft} onChange={set} error={convert.error} />
      <CustomerFields lead={lead} draft={draft} onChange={set} error={convert.error} />
      <Textarea
        label={words.comment}
        autosize
        minRows={2}
        maxLength={20_000}
        value={draft.comment}
        onChange={(event) => set({ comment: event.currentTarget.value })}
      />
      <FormError error={convert.error} shown={FIELDS} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
        <Button type="submit" loading={convert.isPending}>{words.submit}</Button>
      </div>
    </form>
  );
}

type ConvertDialogProps = { lead: Pick<LeadItem, 'id' | 'number'>; onClose: () => void };

/** One action: whom, about what, for which customer. By keyboard: type a name, Enter, Enter. */
export function ConvertDialog({ lead, onClose }: ConvertDialogProps) {
  const reading = useQuery(routeQuery(leadRead, { params: { id: lead.id } }));
  const { data } = reading;
  const words = data && isOwn(data) ? texts.own : texts;
  return (
    <Modal opened onClose={onClose} title={words.title(lead.number)} size={480}>
      {data ? <Form lead={data} onClose={onClose} /> : null}
      <ReadingState of={reading} title={ruLeads.failed} rows={5} />
    </Modal>
  );
}
