import { ActionIcon, Button, Menu } from '@mantine/core';
import { Suspense, useEffect, useRef, useState } from 'react';
import type { DealCard, Stage } from '#contract/deals';
import { stageMove } from '#contract/deal-stages';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconDots } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { StageBar } from '../../ui/stage-bar.tsx';
import { usePipelines } from '../deals/use-deals-view.ts';
import { moveOnCard } from './move-stage.ts';
import css from './deal-stages.module.css';

const PipelineDialog = lazyPart(() =>
  import('./pipeline-dialog.tsx').then((module) => module.PipelineDialog));
const LostDialog = lazyPart(() => import('./lost-dialog.tsx').then((module) => module.LostDialog));

type DealStagesProps = {
  deal: DealCard; pipelineStages: Stage[]; pipelineId: number;
  /** There is another pipeline to go to. */
  mayLeave: boolean;
};

const barStage = (stage: Stage) => ({ id: stage.id, name: stage.name, color: stage.colour });

function StageMenu({ onMove }: { onMove: () => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={ruDeal.pipelineMove.menu}
          title={ruDeal.pipelineMove.menu}
        >
          <IconDots size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onMove}>{ruDeal.pipelineMove.open}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function StagesOf({ deal, pipelineStages, pipelineId, mayLeave }: DealStagesProps) {
  const [losing, setLosing] = useState<Stage | null>(null);
  const [isLeaving, setLeaving] = useState(false);
  const from = pipelineStages.find((stage) => stage.id === deal.stageId);
  const shown = pipelineStages.filter((stage) =>
    stage.semantics !== 'lost' || stage.id === deal.stageId);
  const lost = pipelineStages.find((stage) => stage.semantics === 'lost');
  const at = shown.findIndex((stage) => stage.id === deal.stageId);

  function refusalOf(to: Stage): string | null {
    if (!from || to.id === from.id) return null;
    const answer = stageMove({ ...from, pipelineId }, { ...to, pipelineId });
    return answer.allowed ? null : answer.reason;
  }

  function move(to: Stage | undefined) {
    if (!from || !to || !deal.may.edit || refusalOf(to) !== null) return;
    if (to.semantics === 'lost') setLosing(to);
    else void moveOnCard({ deal, from, to });
  }

  useHotkeys({ ']': () => move(shown[at + 1]), '[': () => move(shown[at - 1]) });
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    bar.current?.querySelector('[aria-current=step]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [deal.stageId]);
  const stageOf = (id: number) => shown.find((stage) => stage.id === id);
  return (
    <div className={css.row}>
      <div ref={bar} className={css.bar}>
        <StageBar
          label={ruDeals.panel.stages}
          stages={shown.map(barStage)}
          currentId={deal.stageId}
          onMove={deal.may.edit ? (id) => move(stageOf(id)) : undefined}
          refusalOf={(id) => {
            const stage = stageOf(id);
            return stage ? refusalOf(stage) : null;
          }}
        />
      </div>
      {deal.may.edit && mayLeave ? (
        <StageMenu onMove={() => setLeaving(true)} />
      ) : null}
      {lost && deal.may.edit && deal.isOpen ? (
        <Button variant="default" className={css.lose} onClick={() => move(lost)}>
          {ruDeal.lose}
        </Button>
      ) : null}
      <Suspense>
        {isLeaving ? (
          <PipelineDialog deal={deal} onClose={() => setLeaving(false)} />
        ) : null}
        {losing && from ? (
          <LostDialog
            onClose={() => setLosing(null)}
            pipelineId={pipelineId}
            onSubmit={(loss) => {
              setLosing(null);
              void moveOnCard({ deal, from, to: losing, ...loss });
            }}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

/** The stages of the deal's pipeline; «]» and «[» move, a lost end asks for its reason. */
export function DealStages({ deal }: { deal: DealCard }) {
  const { pipelines } = usePipelines();
  const pipeline = pipelines.find((each) => each.id === deal.pipelineId);
  if (!pipeline) return <div className={css.empty} />;
  return (
    <StagesOf
      deal={deal}
      pipelineStages={pipeline.stages}
      pipelineId={pipeline.id}
      mayLeave={pipelines.length > 1}
    />
  );
}
