import { Button, Modal, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { dealPipelineMove } from '#contract/deals';
import type { DealCard, Pipeline, Stage } from '#contract/deals';
import { ApiProblem, call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { asksForFields } from '../../stage/stage-request.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import { findStage, usePipelines } from '../deals/use-deals-view.ts';
import { refreshDeal, refreshDealLists } from './use-deal.ts';
import css from '../../form/form.module.css';

const { pipelineMove: texts } = ruDeal;

type Place = { pipelineId: number; stageId: number };
type Move = Place & { fromStageId: number };

const send = async (dealId: number, move: Move) => {
  try {
    return await call(dealPipelineMove, { params: { id: dealId }, body: move });
  } finally {
    refreshDeal(dealId);
    refreshDealLists();
  }
};

/** Only stages that end the deal no other way than it stands now. */
function stagesThere(pipeline: Pipeline | undefined, from: Stage | undefined): Stage[] {
  return pipeline?.stages.filter((stage) => stage.semantics === from?.semantics) ?? [];
}

/** The stage that means the same there, as the server would choose it. */
function sameStage(there: Stage[], from: Stage | undefined): Stage | undefined {
  return there.find(({ code, name }) => code === from?.code || name === from?.name) ?? there[0];
}

const choices = (items: { id: number; name: string }[]) =>
  items.map(({ id, name }) => ({ value: String(id), label: name }));

/** The deal goes to another pipeline; the stage there is said before, and the way back after. */
export function PipelineDialog({ deal, onClose }: { deal: DealCard; onClose: () => void }) {
  const { pipelines } = usePipelines();
  const others = pipelines.filter(({ id }) => id !== deal.pipelineId);
  const from = findStage(pipelines, deal.stageId);
  const [pipelineId, setPipelineId] = useState<number | null>(null);
  const [stageId, setStageId] = useState<number | null>(null);
  const pipeline = others.find(({ id }) => id === pipelineId) ?? others[0];
  const there = stagesThere(pipeline, from);
  const stage = there.find(({ id }) => id === stageId) ?? sameStage(there, from);
  const move = useMutation({
    // Who finds the deal on another stage reads of it here, and may send it from there after all.
    mutationFn: (to: Place) => send(deal.id, { ...to, fromStageId: deal.stageId }),
    onSuccess: (_moved, to) => {
      const back = { pipelineId: deal.pipelineId, stageId: deal.stageId, fromStageId: to.stageId };
      const said = texts.done(deal.number, pipeline!.name);
      announce(said);
      toast(said, {
        undo: () => void send(deal.id, back)
          .catch((error: unknown) => failToast(texts.failed(deal.number), error)),
      });
      onClose();
    },
    onError: (error, to) => {
      const asks = error instanceof ApiProblem && asksForFields(error, {
        record: { entity: 'deal', id: deal.id }, stageName: stage!.name,
        retry: () => move.mutate(to),
      });
      if (asks) onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={texts.title} size={440}>
      <div className={css.form}>
        <Select
          data-autofocus
          label={texts.pipeline}
          data={choices(others)}
          value={pipeline ? String(pipeline.id) : null}
          allowDeselect={false}
          onChange={(id) => {
            setPipelineId(Number(id));
            setStageId(null);
          }}
        />
        <Select
          label={texts.stage(from?.name ?? '')}
          data={choices(there)}
          value={stage ? String(stage.id) : null}
          allowDeselect={false}
          onChange={(id) => setStageId(Number(id))}
        />
        <p className={css.lead}>{texts.hint}</p>
        <FormError error={move.error} />
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button
            disabled={!pipeline || !stage}
            loading={move.isPending}
            onClick={() => pipeline && stage
              && move.mutate({ pipelineId: pipeline.id, stageId: stage.id })}
          >
            {texts.submit}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
