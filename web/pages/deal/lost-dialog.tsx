import { Button, Modal } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { firstField } from '../../form/first-field.ts';
import { lossFault, LossFields } from '../../stage/loss-fields.tsx';
import type { LossWords } from '../../stage/loss-fields.tsx';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import type { Loss } from './move-stage.ts';
import css from '../../form/form.module.css';

type LostDialogProps = {
  pipelineId: number; onClose: () => void; onSubmit: (loss: Loss) => void;
};

/** A refusal needs a reason: without one it teaches nothing. */
export function LostDialog({ pipelineId, onClose, onSubmit }: LostDialogProps) {
  const [loss, setLoss] = useState<LossWords>({ reason: null, text: '' });
  const [isTried, setTried] = useState(false);
  const fault = lossFault(loss);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (fault) return;
    const { reason, text } = loss;
    onSubmit({ lostReason: text.trim() || null, ...(reason ? { lossReasonId: reason.id } : {}) });
  }

  return (
    <Modal opened onClose={onClose} title={ruDeal.loseTitle} size={440}>
      <form ref={firstField} className={css.form} onSubmit={submit} noValidate>
        <LossFields
          pipelineId={pipelineId}
          loss={loss}
          onChange={setLoss}
          error={isTried ? fault : null}
        />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit">{ruDeal.loseSubmit}</Button>
        </div>
      </form>
    </Modal>
  );
}
