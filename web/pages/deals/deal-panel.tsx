import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dealRead } from '#contract/deals';
import type { DealCard, Pipeline } from '#contract/deals';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import type { PanelProps } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { Person } from '../../ui/avatar.tsx';
import { formatMoment } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { MoneyStrip } from '../../ui/money-strip.tsx';
import { PropertyList } from '../../ui/property-list.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StageBar } from '../../ui/stage-bar.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { moneyCells } from './money-cells.tsx';
import { usePipelines } from './use-deals-view.ts';
import { moveDeal } from './use-move-deal.ts';
import css from './deal-panel.module.css';

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

function About({ deal }: { deal: DealCard }) {
  const task = deal.nextTask;
  const company = deal.company;
  return (
    <PropertyList
      items={[
        {
          label: panel.company,
          value: company ? (
            <Link className={css.link} to={paths.company(company.id)}>{company.name}</Link>
          ) : null,
        },
        { label: panel.contact, value: deal.contact?.name },
        {
          label: panel.responsible,
          value: deal.responsible ? <Person name={deal.responsible.name} /> : null,
        },
        { label: panel.department, value: deal.department?.name },
        {
          label: panel.nextTask,
          value: task ? `${task.title}${task.dueAt ? `, ${formatMoment(task.dueAt)}` : ''}` : null,
        },
        {
          label: panel.orders,
          value: deal.orderNumbers.join(', '),
          from1c: deal.orderNumbers.length > 0,
        },
        { label: panel.source, value: deal.source?.name },
        { label: panel.address, value: deal.address },
        { label: panel.comment, value: deal.comment },
      ]}
    />
  );
}

/** The deal beside the list: stage, money, properties; the rest is on its card. */
export function DealPanel({ id: dealId, onClose }: PanelProps) {
  const { pipelines } = usePipelines();
  const args = { params: { id: dealId } };
  const { data: deal, error, refetch } = useQuery(routeQuery(dealRead, args));
  useChanges('deal', dealId, () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(dealRead, args) });
  });

  let body: ReactNode = <SkeletonRows count={8} />;
  if (error && !deal) {
    body = <ErrorState error={error} title={panel.failed} onRetry={() => void refetch()} />;
  } else if (deal) {
    body = (
      <>
        <h2 className={css.title}>{deal.title}</h2>
        <StageRow deal={deal} pipelines={pipelines} />
        <div className={css.money}><MoneyStrip stacked cells={moneyCells(deal)} /></div>
        <h3 className={css.heading}>{panel.about}</h3>
        <About deal={deal} />
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
