import { Button, Modal, Textarea } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import css from './dialog.module.css';

type LostDialogProps = { onClose: () => void; onSubmit: (reason: string) => void };

/** A refusal needs a reason: a common one by a click, or words of one's own. */
export function LostDialog({ onClose, onSubmit }: LostDialogProps) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (reason.trim()) onSubmit(reason.trim());
  }

  return (
    <Modal opened onClose={onClose} title={ruDeal.loseTitle} size={440}>
      <form className={css.form} onSubmit={submit} noValidate>
        <div className={css.chips}>
          {ruDeal.loseReasons.map((each) => (
            <button
              key={each}
              type="button"
              className={css.chip}
              aria-pressed={reason === each}
              onClick={() => setReason(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <Textarea
          data-autofocus
          label={ruDeal.loseReason}
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={isTried && !reason.trim() ? ruDeal.loseNeedReason : undefined}
        />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit">{ruDeal.loseSubmit}</Button>
        </div>
      </form>
    </Modal>
  );
}
