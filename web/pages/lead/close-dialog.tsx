import { Button, Modal, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { LeadStage } from '#contract/leads';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import dialog from '../../form/form.module.css';

type CloseDialogProps = {
  stage: LeadStage; onClose: () => void; onSubmit: (reason: string) => void;
};

/** The stage is the reason already; words beside it are welcome, and demanded by its rule. */
export function CloseDialog({ stage, onClose, onSubmit }: CloseDialogProps) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const lacks = stage.needsReason && !reason.trim();
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!lacks) onSubmit(reason.trim());
  }
  return (
    <Modal opened onClose={onClose} title={ruLeads.closeTitle(stage.name)} size={440}>
      <form className={dialog.form} onSubmit={submit}>
        <Textarea
          data-autofocus
          label={stage.needsReason ? ruLeads.closeNeedsReason : ruLeads.closeReason}
          error={isTried && lacks ? ruLeads.closeLacksReason : undefined}
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit">{ruLeads.closeSubmit}</Button>
        </div>
      </form>
    </Modal>
  );
}
