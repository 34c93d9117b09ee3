import { Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lossReasonsList } from '#contract/deal-dictionaries';
import type { LossReason } from '#contract/deal-dictionaries';
import { routeQuery } from '../api/query.ts';
import { ruDeal } from '../texts/ru-deal.ts';
import css from '../form/form.module.css';

export type LossWords = { reason: LossReason | null; text: string };

/** What is still missing of a reason; null when it says enough. */
export function lossFault({ reason, text }: LossWords): string | null {
  if (text.trim()) return null;
  if (!reason) return ruDeal.loseNeedReason;
  return reason.needsText ? ruDeal.loseNeedDetails : null;
}

type LossFieldsProps = {
  pipelineId: number | undefined;
  loss: LossWords;
  onChange: (loss: LossWords) => void;
  error?: string | null;
};

/** Why a deal is lost: one of the pipeline's reasons by a click, or words of one's own. */
export function LossFields({ pipelineId, loss, onChange, error }: LossFieldsProps) {
  const { data = [] } = useQuery(routeQuery(lossReasonsList, {}));
  const { reason, text } = loss;
  const offered = data.filter((each) => each.archivedAt === null
    && (each.pipelineId === null || each.pipelineId === pipelineId));
  return (
    <>
      <div className={css.chips}>
        {offered.map((each) => (
          <button
            key={each.id}
            type="button"
            className={css.chip}
            aria-pressed={reason?.id === each.id}
            onClick={() => onChange({ text, reason: reason?.id === each.id ? null : each })}
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
        onChange={(event) => onChange({ reason, text: event.currentTarget.value })}
        error={error ?? undefined}
      />
    </>
  );
}
