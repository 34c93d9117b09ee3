import { Button, Menu } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { LeadCard, LeadStage } from '#contract/leads';
import { leadMove } from '#contract/lead-stages';
import { ruLeads } from '../../texts/ru-leads.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconChevronDown } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { StageBar } from '../../ui/stage-bar.tsx';
import { moveLead } from '../leads/move-lead.ts';
import { useLeadStages } from '../leads/use-leads-view.ts';
import css from './lead-stages.module.css';

const CloseDialog = lazyPart(() =>
  import('./close-dialog.tsx').then((module) => module.CloseDialog));
const ConvertDialog = lazyPart(() =>
  import('../leads/convert-dialog.tsx').then((module) => module.ConvertDialog));

type Asked = { what: 'close'; stage: LeadStage } | { what: 'pass' } | null;

function CloseMenu({ stages, onChoose }: {
  stages: LeadStage[]; onChoose: (stage: LeadStage) => void;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} stroke={1.75} />}>
          {ruLeads.close}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stages.map((stage) => (
          <Menu.Item key={stage.id} onClick={() => onChoose(stage)}>{stage.name}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The way of a lead; «Передан» asks to whom, the ends without a deal stand in a menu. */
export function LeadStages({ lead, compact }: { lead: LeadCard; compact?: boolean }) {
  const { stages } = useLeadStages();
  const [asked, setAsked] = useState<Asked>(null);
  const from = stages.find((stage) => stage.id === lead.stageId);
  const shown = stages.filter((stage) =>
    stage.semantics !== 'lost' || stage.id === lead.stageId);
  const at = shown.findIndex((stage) => stage.id === lead.stageId);
  const asksToPass = (to: LeadStage) => to.code === 'passed' && lead.isOpen && lead.may.convert
    && from?.code !== 'passed';

  function refusalOf(to: LeadStage): string | null {
    if (!from || to.id === from.id || asksToPass(to)) return null;
    const answer = leadMove(from, to);
    return answer.allowed ? null : answer.reason;
  }

  function move(to: LeadStage | undefined) {
    if (!from || !to || !lead.may.edit || refusalOf(to) !== null) return;
    if (asksToPass(to)) setAsked({ what: 'pass' });
    else if (to.semantics === 'lost') setAsked({ what: 'close', stage: to });
    else void moveLead({ lead, from, to });
  }

  useHotkeys({ ']': () => move(shown[at + 1]), '[': () => move(shown[at - 1]) });
  const stageOf = (id: number) => shown.find((stage) => stage.id === id);
  const ends = stages.filter((stage) => stage.semantics === 'lost');
  const mayClose = lead.may.edit && lead.isOpen && from?.code !== 'passed';
  return (
    <div className={css.row}>
      <div className={css.bar}>
        <StageBar
          label={ruLeads.panel.stages}
          compact={compact}
          stages={shown.map(({ id, name, colour }) => ({ id, name, color: colour }))}
          currentId={lead.stageId}
          onMove={lead.may.edit ? (id) => move(stageOf(id)) : undefined}
          refusalOf={(id) => {
            const stage = stageOf(id);
            return stage ? refusalOf(stage) : null;
          }}
        />
      </div>
      {mayClose ? <CloseMenu stages={ends} onChoose={move} /> : null}
      <Suspense>
        {asked?.what === 'pass' ? (
          <ConvertDialog lead={lead} onClose={() => setAsked(null)} />
        ) : null}
        {asked?.what === 'close' && from ? (
          <CloseDialog
            stage={asked.stage}
            onClose={() => setAsked(null)}
            onSubmit={(lostReason) => {
              setAsked(null);
              void moveLead({ lead, from, to: asked.stage, lostReason });
            }}
          />
        ) : null}
      </Suspense>
    </div>
  );
}
