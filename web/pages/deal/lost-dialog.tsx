import { Button, Modal, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { lossReasonsList } from '#contract/deal-dictionaries';
import type { LossReason } from '#contract/deal-dictionaries';
import { routeQuery } from '../../api/query.ts';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import type { Loss } from './move-stage.ts';
import css from './dialog.module.css';

type LostDialogProps = {
  pipelineId: number; onClose: () => void; onSubmit: (loss: Loss) => void;
};

function faultOf(reason: LossReason | null, words: string): string | null {
  if (words) return null;
  if (!reason) return ruDeal.loseNeedReason;
  return reason.needsText ? ruDeal.loseNeedDetails : null;
}

/** A refusal needs a reason: one of the pipeline by a click, or words of one's own. */
export function LostDialog({ pipelineId, onClose, onSubmit }: LostDialogProps) {
  const { data = [] } = useQuery(routeQuery(lossReasonsList, {}));
  const [reason, setReason] = useState<LossReason | null>(null);
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const words = text.trim();
  const fault = faultOf(reason, words);
  const offered = data.filter((each) => each.archivedAt === null
    && (each.pipelineId === null || each.pipelineId === pipelineId));

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (fault) return;
    onSubmit({ lostReason: words || null, ...(reason ? { lossReasonId: reason.id } : {}) });
  }

  return (
    <Modal opened onClose={onClose} title={ruDeal.loseTitle} size={440}>
      <form className={css.form} onSubmit={submit} noValidate>
        <div className={css.chips}>
          {offered.map((each) => (
            <button
              key={each.id}
              type="button"
              className={css.chip}
              aria-pressed={reason?.id === each.id}
              onClick={() => setReason(reason?.id === each.id ? null : each)}
            >
              {each.name}
            </button>
          ))}
        </div>
        <Textarea
          data-autofocus
          label={reason ? ruDeal.loseDetails : ruDeal.loseReason}
          maxLength={300}
          autosize
          minRows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isTried && fault ? fault : undefined}
        />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit">{ruDeal.loseSubmit}</Button>
        </div>
      </form>
    </Modal>
  );
}
