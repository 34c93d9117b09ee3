import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { leadReturn } from '#contract/leads';
import type { LeadCard } from '#contract/leads';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { toast } from '../../ui/toast-store.ts';
import dialog from '../../form/form.module.css';

const { back: texts } = ruLeads;

type ReturnDialogProps = { lead: LeadCard; onClose: () => void; onDone: () => void };

/** «Не моё»: a common reason by a click, or words of one's own. */
export function ReturnDialog({ lead, onClose, onDone }: ReturnDialogProps) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () => call(leadReturn, {
      params: { id: lead.id }, body: { reason: reason.trim() },
    }),
    onSuccess: () => {
      toast(texts.done(lead.number));
      onClose();
      onDone();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (reason.trim()) send.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={texts.title(lead.number)} size={440}>
      <form className={dialog.form} onSubmit={submit} noValidate>
        <p className={dialog.lead}>{texts.lead}</p>
        <div className={dialog.chips}>
          {texts.reasons.map((each) => (
            <button
              key={each}
              type="button"
              className={dialog.chip}
              aria-pressed={reason === each}
              onClick={() => setReason(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <Textarea
          data-autofocus
          label={texts.reason}
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isTried && !reason.trim() ? texts.needReason : fieldError(send.error, 'reason')}
        />
        <FormError error={send.error} shown={['reason']} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={send.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
