import { usePipelines } from '../pages/deals/use-deals-view.ts';
import { lossFault, LossFields } from '../stage/loss-fields.tsx';
import type { Draft } from './mass-draft.ts';

type MassLossProps = {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  need: string | null;
};

/** The same question as on the card, once for all marked deals, when the stage is a lost one. */
export function MassLoss({ draft, set, need }: MassLossProps) {
  const { pipelines } = usePipelines();
  const { stage, isLost, lossReason, text } = draft;
  if (!stage || !isLost) return null;
  const pipeline = pipelines.find(({ stages }) => stages.some(({ id }) => id === stage.id));
  const loss = { reason: lossReason, text };
  return (
    <LossFields
      pipelineId={pipeline?.id}
      loss={loss}
      onChange={({ reason, text: words }) => set({ lossReason: reason, text: words })}
      error={need ? lossFault(loss) : null}
    />
  );
}
