import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import type { DealCard, Pipeline } from '#contract/deals';
import type { PanelProps } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { MoneyStrip } from '../../ui/money-strip.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StageBar } from '../../ui/stage-bar.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { DealProperties } from '../deal/deal-properties.tsx';
import { DEAL_DOOR, useDeal } from '../deal/use-deal.ts';
import { EditNotices } from '../record/edit-notices.tsx';
import { NextTask } from '../record/next-task.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { moneyCells } from './money-cells.tsx';
import { usePipelines } from './use-deals-view.ts';
import { moveDeal } from './use-move-deal.ts';
import css from './deal-panel.module.css';

const TransferDialog = lazyPart(() => import('../deal/transfer-dialog.tsx')
  .then((module) => module.TransferDialog));

const { panel } = ruDeals;

function StageRow({ deal, pipelines }: { deal: DealCard; pipelines: Pipeline[] }) {
  const stages = pipelines.find((each) => each.id === deal.pipelineId)?.stages ?? [];
  const shown = stages.filter((stage) => stage.semantics !== 'lost' || stage.id === deal.stageId);
  const at = shown.findIndex((stage) => stage.id === deal.stageId);
  const move = (to: (typeof shown)[number] | undefined) => {
    const from = shown[at];
    if (from && to && deal.may.edit) void moveDeal(deal, from, to);
  };
  useHotkeys({ ']': () => move(shown[at + 1]), '[': () => move(shown[at - 1]) });
  return (
    <StageBar
      label={panel.stages}
      compact
      stages={shown.map((stage) => ({ id: stage.id, name: stage.name, color: stage.colour }))}
      currentId={deal.stageId}
      onMove={deal.may.edit ? (id) => move(shown.find((stage) => stage.id === id)) : undefined}
    />
  );
}

/** Everything that the card says of the deal at its left, edited in place by who may. */
function About({ deal }: { deal: DealCard }) {
  const editor = useRecordEditor(deal, DEAL_DOOR);
  const [isTransferring, setTransferring] = useState(false);
  return (
    <>
      <EditNotices editor={editor} />
      <NextTask of={{ entity: 'deal', entityId: deal.id }} task={deal.nextTask} />
      <h3 className={css.heading}>{panel.about}</h3>
      <DealProperties deal={deal} save={editor.save} onTransfer={() => setTransferring(true)} />
      <Suspense>
        {isTransferring ? (
          <TransferDialog deal={deal} onClose={() => setTransferring(false)} />
        ) : null}
      </Suspense>
    </>
  );
}

/** The deal beside the list: stage, money, properties; the rest is on its card. */
export function DealPanel({ id: dealId, onClose }: PanelProps) {
  const { pipelines } = usePipelines();
  const { data: deal, error, refetch } = useDeal(dealId);

  let body: ReactNode = <SkeletonRows count={8} />;
  if (error && !deal) {
    body = <ErrorState error={error} title={panel.failed} onRetry={() => void refetch()} />;
  } else if (deal) {
    body = (
      <>
        <h2 className={css.title}>{deal.title}</h2>
        <StageRow deal={deal} pipelines={pipelines} />
        <div className={css.money}><MoneyStrip stacked cells={moneyCells(deal)} /></div>
        <About key={deal.id} deal={deal} />
      </>
    );
  }
  return (
    <SidePanel
      label={panel.label(deal?.number ?? '')}
      header={(
        <>
          <span className={css.number}>{deal?.number}</span>
          <span className={css.space} />
          <Button variant="default" component={Link} to={paths.deal(dealId)}>{panel.full}</Button>
        </>
      )}
      onClose={onClose}
    >
      {body}
    </SidePanel>
  );
}
