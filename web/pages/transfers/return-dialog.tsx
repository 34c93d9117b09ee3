import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { transferReturn } from '#contract/transfers';
import { call } from '../../api/client.ts';
import { firstField } from '../../form/first-field.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruTransfers } from '../../texts/ru-transfers.ts';
import { toast } from '../../ui/toast-store.ts';
import css from '../../form/form.module.css';

const { back: texts } = ruTransfers;

type ReturnDialogProps = {
  deal: { id: number; number: string }; onClose: () => void; onDone: () => void;
};

/** Back to the giver, never without a reason. */
export function ReturnDialog({ deal, onClose, onDone }: ReturnDialogProps) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const back = useMutation({
    mutationFn: () => call(transferReturn, {
      params: { id: deal.id }, body: { reason: reason.trim() },
    }),
    onSuccess: () => {
      toast(texts.done(deal.number));
      onClose();
      onDone();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (reason.trim()) back.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={texts.title} size={460}>
      <form ref={firstField} className={css.form} onSubmit={submit} noValidate>
        <p className={css.lead}>{texts.lead}</p>
        <Textarea
          label={texts.reason}
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isTried && !reason.trim() ? texts.need : fieldError(back.error, 'reason')}
        />
        <FormError error={back.error} shown={['reason']} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={back.isPending}>{texts.submit}</Button>
        </div>
      </form>
    </Modal>
  );
}
